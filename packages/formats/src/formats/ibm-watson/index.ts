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

/** A job holds several recognitions. */
const Job = z.looseObject({ id: z.string().optional(), results: z.array(Results) });

type Document = z.infer<typeof Job> | Results;

const isJob = (value: unknown): value is z.infer<typeof Job> => hasFields(firstOf(value, "results"), "results");

export const ibmWatson = jsonFormat({
  id: "ibm-watson",
  title: { zh: "IBM Watson 识别结果", en: "IBM Watson result" },
  extensions: [".json"],
  schema: (value): z.ZodType<Document> => (isJob(value) ? Job : Results),
  detectValue: (value) => {
    const recognition = isJob(value) ? firstOf(value, "results") : value;
    return hasFields(firstOf(firstOf(recognition, "results"), "alternatives"), "transcript", "timestamps") ? 1 : 0;
  },
  toCall: (document) => {
    if (!isJob(document)) {
      const { results, speaker_labels, ...extra } = document;
      return { turns: turnsOf({ results, speaker_labels }), extra: knownOrNothing(extra) };
    }
    const { results, ...extra } = document;
    return { id: document.id, turns: results.flatMap(turnsOf), extra };
  },
});

function turnsOf({ results, speaker_labels }: Pick<Results, "results" | "speaker_labels">): Turn[] {
  const labels = new Map(speaker_labels?.map((label) => [label.from, label.speaker]));
  return results.flatMap(({ alternatives: [best], ...extra }) => {
    if (!best) return [];
    const words = (best.timestamps ?? []).map(([text, from, to], index): LabelledWord => {
      const times = {
        startMs: fromSeconds(from),
        endMs: fromSeconds(to),
        confidence: best.word_confidence?.[index]?.[1],
      };
      return { text, label: labels.get(from), ...known(times) };
    });
    if (labels.size > 0 && words.length > 0) return turnsFromWords(words);
    return [
      known({
        ...turnOf(words, undefined, best.transcript.trim()),
        confidence: best.confidence,
        extra: knownOrNothing(extra),
      }),
    ];
  });
}
