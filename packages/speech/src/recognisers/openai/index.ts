// Any server that speaks OpenAI's `POST …/audio/transcriptions` (speaches, vLLM, LocalAI, whisper.cpp's server, the cloud).
// Protocol: multipart form with file, model, language, prompt, response_format=verbose_json and timestamp_granularities[].
import { z } from "zod";
import { recogniserFailed } from "../failure.ts";
import { type Chunk, chunkLengthMs, type Heard, type Recogniser, type Wish } from "../recogniser.ts";
import { wavOf } from "../wav-of.ts";

export interface OpenAiSettings {
  /** Up to and with `/v1`. */
  readonly baseUrl: string;
  readonly model: string;
  readonly apiKey?: string;
  /** Requests at once, 2 without it. */
  readonly atOnce?: number;
  /** How long one stretch may take, 120 s without it. */
  readonly timeoutMs?: number;
}

const WordAnswer = z.looseObject({
  word: z.string(),
  start: z.number(),
  end: z.number(),
  probability: z.number().optional(),
});

const SegmentAnswer = z.looseObject({
  start: z.number(),
  end: z.number(),
  text: z.string(),
  avg_logprob: z.number().nullish(),
  no_speech_prob: z.number().nullish(),
});

const Answer = z.looseObject({
  text: z.string(),
  language: z.string().nullish(),
  segments: z.array(SegmentAnswer).nullish(),
  words: z.array(WordAnswer).nullish(),
});
type Answer = z.infer<typeof Answer>;

/** Above this a segment is taken for silence that the model made words of (the limit of the original decoder). */
const silenceAbove = 0.6;
const unlikelyBelow = -1;

export function openAiRecogniser({
  baseUrl,
  model,
  apiKey,
  atOnce = 2,
  timeoutMs = 120_000,
}: OpenAiSettings): Recogniser {
  const address = `${baseUrl.replace(/\/+$/, "")}/audio/transcriptions`;
  return {
    id: "openai",
    capabilities: {
      wordTimes: true,
      confidence: true,
      punctuation: true,
      streaming: false,
      hotWords: true,
      events: false,
      languages: "any",
    },
    atOnce,
    async recognise(chunk, wish) {
      const limit = AbortSignal.timeout(timeoutMs);
      try {
        const response = await fetch(address, {
          method: "POST",
          headers: apiKey === undefined ? {} : { authorization: `Bearer ${apiKey}` },
          body: formOf(chunk, model, wish),
          signal: wish.signal === undefined ? limit : AbortSignal.any([wish.signal, limit]),
        });
        if (!response.ok) throw new Error(`HTTP ${response.status} ${(await response.text()).slice(0, 300)}`);
        return heardIn(Answer.parse(await response.json()), chunk);
      } catch (error) {
        throw recogniserFailed(`openai ${address}`, error);
      }
    },
    close: async () => {},
  };
}

function formOf(chunk: Chunk, model: string, { language, hotWords = [] }: Wish): FormData {
  const form = new FormData();
  form.set("file", new Blob([wavOf(chunk)], { type: "audio/wav" }), "stretch.wav");
  form.set("model", model);
  form.set("response_format", "verbose_json");
  form.append("timestamp_granularities[]", "word");
  form.append("timestamp_granularities[]", "segment");
  if (language !== undefined) form.set("language", language.split("-")[0] ?? language);
  if (hotWords.length > 0) form.set("prompt", hotWords.join(", "));
  return form;
}

/** A server without segments gives one text for the stretch; one without words gives no word times. */
function heardIn(answer: Answer, chunk: Chunk): Heard[] {
  const lengthMs = chunkLengthMs(chunk);
  const at = (seconds: number) => chunk.startMs + Math.round(Math.min(Math.max(0, seconds * 1000), lengthMs));
  const language = answer.language ? { language: answer.language } : {};
  const words = answer.words?.map(({ word, start, end, probability }) => ({
    text: word.trim(),
    startMs: at(start),
    endMs: at(end),
    ...(probability === undefined ? {} : { confidence: clamped(probability) }),
  }));
  const segments = answer.segments ?? [{ start: 0, end: lengthMs / 1000, text: answer.text }];
  return segments
    .filter((segment) => segment.text.trim() !== "" && !isInvented(segment))
    .map((segment, index, all) => {
      const startMs = at(segment.start);
      const endMs = Math.max(startMs, at(segment.end));
      const last = index === all.length - 1;
      const own = words?.filter((word) => word.startMs >= startMs && (last || word.startMs < endMs));
      return {
        startMs,
        endMs,
        text: segment.text.trim(),
        ...(own === undefined || own.length === 0 ? {} : { words: own }),
        ...(typeof segment.avg_logprob === "number" ? { confidence: clamped(Math.exp(segment.avg_logprob)) } : {}),
        ...language,
      };
    });
}

function isInvented({ no_speech_prob: silence, avg_logprob: likely }: Partial<z.infer<typeof SegmentAnswer>>): boolean {
  return (silence ?? 0) > silenceAbove && (likely ?? 0) < unlikelyBelow;
}

const clamped = (value: number): number => Math.min(1, Math.max(0, value));
