// Call length 通话时长: the recording's length, or the time from the answer to its end.
import { z } from "zod";
import { boundFields, hasBound, thresholdOf, truthOfRange } from "../../bounds.ts";
import type { PreparedCall } from "../../call/prepared-call.ts";
import { absent, detection, type Hit, missingFields } from "../../detection.ts";
import { type Detector, defineOperator } from "../../operator.ts";

const Params = z
  .strictObject({
    ...boundFields,
    fromAnswer: z.boolean().default(false).describe("from the answer of the call, not from the start of the recording"),
  })
  .refine(hasBound, { error: "one at least of above, atLeast, below, atMost, between" });
type Params = z.output<typeof Params>;

export const callLength = defineOperator({
  id: "call-length",
  title: { zh: "通话时长", en: "Call length" },
  summary: { zh: "整通电话有多长(毫秒)。", en: "How long the call is, in milliseconds." },
  params: Params,
  by: "any",
  compile: (params) => compileCallLength(params as Params),
});

function compileCallLength(params: Params): Detector {
  return (call) => {
    const { answeredAtMs } = call.call;
    if (params.fromAnswer && answeredAtMs === undefined) return missingFields("answeredAtMs");
    const endMs = call.call.sound?.durationMs ?? call.call.hangup?.atMs;
    const least = endMs ?? lastWords(call);
    if (least === undefined) return missingFields("sound.durationMs");
    const start = params.fromAnswer ? (answeredAtMs ?? 0) : 0;
    const low = Math.max(0, least - start);
    // The last words only say that the call was not over before them.
    const state = truthOfRange(params, low, endMs === undefined ? Number.POSITIVE_INFINITY : low);
    if (state === "no") return absent;
    const hit: Hit = { startMs: start, endMs: least, measure: "callMs", value: low, threshold: thresholdOf(params) };
    return state === "yes" ? detection([hit]) : detection([], [hit], ["sound.durationMs"]);
  };
}

function lastWords(call: PreparedCall): number | undefined {
  const ends = call.turns.flatMap(({ endMs }) => endMs ?? []);
  return ends.length > 0 ? Math.max(...ends) : undefined;
}
