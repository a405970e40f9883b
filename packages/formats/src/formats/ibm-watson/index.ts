// IBM Watson Speech to Text: phrases with word times; speaker labels are a list of their own, matched by time.
import type { Turn } from "@tingheng/domain";
import { z } from "zod";
import { jsonFormat } from "../../json-format.ts";
import { firstOf, hasFields } from "../../json-shape.ts";
import { known, knownOrNothing } from "../../known-fields.ts";
import { fromSeconds } from "../../time-in-call.ts";
import { type LabelledWord, turnOf, turnsFromWords } from "../../word-turns.ts";

const Seconds = z.number().nonnegative();
const Confidence = z.number().min(0).max(1);

const Phrase = z.looseObject({
  alternatives: z
    .array(
      z.looseObject({
        transcript: z.string(),
        confidence: Confidence.optional(),
        timestamps: z.array(z.tuple([z.string(), Seconds, Seconds])).optional(),
        word_confidence: z.array(z.tuple([z.string(), Confidence])).optional(),
      }),
    )
    .min(1),
});

const Results = z.looseObject({
  results: z.array(Phrase),
  speaker_labels: z.array(z.looseObject({ from: Seconds, to: Seconds, speaker: z.int() })).optional(),
});
type Results = z.infer<typeof Results>;

/** A recognition, or a job that holds several. */
const Document = z.union([
  z.looseObject({ id: z.string().optional(), created: z.string().optional(), results: z.array(Results) }),
  Results.extend({ id: z.string().optional() }),
]);

export const ibmWatson = jsonFormat({
  id: "ibm-watson",
  title: { zh: "IBM Watson 识别结果", en: "IBM Watson result" },
  extensions: [".json"],
  schema: Document,
  detectValue: (value) => {
    const first = firstOf(value, "results");
    const alternative = firstOf(first, "alternatives") ?? firstOf(firstOf(first, "results"), "alternatives");
    return hasFields(alternative, "transcript", "timestamps") ? 1 : 0;
  },
  toCall: ({ id, ...document }) => {
    const inner = document.results.filter((one): one is Results => "results" in one);
    const parts = inner.length > 0 ? inner : [document as Results];
    const { results: _results, speaker_labels: _labels, ...extra } = document as Results;
    return { id: id as string | undefined, turns: parts.flatMap(turnsOf), extra: knownOrNothing(extra) };
  },
});

function turnsOf({ results, speaker_labels }: Results): Turn[] {
  const labels = new Map(speaker_labels?.map((label) => [label.from, label.speaker]));
  return results.flatMap(({ alternatives: [best], ...extra }) => {
    if (!best) return [];
    const words = (best.timestamps ?? []).map(([text, from, to], index): LabelledWord => {
      const times = { startMs: fromSeconds(from), endMs: fromSeconds(to), confidence: best.word_confidence?.[index]?.[1] };
      return { text, label: labels.get(from), ...known(times) };
    });
    if (labels.size > 0 && words.length > 0) return turnsFromWords(words);
    return [known({ ...turnOf(words, undefined, best.transcript.trim()), confidence: best.confidence, extra: knownOrNothing(extra) })];
  });
}
