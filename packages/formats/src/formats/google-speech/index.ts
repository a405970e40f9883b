// Google Speech-to-Text: results with the best alternative first; times as "1.2s" or seconds and nanos.
import type { Turn } from "@tingheng/domain";
import { z } from "zod";
import { jsonFormat } from "../../json-format.ts";
import { firstOf, hasFields } from "../../json-shape.ts";
import { known, knownOrNothing } from "../../known-fields.ts";
import { fromSeconds } from "../../time-in-call.ts";
import { type LabelledWord, turnOf, turnsFromWords } from "../../word-turns.ts";

const Duration = z.union([
  z.string().regex(/^\d+(\.\d+)?s$/, 'seconds like "1.2s"'),
  z.looseObject({ seconds: z.union([z.string(), z.number()]).nullish(), nanos: z.number().nullish() }),
]);

const GoogleWord = z.looseObject({
  word: z.string(),
  startTime: Duration.optional(),
  endTime: Duration.optional(),
  startOffset: Duration.optional(),
  endOffset: Duration.optional(),
  confidence: z.number().min(0).max(1).optional(),
  speakerTag: z.int().optional(),
  speakerLabel: z.string().optional(),
});
type GoogleWord = z.infer<typeof GoogleWord>;

const Result = z.looseObject({
  alternatives: z
    .array(
      z.looseObject({
        transcript: z.string().optional(),
        confidence: z.number().optional(),
        words: z.array(GoogleWord).optional(),
      }),
    )
    .optional(),
  channelTag: z.int().optional(),
  languageCode: z.string().optional(),
});
type Result = z.infer<typeof Result>;

export const googleSpeech = jsonFormat({
  id: "google-speech",
  title: { zh: "Google 语音识别结果", en: "Google Speech-to-Text result" },
  extensions: [".json"],
  schema: z.looseObject({ results: z.array(Result) }),
  detectValue: (value) => {
    const best = firstOf(firstOf(value, "results"), "alternatives");
    return hasFields(best, "transcript") && !hasFields(best, "timestamps") && !hasFields(value, "status") ? 0.9 : 0;
  },
  toCall: ({ results, ...extra }) => ({
    language: results.find((one) => one.languageCode)?.languageCode,
    turns: turnsOf(results),
    extra: knownOrNothing(extra),
  }),
});

/** With speakers told apart the last result repeats all words, each with its speaker. */
function turnsOf(results: readonly Result[]): Turn[] {
  const tagged = results.at(-1)?.alternatives?.[0]?.words ?? [];
  if (tagged.some((word) => labelOf(word) !== undefined))
    return turnsFromWords(tagged.map((word) => labelled(word, labelOf(word))));
  return results.flatMap(({ alternatives, channelTag, languageCode: _language, ...extra }) => {
    const [best, ...others] = alternatives ?? [];
    if (best?.transcript === undefined) return [];
    const turn = turnOf(
      (best.words ?? []).map((word) => labelled(word, channelTag)),
      channelTag,
      best.transcript.trim(),
    );
    const more = { ...extra, alternatives: others.length > 0 ? others : undefined };
    return [known({ ...turn, confidence: inRange(best.confidence), extra: knownOrNothing(more) })];
  });
}

const labelOf = (word: GoogleWord) => word.speakerLabel ?? (word.speakerTag || undefined);

/** Google writes 0 where it has no confidence to give. */
const inRange = (confidence: number | undefined) => (confidence && confidence <= 1 ? confidence : undefined);

function labelled(word: GoogleWord, label: string | number | undefined): LabelledWord {
  const startMs = milliseconds(word.startTime ?? word.startOffset);
  const endMs = milliseconds(word.endTime ?? word.endOffset);
  return { text: word.word, label, ...known({ startMs, endMs, confidence: inRange(word.confidence) }) };
}

function milliseconds(duration: z.infer<typeof Duration> | undefined): number | undefined {
  if (typeof duration === "string") return fromSeconds(duration.slice(0, -1));
  return duration && fromSeconds(Number(duration.seconds ?? 0) + (duration.nanos ?? 0) / 1e9);
}
