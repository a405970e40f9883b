// Any server that speaks OpenAI's `POST …/audio/transcriptions` (speaches, vLLM, LocalAI, whisper.cpp's server, the cloud).
// Protocol: multipart form with file, model, language, prompt, response_format=verbose_json and timestamp_granularities[].
// Servers differ: words stand in the answer, in its segments or nowhere; a model may know neither times nor verbose_json.
import type { Word } from "@tingheng/domain";
import { z } from "zod";
import { recogniserFailed } from "../failure.ts";
import { languageCode } from "../language-code.ts";
import { type Chunk, chunkLengthMs, type Heard, type Recogniser, type Wish } from "../recogniser.ts";
import { modelHz, soundAt } from "../sound-at.ts";
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
  probability: z.number().nullish(),
});

type WordAnswer = z.infer<typeof WordAnswer>;

const SegmentAnswer = z.looseObject({
  start: z.number(),
  end: z.number(),
  text: z.string(),
  avg_logprob: z.number().nullish(),
  no_speech_prob: z.number().nullish(),
  words: z.array(WordAnswer).nullish(),
});
type Segment = z.infer<typeof SegmentAnswer>;

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

/** What a server says that knows the model but not this form of answer. */
const formRefused = /response_format|timestamp_granularities|verbose_json/u;

export function openAiRecogniser({
  baseUrl,
  model,
  apiKey,
  atOnce = 2,
  timeoutMs = 120_000,
}: OpenAiSettings): Recogniser {
  const address = `${baseUrl.replace(/\/+$/, "")}/audio/transcriptions`;
  let plain = false;
  const ask = async (chunk: Chunk, wish: Wish): Promise<Answer> => {
    const limit = AbortSignal.timeout(timeoutMs);
    const form = plain ? "json" : "verbose_json";
    const response = await fetch(address, {
      method: "POST",
      headers: apiKey === undefined ? {} : { authorization: `Bearer ${apiKey}` },
      body: formOf(chunk, model, wish, form),
      signal: wish.signal === undefined ? limit : AbortSignal.any([wish.signal, limit]),
    });
    const said = await response.text();
    if (!plain && (response.status === 400 || response.status === 422) && formRefused.test(said)) {
      plain = true;
      return ask(chunk, wish);
    }
    if (!response.ok) throw new Error(`HTTP ${response.status} ${said.slice(0, 300)}`);
    const answer = Answer.safeParse(parsed(said));
    if (!answer.success) throw new Error(`an answer that is not understood: ${said.slice(0, 300)}`);
    return answer.data;
  };
  return {
    id: "openai",
    capabilities: {
      wordTimes: "depends",
      confidence: "depends",
      punctuation: "depends",
      streaming: false,
      hotWords: "depends",
      events: false,
      languages: "any",
    },
    atOnce,
    async recognise(chunk, wish) {
      try {
        return heardIn(await ask(chunk, wish), chunk);
      } catch (error) {
        throw recogniserFailed(`openai ${address}`, error);
      }
    },
    close: async () => {},
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function formOf(chunk: Chunk, model: string, { language, hotWords = [] }: Wish, answer: string): FormData {
  const form = new FormData();
  form.set("file", new Blob([wavOf(soundAt(modelHz, chunk))], { type: "audio/wav" }), "stretch.wav");
  form.set("model", model);
  form.set("response_format", answer);
  if (answer === "verbose_json") {
    form.append("timestamp_granularities[]", "word");
    form.append("timestamp_granularities[]", "segment");
  }
  if (language !== undefined) form.set("language", language.split("-")[0] ?? language);
  if (hotWords.length > 0) form.set("prompt", hotWords.join(", "));
  return form;
}

/** A server without segments gives one text for the stretch; one without words gives no word times. */
function heardIn(answer: Answer, chunk: Chunk): Heard[] {
  const lengthMs = chunkLengthMs(chunk);
  const at = (seconds: number) => chunk.startMs + Math.round(Math.min(Math.max(0, seconds * 1000), lengthMs));
  const code = languageCode(answer.language);
  const segments: readonly Segment[] = answer.segments?.length
    ? answer.segments.toSorted((a, b) => a.start - b.start)
    : [{ start: 0, end: lengthMs / 1000, text: answer.text }];
  const loose = wordsBySegment(segments, answer.words ?? []);
  return segments.flatMap((segment, index) => {
    const text = segment.text.trim();
    if (text === "" || isInvented(segment)) return [];
    const words = (segment.words ?? loose[index] ?? []).map((word) => wordOf(word, at));
    const startMs = at(segment.start);
    return [
      {
        startMs,
        endMs: Math.max(startMs, at(segment.end)),
        text,
        ...(words.length === 0 ? {} : { words }),
        ...(typeof segment.avg_logprob === "number" ? { confidence: clamped(Math.exp(segment.avg_logprob)) } : {}),
        ...(code === undefined ? {} : { language: code }),
      },
    ];
  });
}

/** A word belongs to the last segment that has begun. */
function wordsBySegment(segments: readonly Segment[], words: readonly WordAnswer[]): WordAnswer[][] {
  const parts: WordAnswer[][] = segments.map(() => []);
  for (const word of words) {
    const next = segments.findIndex(({ start }) => start > word.start);
    parts[next < 0 ? segments.length - 1 : Math.max(0, next - 1)]?.push(word);
  }
  return parts;
}

function wordOf({ word, start, end, probability }: WordAnswer, at: (seconds: number) => number): Word {
  const startMs = at(start);
  return {
    text: word.trim(),
    startMs,
    endMs: Math.max(startMs, at(end)),
    ...(typeof probability === "number" ? { confidence: clamped(probability) } : {}),
  };
}

function isInvented({ no_speech_prob: silence, avg_logprob: likely }: Partial<z.infer<typeof SegmentAnswer>>): boolean {
  return (silence ?? 0) > silenceAbove && (likely ?? 0) < unlikelyBelow;
}

const clamped = (value: number): number => Math.min(1, Math.max(0, value));
