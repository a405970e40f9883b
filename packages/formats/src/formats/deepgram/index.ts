// Deepgram: utterances where they were asked for, else words by speaker or channel.
import type { Turn } from "@tingheng/domain";
import { z } from "zod";
import { jsonFormat } from "../../json-format.ts";
import { firstOf, hasFields } from "../../json-shape.ts";
import { known, knownOrNothing } from "../../known-fields.ts";
import { fromSeconds } from "../../time-in-call.ts";
import { type LabelledWord, turnOf, turnsFromWords } from "../../word-turns.ts";

const Seconds = z.number().nonnegative();
const Confidence = z.number().min(0).max(1);

const DeepgramWord = z.looseObject({
  word: z.string(),
  punctuated_word: z.string().optional(),
  start: Seconds,
  end: Seconds,
  confidence: Confidence.optional(),
  speaker: z.int().optional(),
  speaker_confidence: Confidence.optional(),
});

const Utterance = z.looseObject({
  start: Seconds,
  end: Seconds,
  confidence: Confidence.optional(),
  channel: z.int().optional(),
  speaker: z.int().optional(),
  transcript: z.string(),
  words: z.array(DeepgramWord).optional(),
});

const Channel = z.looseObject({
  detected_language: z.string().optional(),
  alternatives: z
    .array(
      z.looseObject({
        transcript: z.string(),
        confidence: Confidence.optional(),
        words: z.array(DeepgramWord).optional(),
      }),
    )
    .min(1),
});

const Response = z.looseObject({
  metadata: z
    .looseObject({
      request_id: z.string().optional(),
      created: z.string().optional(),
      duration: Seconds.optional(),
      channels: z.int().positive().optional(),
    })
    .optional(),
  results: z.looseObject({ channels: z.array(Channel), utterances: z.array(Utterance).optional() }),
});
type Response = z.infer<typeof Response>;

export const deepgram = jsonFormat({
  id: "deepgram",
  title: { zh: "Deepgram 识别结果", en: "Deepgram result" },
  extensions: [".json"],
  schema: Response,
  detectValue: (value) =>
    hasFields(value, "results") && hasFields(firstOf(value.results, "channels"), "alternatives") ? 1 : 0,
  toCall: ({ metadata, results, ...rest }) => {
    const { utterances, channels, ...more } = results;
    const durationMs = fromSeconds(metadata?.duration);
    return {
      id: metadata?.request_id,
      language: channels[0]?.detected_language,
      turns: utterances?.map((one) => turnOfUtterance(one, channels.length > 1)) ?? turnsOfChannels(channels),
      sound: knownOrNothing({ durationMs, channels: metadata?.channels }),
      extra: knownOrNothing({ ...rest, ...more, metadata }),
    };
  },
});

/** With several channels a channel is a side of the call; with one, the diarised speaker is. */
function turnOfUtterance(utterance: z.infer<typeof Utterance>, byChannel: boolean): Turn {
  const { start, end, confidence, channel, speaker, transcript, words = [], ...extra } = utterance;
  const label = byChannel ? channel : speaker;
  const rest = byChannel ? { ...extra, speaker } : { ...extra, channel };
  return known({
    ...turnOf(
      words.map((word) => labelled(word, label)),
      label,
      transcript,
    ),
    startMs: fromSeconds(start),
    endMs: fromSeconds(end),
    confidence,
    extra: knownOrNothing(rest),
  });
}

function turnsOfChannels(channels: Response["results"]["channels"]): Turn[] {
  return channels
    .flatMap(({ alternatives: [best] }, channel) => {
      const byChannel = channels.length > 1 ? channel : undefined;
      if (!best?.words?.length) return best?.transcript ? [turnOf([], byChannel, best.transcript)] : [];
      const turns = turnsFromWords(best.words.map((word) => labelled(word, byChannel ?? word.speaker)));
      const [only] = turns;
      return only && turns.length === 1 ? [{ ...only, text: best.transcript.trim() || only.text }] : turns;
    })
    .toSorted((a, b) => (a.startMs ?? 0) - (b.startMs ?? 0));
}

function labelled(from: z.infer<typeof DeepgramWord>, label: number | undefined): LabelledWord {
  const { word, punctuated_word, start, end, confidence, speaker: _speaker, ...extra } = from;
  return {
    ...extra,
    text: punctuated_word ?? word,
    label,
    ...known({ startMs: fromSeconds(start), endMs: fromSeconds(end), confidence }),
  };
}
