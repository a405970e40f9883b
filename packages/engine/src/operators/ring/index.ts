// Ring 振铃: how long, or how often, it rang at the agent's phone before the call was answered.
import type { MeasureName } from "@tingheng/domain";
import { z } from "zod";
import { Bounds, thresholdOf, truthOfRange } from "../../bounds.ts";
import { absent, both, type Detection, detection, type Hit, missingFields } from "../../detection.ts";
import { type Detector, defineOperator } from "../../operator.ts";

const Params = z
  .strictObject({
    ms: Bounds.optional().describe("how long it rang, in milliseconds"),
    count: Bounds.optional().describe("how often it rang"),
    msPerRing: z.number().positive().optional().describe("from one ring to the next; lets one be told from the other"),
  })
  .refine(({ ms, count }) => ms !== undefined || count !== undefined, { error: "ms or count" });
type Params = z.output<typeof Params>;

export const ring = defineOperator({
  id: "ring",
  title: { zh: "振铃", en: "Ring" },
  summary: {
    zh: "接听前坐席话机振铃的时长或声数。",
    en: "How long or how often it rang at the agent's phone before the answer.",
  },
  params: Params,
  by: "any",
  compile: (params) => compileRing(params as Params),
});

/** A value, or the range in which it must lie. */
type Range = readonly [low: number, high: number];

function compileRing({ ms, count, msPerRing }: Params): Detector {
  return ({ call }) => {
    const known = call.ring ?? {};
    const parts: Detection[] = [];
    if (ms !== undefined)
      parts.push(
        compared("ringMs", ms, known.ms === undefined ? msOf(known.count, msPerRing) : [known.ms, known.ms], "ring.ms"),
      );
    if (count !== undefined) {
      const rings =
        known.count ??
        (known.ms === undefined || msPerRing === undefined ? undefined : Math.ceil(known.ms / msPerRing));
      parts.push(compared("ringCount", count, rings === undefined ? undefined : [rings, rings], "ring.count"));
    }
    return both(parts);
  };
}

/** The call was answered during or after the last ring, before the next. */
function msOf(count: number | undefined, msPerRing: number | undefined): Range | undefined {
  if (count === undefined || msPerRing === undefined) return undefined;
  return [Math.max(0, count - 1) * msPerRing, count * msPerRing];
}

function compared(measure: MeasureName, bounds: Bounds, range: Range | undefined, field: string): Detection {
  if (range === undefined) return missingFields(field);
  const state = truthOfRange(bounds, ...range);
  if (state === "no") return absent;
  const hit: Hit = { measure, value: range[1], threshold: thresholdOf(bounds) };
  return state === "yes" ? detection([hit]) : detection([], [hit], [field]);
}
