// Turn count 话轮数: how often one side, or anybody, speaks.
import { z } from "zod";
import { boundFields, hasBound, thresholdOf, truthOfRange } from "../../bounds.ts";
import { charactersIn } from "../../call/speech-length.ts";
import { absent, detection, type Hit, missingFields } from "../../detection.ts";
import { type Detector, defineOperator, type OperatorContext } from "../../operator.ts";
import { spokenBy, turnsIn } from "../../scope.ts";

const Params = z
  .strictObject({
    ...boundFields,
    minChars: z.int().nonnegative().default(0).describe("turns with fewer characters do not count"),
  })
  .refine(hasBound, { error: "one at least of above, atLeast, below, atMost, between" });
type Params = z.output<typeof Params>;

export const turnCount = defineOperator({
  id: "turn-count",
  title: { zh: "话轮数", en: "Turn count" },
  summary: { zh: "一方(或全部)说了多少句。", en: "How many turns one side, or everybody, speaks." },
  params: Params,
  by: "any",
  compile: compileTurnCount,
});

function compileTurnCount(params: Params, context: OperatorContext): Detector {
  return (call, scope) => {
    if (call.call.turns === undefined) return missingFields("turns");
    let sure = 0;
    let shaky = 0;
    for (const turn of turnsIn(call, scope)) {
      const trust = spokenBy(turn, scope.by, context.reliability.speaker);
      if (trust === "no" || (params.minChars > 0 && charactersIn(turn.text) < params.minChars)) continue;
      if (trust === "sure") sure += 1;
      else shaky += 1;
    }
    const state = truthOfRange(params, sure, sure + shaky);
    if (state === "no") return absent;
    const hit: Hit = { measure: "turnCount", value: sure, threshold: thresholdOf(params) };
    return state === "yes" ? detection([hit]) : detection([], [hit], ["turns.speaker"]);
  };
}
