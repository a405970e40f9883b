// Question asked again 重复提问: the same question is put once more — it was not answered, or not understood.
import { z } from "zod";
import type { PreparedCall, PreparedTurn } from "../../call/prepared-call.ts";
import { atLeastTimes, type Hit, missingFields } from "../../detection.ts";
import { defineOperator, type RegisteredPhrases } from "../../operator.ts";
import { holds, spokenBy, turnsIn } from "../../scope.ts";
import { marks } from "../../text/normal-text.ts";
import { similarityOf } from "../../text/similarity.ts";

const Params = z.strictObject({
  asks: z
    .array(z.string().min(1))
    .min(1)
    .describe("words that make a turn a question (吗, 多少, 怎么 … or @list); a question mark does too"),
  atLeast: z.number().min(0).max(1).default(0.6).describe("how alike the two questions are, 0–1"),
  minCharacters: z.int().positive().default(5).describe("shorter questions are passed over"),
  times: z.int().positive().default(1).describe("asked again so many times at least"),
});
type Params = z.output<typeof Params>;

export const questionAgain = defineOperator({
  id: "question-again",
  title: { zh: "重复提问", en: "Question asked again" },
  summary: { zh: "同一个问题又问了一遍。", en: "The same question is put once more." },
  by: "customer",
  params: z.preprocess((value) => (Array.isArray(value) ? { asks: value } : value), Params),
  compile: (params, context) => {
    const wanted = params as Params;
    const asks = context.phrases(wanted.asks);
    return (call, scope) => {
      if (call.call.turns === undefined) return missingFields("turns");
      const questions = questionsIn(call, asks, wanted.minCharacters);
      const hits: Hit[] = [];
      const maybe: Hit[] = [];
      for (const turn of turnsIn(call, scope)) {
        const trust = spokenBy(turn, scope.by, context.reliability.speaker);
        if (trust === "no" || !questions.has(turn.index) || !holds(scope, turn, 0, turn.text.length)) continue;
        const value = askedBefore(call, turn, questions);
        if (value < wanted.atLeast) continue;
        const hit: Hit = {
          turn: turn.index,
          from: 0,
          to: turn.text.length,
          measure: "similarity",
          value,
          threshold: wanted.atLeast,
        };
        (trust === "sure" ? hits : maybe).push(hit);
      }
      return atLeastTimes(wanted.times, hits, maybe);
    };
  },
});

function questionsIn(call: PreparedCall, asks: RegisteredPhrases, minCharacters: number): ReadonlySet<number> {
  const worded = new Set(asks.hits(call).map(({ turn }) => turn));
  const asked = call.turns.filter(({ index, normal }) => {
    const marked = normal.breaks.subarray(1, normal.length + 1).includes(marks.questionMark);
    return normal.length >= minCharacters && (marked || worded.has(index));
  });
  return new Set(asked.map(({ index }) => index));
}

/** How alike the most alike earlier question of the same side is; the other side must have spoken in between. */
function askedBefore(call: PreparedCall, turn: PreparedTurn, questions: ReadonlySet<number>): number {
  const earlier = call.turns.slice(0, turn.index).filter(({ index, speaker }) => {
    const answered = call.turns.slice(index + 1, turn.index).some((between) => between.speaker !== turn.speaker);
    return questions.has(index) && speaker === turn.speaker && answered;
  });
  const best = earlier.reduce((most, other) => Math.max(most, similarityOf(turn.normal, other.normal)), 0);
  return Math.round(best * 100) / 100;
}
