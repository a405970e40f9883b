// Speechmatics: version 2 results (`json-v2`) and the older version 1 list of words and speakers.
import type { Turn } from "@tingheng/domain";
import { z } from "zod";
import { type CallDraft, jsonFormat } from "../../json-format.ts";
import { hasFields } from "../../json-shape.ts";
import { known, knownOrNothing } from "../../known-fields.ts";
import { fromSeconds } from "../../time-in-call.ts";
import { type LabelledWord, turnsFromWords } from "../../word-turns.ts";

const Digits = z.string().regex(/^\d+(\.\d+)?$/, "seconds in digits");
const Seconds = z.number().nonnegative();
const Job = z.looseObject({
  id: z.union([z.string(), z.int()]).optional(),
  lang: z.string().optional(),
  duration: Seconds.optional(),
});

const VersionOne = z.looseObject({
  job: Job,
  speakers: z.array(z.looseObject({ name: z.string(), time: Digits, duration: Digits })).optional(),
  words: z.array(z.looseObject({ name: z.string(), time: Digits, duration: Digits, confidence: z.string().nullish() })),
});

const VersionTwo = z.looseObject({
  job: Job.optional(),
  metadata: z
    .looseObject({ transcription_config: z.looseObject({ language: z.string().optional() }).optional() })
    .optional(),
  results: z.array(
    z.looseObject({
      type: z.string(),
      start_time: Seconds,
      end_time: Seconds,
      channel: z.string().optional(),
      alternatives: z
        .array(
          z.looseObject({
            content: z.string(),
            confidence: z.number().min(0).max(1).optional(),
            speaker: z.string().optional(),
          }),
        )
        .optional(),
    }),
  ),
});

type Result = z.infer<typeof VersionOne> | z.infer<typeof VersionTwo>;

const isVersionTwo = (document: Result): document is z.infer<typeof VersionTwo> => "results" in document;

export const speechmatics = jsonFormat({
  id: "speechmatics",
  title: { zh: "Speechmatics 识别结果", en: "Speechmatics result" },
  extensions: [".json"],
  schema: (value): z.ZodType<Result> => (hasFields(value, "results") ? VersionTwo : VersionOne),
  detectValue: (value) => {
    if (!hasFields(value, "format") || !hasFields(value, "job")) return 0;
    return hasFields(value, "results") || hasFields(value, "words") ? 1 : 0;
  },
  toCall: (document) => (isVersionTwo(document) ? fromVersionTwo(document) : fromVersionOne(document)),
});

function fromVersionTwo({ results, ...extra }: z.infer<typeof VersionTwo>): CallDraft {
  return {
    ...ofJob(extra.job),
    language: extra.metadata?.transcription_config?.language,
    turns: turnsFromWords(
      results.flatMap(({ type, start_time, end_time, channel, alternatives }): LabelledWord[] => {
        const best = alternatives?.[0];
        if (!best) return [];
        const times = { startMs: fromSeconds(start_time), endMs: fromSeconds(end_time), confidence: best.confidence };
        return [{ text: best.content, mark: type === "punctuation", label: channel ?? best.speaker, ...known(times) }];
      }),
    ),
    extra,
  };
}

function fromVersionOne({ words, ...extra }: z.infer<typeof VersionOne>): CallDraft {
  const speakers = extra.speakers ?? [];
  const labelAt = (time: number) => speakers.findLast((one) => Number(one.time) <= time)?.name;
  const turns: Turn[] = turnsFromWords(
    words.map(({ name, time, duration, confidence }) => ({
      text: name,
      mark: /^[^\p{L}\p{N}]+$/u.test(name),
      label: labelAt(Number(time)),
      ...known({ startMs: fromSeconds(time), endMs: fromSeconds(Number(time) + Number(duration)) }),
      ...(confidence ? { confidence: Number(confidence) } : {}),
    })),
  );
  return { ...ofJob(extra.job), language: extra.job.lang, turns, extra };
}

function ofJob(job: z.infer<typeof Job> | undefined): CallDraft {
  const durationMs = fromSeconds(job?.duration);
  return { id: job?.id === undefined ? undefined : String(job.id), sound: knownOrNothing({ durationMs }) };
}
