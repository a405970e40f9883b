// Hold 保持: the customer was put on hold — each by itself, how often, the longest, or all together.
import { z } from "zod";
import { heldAt, timeHit } from "../../call/moment.ts";
import { joined } from "../../call/spans.ts";
import { missingFields } from "../../detection.ts";
import { type Detector, defineOperator } from "../../operator.ts";
import { judgeStretches, oneWay, type Stretch, stretchFields } from "../../stretches.ts";

const Params = z
  .strictObject({
    ...stretchFields,
    mutes: z.boolean().default(false).describe("a muted microphone counts as well"),
  })
  .refine(...oneWay);
type Params = z.output<typeof Params>;

export const hold = defineOperator({
  id: "hold",
  title: { zh: "保持", en: "Hold" },
  summary: {
    zh: "通话被保持:每次多久、几次、最长一次、累计。",
    en: "The customer was put on hold: each hold, how many, the longest, or all together.",
  },
  params: z.preprocess(
    (value) => (value === true ? {} : typeof value === "number" ? { longerThanMs: value } : value),
    Params,
  ),
  by: "any",
  compile: (params) => compileHold(params as Params),
});

function compileHold(params: Params): Detector {
  return (call, scope) => {
    const { holds, mutes } = call.call;
    const missing = [
      ...(holds === undefined ? ["holds"] : []),
      ...(params.mutes && mutes === undefined ? ["mutes"] : []),
    ];
    const spans = joined([...(holds ?? []), ...(params.mutes ? (mutes ?? []) : [])]);
    if (spans.length === 0 && missing.length > 0) return missingFields(...missing);
    const found = spans.flatMap(({ startMs, endMs }): Stretch[] => {
      const trust = heldAt(call, scope, startMs, endMs);
      if (trust === "no") return [];
      return [{ hit: timeHit(call, startMs, endMs), lengthMs: endMs - startMs, sure: trust === "sure" }];
    });
    return judgeStretches("hold", params, found, missing);
  };
}
