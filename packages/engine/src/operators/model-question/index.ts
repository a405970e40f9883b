// Question to a language model 大模型问答: reads a stored answer. A quotation that does not stand in the call makes it void.
import { z } from "zod";
import type { PreparedCall } from "../../call/prepared-call.ts";
import { absent, detection, type Hit, missingFields, negated, present } from "../../detection.ts";
import type { ModelAnswer } from "../../model/model-answers.ts";
import { defineOperator } from "../../operator.ts";
import { normalise } from "../../text/normal-text.ts";

const Params = z.strictObject({
  key: z.string().min(1).describe("under which the answer is stored"),
  ask: z.string().min(1).describe("the question, to be answered yes or no from the conversation"),
  found: z.enum(["yes", "no"]).default("yes").describe("the answer that counts as found"),
});

export const modelQuestion = defineOperator({
  id: "model-question",
  title: { zh: "大模型问答", en: "Question to a language model" },
  summary: {
    zh: "由语言模型回答的问题;必须引用原话,引文不在通话中则作废。",
    en: "A question answered by a language model; it must quote, and a quotation that is not in the call voids it.",
  },
  params: Params,
  by: "any",
  compile: ({ key, ask, found }, context) => {
    context.question({ key, question: ask });
    return (call) => {
      const answer = call.answers?.get(key);
      if (answer === undefined) return missingFields(`model.${key}`);
      const hits = quoted(call, answer);
      if (hits === undefined || answer.verdict === "unsure") return detection([], hits ?? [], [`model.${key}`]);
      const said = answer.verdict === "no" ? absent : hits.length > 0 ? detection(hits) : missingFields(`model.${key}`);
      if (found === "yes") return said;
      return said.state === "unknown" ? said : said.state === "yes" ? negated(said) : present;
    };
  },
});

/** The places of all quotations; undefined where one of them does not stand where it is said to stand. */
function quoted(call: PreparedCall, answer: ModelAnswer): Hit[] | undefined {
  const hits: Hit[] = [];
  for (const { turn, text } of answer.quotes) {
    const source = call.turns[turn];
    const wanted = normalise(text).text;
    const at = source === undefined || wanted === "" ? -1 : source.normal.text.indexOf(wanted);
    if (source === undefined || at < 0) return undefined;
    hits.push({ turn, from: source.normal.starts[at] ?? 0, to: source.normal.ends[at + wanted.length - 1] ?? 0 });
  }
  return hits;
}
