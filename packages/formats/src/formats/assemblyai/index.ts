// AssemblyAI: utterances by speaker where they were asked for, else words. Times are milliseconds.
import type { Turn } from "@tingheng/domain";
import { z } from "zod";
import { jsonFormat } from "../../json-format.ts";
import { hasFields } from "../../json-shape.ts";
import { known, knownOrNothing } from "../../known-fields.ts";
import { fromSeconds } from "../../time-in-call.ts";
import { type LabelledWord, turnOf, turnsFromWords } from "../../word-turns.ts";

const Ms = z.int().nonnegative();

const SpokenWord = z.looseObject({
  text: z.string(),
  start: Ms,
  end: Ms,
  confidence: z.number().min(0).max(1).optional(),
  speaker: z.string().nullish(),
});

const Utterance = SpokenWord.extend({ words: z.array(SpokenWord).optional() });

const Transcript = z.looseObject({
  id: z.string(),
  language_code: z.string().nullish(),
  text: z.string().nullable(),
  audio_duration: z.number().nonnegative().nullish(),
  words: z.array(SpokenWord).nullish(),
  utterances: z.array(Utterance).nullish(),
});

export const assemblyai = jsonFormat({
  id: "assemblyai",
  title: { zh: "AssemblyAI 识别结果", en: "AssemblyAI result" },
  extensions: [".json"],
  schema: Transcript,
  detectValue: (value) => (hasFields(value, "id", "audio_url", "words", "status") ? 1 : 0),
  toCall: ({ id, language_code, text, audio_duration, words, utterances, ...extra }) => ({
    id,
    language: language_code ?? undefined,
    turns: utterances?.map(turnOfUtterance) ?? turnsOfWords(words ?? [], text),
    sound: knownOrNothing({ durationMs: fromSeconds(audio_duration) }),
    extra,
  }),
});

function turnOfUtterance({
  text,
  start,
  end,
  confidence,
  speaker,
  words = [],
  ...extra
}: z.infer<typeof Utterance>): Turn {
  const turn = turnOf(words.map(labelled), speaker ?? undefined, text);
  return known({ ...turn, startMs: start, endMs: end, confidence, extra: knownOrNothing(extra) });
}

function turnsOfWords(words: readonly z.infer<typeof SpokenWord>[], text: string | null): Turn[] {
  return words.length > 0 ? turnsFromWords(words.map(labelled)) : text ? [{ speaker: "unknown", text }] : [];
}

function labelled({ text, start, end, confidence, speaker, ...extra }: z.infer<typeof SpokenWord>): LabelledWord {
  return { ...extra, text, startMs: start, endMs: end, label: speaker ?? undefined, ...known({ confidence }) };
}
