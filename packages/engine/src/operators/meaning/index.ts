// Meaning 语义: turns that mean something, however it is worded; learnt from examples, and unsure where it is unsure.
import { z } from "zod";
import type { PreparedCall } from "../../call/prepared-call.ts";
import { wordConfidence } from "../../call/word-confidence.ts";
import { detection, type Hit, missingFields } from "../../detection.ts";
import { located } from "../../located.ts";
import type { MeaningModel } from "../../meanings/meaning-model.ts";
import { defineOperator, detectorWith, type OperatorContext } from "../../operator.ts";
import { type By, spokenBy } from "../../scope.ts";

const Params = z.strictObject({
  is: z.string().min(1).describe("the meaning's id, a file under meanings/"),
  sure: z.number().min(0).max(1).optional().describe("from this probability on it counts (default: as calibrated)"),
  unsure: z
    .number()
    .min(0)
    .max(1)
    .optional()
    .describe("from this probability on it can't be told (default: as calibrated)"),
});

export const meaning = defineOperator({
  id: "meaning",
  title: { zh: "语义", en: "Meaning" },
  summary: {
    zh: "某句话的意思属于给定的一类,不论具体措辞;没有把握时不下结论。",
    en: "A turn means a given thing, whatever its wording; where it is not sure it does not say.",
  },
  params: z.preprocess((value) => (typeof value === "string" ? { is: value } : value), Params),
  compile: (params, context) => {
    const { is, sure, unsure } = params as z.output<typeof Params>;
    const model = context.meaning(is);
    if (sure !== undefined && unsure !== undefined && unsure > sure)
      context.problem("unsure not above sure", `${unsure} > ${sure}`);
    const bounds = {
      sure: sure ?? Math.max(model.sure, unsure ?? 0),
      unsure: unsure ?? Math.min(model.unsure, sure ?? 1),
    };
    return detectorWith(
      (call) => call.call.turns !== undefined && model.highest(call) < bounds.unsure,
      located((call, by) => find(call, by, model, bounds, context), "start"),
    );
  },
});

function find(
  call: PreparedCall,
  by: By,
  model: MeaningModel,
  bounds: { readonly sure: number; readonly unsure: number },
  context: OperatorContext,
) {
  if (call.call.turns === undefined) return missingFields("turns");
  const hits: Hit[] = [];
  const maybe: Hit[] = [];
  for (const { turn: at, probability: confidence } of model.candidates(call)) {
    const turn = call.turns[at];
    if (turn === undefined || confidence < bounds.unsure) continue;
    const trust = spokenBy(turn, by, context.reliability.speaker);
    if (trust === "no") continue;
    const { index, startMs, endMs, text } = turn;
    const heard = wordConfidence(turn.source, 0, text.length) >= context.reliability.words;
    const times = { ...(startMs === undefined ? {} : { startMs }), ...(endMs === undefined ? {} : { endMs }) };
    const hit = { turn: index, from: 0, to: text.length, confidence, ...times };
    (trust === "sure" && heard && confidence >= bounds.sure ? hits : maybe).push(hit);
  }
  return detection(hits, maybe);
}
