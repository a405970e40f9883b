// Refusal 拒绝: each separate refusal of the customer, in order; what is said without an answer between is one refusal.
import { z } from "zod";
import { longestPhrases } from "../../call/longest-phrases.ts";
import type { PreparedCall } from "../../call/prepared-call.ts";
import { wordConfidence } from "../../call/word-confidence.ts";
import { detection, type Hit, missingFields } from "../../detection.ts";
import { defineOperator } from "../../operator.ts";
import { holds, spokenBy, turnsIn } from "../../scope.ts";

const phrases = z.array(z.string().min(1));

const Params = z
  .strictObject({
    of: phrases.default([]).describe("words that refuse (or @list)"),
    except: phrases.default([]).describe("phrases that hold such words and refuse nothing"),
    meaning: z.string().min(1).optional().describe("the id of a meaning that refuses, beside the words"),
    atLeast: z.int().positive().default(1).describe("so many refusals at least"),
  })
  .refine((value) => value.of.length > 0 || value.meaning !== undefined, { error: "phrases under of, or a meaning" });

export const refusal = defineOperator({
  id: "refusal",
  title: { zh: "拒绝次数", en: "Refusal" },
  summary: {
    zh: "客户的每一次拒绝;中间没有坐席说话的连续几句算一次。",
    en: "Each refusal of the customer; several turns with no word of the agent between are one.",
  },
  params: z.preprocess((value) => (Array.isArray(value) ? { of: value } : value), Params),
  by: "customer",
  compile: (given, context) => {
    const { of, except, meaning, atLeast } = given as z.output<typeof Params>;
    const worded = longestPhrases<boolean>([
      ...(of.length > 0 ? [{ class: true, phrases: context.phrases(of) }] : []),
      ...(except.length > 0 ? [{ class: false, phrases: context.phrases(except) }] : []),
    ]);
    const model = meaning === undefined ? undefined : context.meaning(meaning);
    const meant = (call: PreparedCall, index: number): "yes" | "maybe" | "no" => {
      const score = model?.candidates(call).find(({ turn }) => turn === index)?.probability ?? 0;
      if (model === undefined || score < model.unsure) return "no";
      return score >= model.sure ? "yes" : "maybe";
    };
    return (call, scope) => {
      if (call.call.turns === undefined) return missingFields("turns");
      const words = worded(call).filter((hit) => hit.class);
      if (words.length === 0 && model === undefined) return detection([]);
      const hits: Hit[] = [];
      const maybe: Hit[] = [];
      for (const turn of turnsIn(call, scope)) {
        const trust = spokenBy(turn, scope.by, context.reliability.speaker);
        if (trust === "no" || turn.normal.length === 0) continue;
        const { index } = turn;
        const said = words.find((hit) => hit.turn === index && holds(scope, turn, hit.from, hit.to));
        const thought = said === undefined ? meant(call, index) : "yes";
        if (thought === "no") continue;
        const { from, to } = said ?? { from: 0, to: turn.text.length };
        const heard = wordConfidence(turn.source, from, to) >= context.reliability.words;
        (trust === "sure" && heard && thought === "yes" ? hits : maybe).push({ turn: index, from, to });
      }
      const separate = numbered(separated(call, hits));
      if (separate.length >= atLeast) return detection(separate, maybe);
      const possible = separated(
        call,
        [...hits, ...maybe].sort((a, b) => (a.turn ?? 0) - (b.turn ?? 0)),
      );
      return possible.length >= atLeast ? detection([], possible) : detection([]);
    };
  },
});

/** The first of every run between which the agent did not speak. */
function separated(call: PreparedCall, hits: readonly Hit[]): readonly Hit[] {
  return hits.filter((hit, position) => {
    const before = hits[position - 1];
    if (before === undefined) return true;
    return call.turns.slice(before.turn, hit.turn).some(({ speaker }) => speaker === "agent");
  });
}

function numbered(hits: readonly Hit[]): readonly Hit[] {
  return hits.map((hit, position) => ({ ...hit, measure: "refusal", value: position + 1 }));
}
