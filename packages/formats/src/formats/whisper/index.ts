// Whisper and its kin: OpenAI's verbose_json, whisper-timestamped, WhisperX, faster-whisper, and whisper.cpp.
import type { Turn } from "@tingheng/domain";
import { z } from "zod";
import { type CallDraft, jsonFormat } from "../../json-format.ts";
import { firstOf, hasFields } from "../../json-shape.ts";
import { known, knownOrNothing } from "../../known-fields.ts";
import { fromSeconds } from "../../time-in-call.ts";
import { type LabelledWord, turnOf } from "../../word-turns.ts";

const Seconds = z.number().nonnegative();
const Confidence = z.number().min(0).max(1);

const WhisperWord = z.looseObject({
  word: z.string().optional(),
  text: z.string().optional(),
  start: Seconds.optional(),
  end: Seconds.optional(),
  confidence: Confidence.optional(),
  probability: Confidence.optional(),
  score: Confidence.optional(),
});
type WhisperWord = z.infer<typeof WhisperWord>;

const Segment = z.looseObject({
  start: Seconds,
  end: Seconds,
  text: z.string(),
  speaker: z.string().nullish(),
  confidence: Confidence.optional(),
  words: z.array(WhisperWord).optional(),
});

const Segmented = z.looseObject({
  language: z.string().nullish(),
  duration: z.union([Seconds, z.string()]).optional(),
  segments: z.array(Segment),
  words: z.array(WhisperWord).optional(),
});

const Cpp = z.looseObject({
  result: z.looseObject({ language: z.string().optional() }).optional(),
  transcription: z.array(
    z.looseObject({
      offsets: z.looseObject({ from: z.int().nonnegative(), to: z.int().nonnegative() }),
      text: z.string(),
      speaker: z.string().optional(),
    }),
  ),
});

type Whisper = z.infer<typeof Segmented> | z.infer<typeof Cpp>;

const isCpp = (document: Whisper): document is z.infer<typeof Cpp> => "transcription" in document;

export const whisper = jsonFormat({
  id: "whisper",
  title: { zh: "Whisper 识别结果", en: "Whisper result" },
  extensions: [".json"],
  schema: (value): z.ZodType<Whisper> => (hasFields(value, "transcription") ? Cpp : Segmented),
  detectValue: (value) => {
    if (hasFields(firstOf(value, "transcription"), "offsets", "text")) return 1;
    return hasFields(firstOf(value, "segments"), "start", "end", "text") && !hasFields(value, "version") ? 0.9 : 0;
  },
  toCall: (document) => (isCpp(document) ? fromCpp(document) : fromSegments(document)),
});

function fromSegments({ language, duration, segments, words, ...rest }: z.infer<typeof Segmented>): CallDraft {
  const { text: _text, ...extra } = rest;
  return {
    language: language ?? undefined,
    turns: segments.map((segment) => {
      const { start, end, text, speaker, confidence, words: own, ...more } = segment;
      const spoken =
        own ?? words?.filter((word) => word.start !== undefined && word.start >= start && word.start < end) ?? [];
      const turn = turnOf(spoken.map(labelled), speaker ?? undefined, text.trim());
      return known({
        ...turn,
        startMs: fromSeconds(start),
        endMs: fromSeconds(end),
        confidence,
        extra: knownOrNothing(more),
      });
    }),
    sound: knownOrNothing({ durationMs: fromSeconds(duration) }),
    extra: knownOrNothing(extra),
  };
}

function labelled({ word, text, start, end, confidence, probability, score, ...extra }: WhisperWord): LabelledWord {
  const times = {
    startMs: fromSeconds(start),
    endMs: fromSeconds(end),
    confidence: confidence ?? probability ?? score,
  };
  return { ...extra, text: (text ?? word ?? "").trim(), ...known(times) };
}

/** whisper.cpp writes `?` for a speaker it could not tell. */
function fromCpp({ result, transcription, ...extra }: z.infer<typeof Cpp>): CallDraft {
  return {
    language: result?.language,
    turns: transcription.map(({ offsets, text, speaker, timestamps: _timestamps, ...more }): Turn => {
      const turn = turnOf([], speaker === "?" ? undefined : speaker, text.trim());
      return known({
        ...turn,
        startMs: offsets.from,
        endMs: Math.max(offsets.from, offsets.to),
        extra: knownOrNothing(more),
      });
    }),
    extra: knownOrNothing(extra),
  };
}
