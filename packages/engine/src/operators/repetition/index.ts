// Repetition 上下文重复: somebody says again what they (or the other side) have said before.
import { z } from "zod";
import type { PreparedCall, PreparedTurn } from "../../call/prepared-call.ts";
import { atLeastTimes, type Hit, missingFields } from "../../detection.ts";
import { defineOperator } from "../../operator.ts";
import { holds, type Scope, spokenBy, turnsIn } from "../../scope.ts";
import { similarityOf } from "../../text/similarity.ts";

const Params = z.strictObject({
  back: z.int().nonnegative().default(0).describe("compare with so many earlier turns; 0: with all"),
  from: z
    .int()
    .positive()
    .default(1)
    .describe("the nearest earlier turn that is compared (2 passes over the one before)"),
  of: z.enum(["same", "other"]).default("same").describe("what this side said itself, or what the other side said"),
  atLeast: z.number().min(0).max(1).default(0.8).describe("how alike, 0–1"),
  minCharacters: z.int().positive().default(4).describe("shorter turns are passed over"),
  times: z.int().positive().default(1).describe("so many repetitions at least"),
  except: z.array(z.string().min(1)).default([]).describe("turns with one of these phrases are passed over"),
});
type Params = z.output<typeof Params>;

export const repetition = defineOperator({
  id: "repetition",
  title: { zh: "上下文重复", en: "Repetition" },
  summary: { zh: "重复自己(或对方)说过的话。", en: "Somebody says again what they, or the other side, said before." },
  params: z.preprocess((value) => value ?? {}, Params),
  compile: (params, context) => {
    const wanted = params as Params;
    const excepted = wanted.except.length === 0 ? undefined : context.phrases(wanted.except);
    return (call, scope) => {
      if (call.call.turns === undefined) return missingFields("turns");
      const passed = new Set(excepted?.hits(call).map(({ turn }) => turn));
      const hits: Hit[] = [];
      const maybe: Hit[] = [];
      for (const turn of turnsIn(call, scope)) {
        const trust = spokenBy(turn, scope.by, context.reliability.speaker);
        if (trust === "no" || passed.has(turn.index) || !holds(scope, turn, 0, turn.text.length)) continue;
        const value = repeats(call, turn, wanted, scope);
        if (value === undefined) continue;
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

/** How alike the most alike earlier turn is, where it is alike enough. */
function repeats(call: PreparedCall, turn: PreparedTurn, params: Params, scope: Scope): number | undefined {
  if (turn.normal.length < params.minCharacters) return undefined;
  const side = (other: PreparedTurn) =>
    params.of === "same" ? other.speaker === turn.speaker : other.speaker !== turn.speaker && scope.by !== "any";
  const earlier = call.turns
    .slice(0, turn.index)
    .filter((other) => side(other) && other.normal.length >= params.minCharacters);
  const compared = earlier
    .reverse()
    .slice(params.from - 1, params.back === 0 ? undefined : params.from - 1 + params.back);
  const best = compared.reduce((most, other) => Math.max(most, similarityOf(turn.normal, other.normal)), 0);
  return best >= params.atLeast ? Math.round(best * 100) / 100 : undefined;
}
