// Amazon Transcribe, standard jobs: words with times in seconds as text, speakers as labelled segments.
import { z } from "zod";
import { jsonFormat } from "../../json-format.ts";
import { hasFields } from "../../json-shape.ts";
import { fromSeconds } from "../../time-in-call.ts";
import { type LabelledWord, turnsFromWords } from "../../word-turns.ts";

const seconds = z.string().regex(/^\d+(\.\d+)?$/, "seconds in digits");

const Job = z.looseObject({
  jobName: z.string().optional(),
  results: z.looseObject({
    language_code: z.string().optional(),
    speaker_labels: z
      .looseObject({
        segments: z.array(z.looseObject({ start_time: seconds, end_time: seconds, speaker_label: z.string() })),
      })
      .optional(),
    items: z.array(
      z.looseObject({
        start_time: seconds.optional(),
        end_time: seconds.optional(),
        type: z.string(),
        speaker_label: z.string().optional(),
        alternatives: z.array(z.looseObject({ confidence: z.string().nullish(), content: z.string() })).min(1),
      }),
    ),
  }),
});
type Job = z.infer<typeof Job>;

export const amazonTranscribe = jsonFormat({
  id: "amazon-transcribe",
  title: { zh: "Amazon Transcribe", en: "Amazon Transcribe" },
  extensions: [".json"],
  schema: Job,
  detectValue: (value) => (hasFields(value, "jobName") && hasFields(value.results, "items") ? 1 : 0),
  toCall: (job) => {
    const { items: _items, ...results } = job.results;
    return {
      id: job.jobName,
      language: job.results.language_code,
      turns: turnsFromWords(wordsOf(job)),
      extra: { ...job, results },
    };
  },
});

function wordsOf({ results }: Job): LabelledWord[] {
  const segments = results.speaker_labels?.segments ?? [];
  const labelAt = (time: string | undefined) =>
    segments.find((one) => Number(time) >= Number(one.start_time) && Number(time) < Number(one.end_time))
      ?.speaker_label;
  return results.items.map((item) => {
    const [best] = item.alternatives;
    const confidence = best?.confidence ? Number(best.confidence) : undefined;
    return {
      text: best?.content ?? "",
      label: item.speaker_label ?? (labelAt(item.start_time) || undefined),
      mark: item.type === "punctuation",
      startMs: fromSeconds(item.start_time),
      endMs: fromSeconds(item.end_time),
      confidence,
    } as LabelledWord;
  });
}
