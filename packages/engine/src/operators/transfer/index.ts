// Transfer 转接: the call was passed on, how and how often.
import { z } from "zod";
import { Bounds, thresholdOf, truthOfRange } from "../../bounds.ts";
import { heldAt, timeHit } from "../../call/moment.ts";
import { absent, type Detection, type Hit, missingFields } from "../../detection.ts";
import { type Detector, defineOperator } from "../../operator.ts";

const kind = z.enum(["attended", "blind"]);

const Params = z.strictObject({
  kind: z
    .preprocess((value) => (typeof value === "string" ? [value] : value), z.array(kind).min(1).optional())
    .describe("how it was passed on"),
  to: z
    .preprocess((value) => (typeof value === "string" ? [value] : value), z.array(z.string()).min(1).optional())
    .describe("to one of these numbers or prefixes"),
  count: z
    .union([
      Bounds,
      z
        .int()
        .nonnegative()
        .transform((n) => ({ between: [n, n] as const })),
    ])
    .default({ atLeast: 1 })
    .describe("how often; once at least unless given"),
});
type Params = z.output<typeof Params>;

export const transfer = defineOperator({
  id: "transfer",
  title: { zh: "转接", en: "Transfer" },
  summary: { zh: "通话被转接:方式、去向、次数。", en: "The call was transferred: how, where to, how often." },
  params: z.preprocess(
    (value) =>
      value === true ? {} : value === false ? { count: 0 } : typeof value === "string" ? { kind: value } : value,
    Params,
  ),
  by: "any",
  compile: (params) => compileTransfer(params as Params),
});

function compileTransfer(params: Params): Detector {
  return (call, scope) => {
    const { transfers } = call.call;
    if (transfers === undefined) return missingFields("transfers");
    const sure: Hit[] = [];
    const maybe: Hit[] = [];
    const missing = new Set<string>();
    for (const one of transfers) {
      const held = heldAt(call, scope, one.atMs, one.atMs);
      if (held === "no" || (one.kind !== "unknown" && params.kind?.every((wanted) => wanted !== one.kind))) continue;
      if (one.to !== undefined && params.to?.every((prefix) => !one.to?.startsWith(prefix))) continue;
      const kindUnknown = params.kind !== undefined && one.kind === "unknown";
      const targetUnknown = params.to !== undefined && one.to === undefined;
      if (kindUnknown) missing.add("transfers.kind");
      if (targetUnknown) missing.add("transfers.to");
      const hit = timeHit(call, one.atMs, one.atMs, {
        measure: "transfer",
        value: one.kind,
        threshold: thresholdOf(params.count),
      });
      (kindUnknown || targetUnknown || held === "shaky" ? maybe : sure).push(hit);
    }
    return counted(params, sure, maybe, [...missing]);
  };
}

function counted(params: Params, sure: readonly Hit[], maybe: readonly Hit[], missing: readonly string[]): Detection {
  const state = truthOfRange(params.count, sure.length, sure.length + maybe.length);
  if (state === "no") return absent;
  if (state === "yes") return { state, hits: sure, maybe, missing: [] };
  return { state, hits: [], maybe: [...sure, ...maybe], missing };
}
