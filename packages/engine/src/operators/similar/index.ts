// Similar sentence 文本相似度: a sentence that is much like one of the examples, in characters and in sound.
import { z } from "zod";
import type { PreparedCall } from "../../call/prepared-call.ts";
import { wordConfidence } from "../../call/word-confidence.ts";
import { detection, type Hit, missingFields } from "../../detection.ts";
import { defineOperator, type OperatorContext } from "../../operator.ts";
import { holds, type Scope, spokenBy, turnsIn } from "../../scope.ts";
import { normalise } from "../../text/normal-text.ts";
import { ExampleIndex, featuresOf, sentencesOf } from "../../text/similarity.ts";

const Params = z.strictObject({
  to: z
    .union([z.string().transform((text) => [text]), z.array(z.string().min(1)).min(1)])
    .describe("example sentences, or @list"),
  atLeast: z.number().min(0).max(1).default(0.7).describe("how alike, 0–1"),
  wholeTurn: z.boolean().default(false).describe("compare whole turns instead of single sentences"),
});
type Params = z.output<typeof Params>;

export const similar = defineOperator({
  id: "similar",
  title: { zh: "文本相似度", en: "Similar sentence" },
  summary: {
    zh: "某句话与示例句相似(字与音)。",
    en: "A sentence is much like one of the examples, in characters and in sound.",
  },
  params: z.preprocess((value) => (typeof value === "string" || Array.isArray(value) ? { to: value } : value), Params),
  compile: (params, context) => {
    const wanted = params as Params;
    const index = new ExampleIndex(context.resolve(wanted.to).map((text) => normalise(text)));
    return (call, scope) => look(call, scope, index, wanted, context);
  },
});

function look(
  call: PreparedCall,
  scope: Scope,
  index: ExampleIndex,
  { atLeast, wholeTurn }: Params,
  context: OperatorContext,
) {
  if (call.call.turns === undefined) return missingFields("turns");
  const hits: Hit[] = [];
  const maybe: Hit[] = [];
  for (const turn of turnsIn(call, scope)) {
    const trust = spokenBy(turn, scope.by, context.reliability.speaker);
    if (trust === "no") continue;
    const { normal } = turn;
    const sentences = wholeTurn ? [{ from: 0, to: normal.length }] : sentencesOf(normal);
    for (const sentence of sentences) {
      const best = index.best(featuresOf(normal, sentence));
      if (best === undefined || best.score < atLeast) continue;
      const from = normal.starts[sentence.from] ?? 0;
      const to = normal.ends[sentence.to - 1] ?? 0;
      if (!holds(scope, turn, from, to)) continue;
      const sure = trust === "sure" && wordConfidence(turn.source, from, to) >= context.reliability.words;
      const value = Math.round(best.score * 100) / 100;
      (sure ? hits : maybe).push({ turn: turn.index, from, to, measure: "similarity", value, threshold: atLeast });
    }
  }
  return detection(hits, maybe);
}
