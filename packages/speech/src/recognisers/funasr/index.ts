// A FunASR websocket server: a JSON greeting, PCM in pieces, a JSON end, then answers. The compiled runtime gives one, with
// times where its model has them (`timestamp`, `stamp_sents`); the Python one gives one for each sentence it parts.
import WebSocket from "ws";
import { z } from "zod";
import { recogniserFailed } from "../failure.ts";
import { type Chunk, chunkLengthMs, type Heard, type Recogniser, type Wish } from "../recogniser.ts";
import { modelHz, soundAt } from "../sound-at.ts";
import { littleEndian } from "../wav-of.ts";
import { wordsOf } from "../words-of.ts";

export interface FunAsrSettings {
  /** `ws://…` or `wss://…` */
  readonly url: string;
  readonly atOnce?: number;
  readonly timeoutMs?: number;
  /** Whether spoken numbers come as figures; the server's own default is yes. */
  readonly figures?: boolean;
}

const Stamp = z.tuple([z.number(), z.number()]);
const jsonOr = <T extends z.ZodType>(schema: T) =>
  z.preprocess((value) => (typeof value === "string" ? parsed(value) : value), schema);

const Sentence = z.looseObject({
  text_seg: z.string(),
  punc: z.string().nullish(),
  start: z.number(),
  end: z.number(),
  ts_list: z.array(Stamp).nullish(),
});

const Answer = z.looseObject({
  text: z.string(),
  is_final: z.boolean().nullish(),
  mode: z.string().nullish(),
  timestamp: jsonOr(z.array(Stamp).nullish()),
  stamp_sents: jsonOr(z.array(Sentence).nullish()),
});
type Answer = z.infer<typeof Answer>;

/** Bytes in one message: a second. */
const pieceBytes = 2 * modelHz;
const hotWordWeight = 20;
/** Without them the Python server fails, though it uses them for streaming only. */
const pythonNeeds = { chunk_size: [5, 10, 5], chunk_interval: 10 };
/** The last answer says `is_final: false` with both servers, patched ones say true: then nothing more comes for so long. */
const quietMs = 2000;
/** A server that doesn't say goodbye is left after so long. */
const goodbyeMs = 1000;

export function funAsrRecogniser({ url, atOnce = 2, timeoutMs = 120_000, figures = true }: FunAsrSettings): Recogniser {
  return {
    id: "funasr",
    capabilities: {
      wordTimes: "depends",
      confidence: false,
      punctuation: "depends",
      streaming: false,
      hotWords: "depends",
      events: false,
      languages: "any",
    },
    atOnce,
    async recognise(chunk, wish) {
      try {
        const answers = await answersTo(url, chunk, wish, figures, timeoutMs);
        return heardIn(answers.length === 1 ? answers[0] : { text: answers.map(({ text }) => text).join("") }, chunk);
      } catch (error) {
        throw recogniserFailed(`funasr ${url}`, error);
      }
    },
    close: async () => {},
  };
}

function greeting(chunk: Chunk, { hotWords = [] }: Wish, figures: boolean): string {
  return JSON.stringify({
    mode: "offline",
    wav_name: `${chunk.channel}-${chunk.startMs}`,
    wav_format: "pcm",
    audio_fs: modelHz,
    ...pythonNeeds,
    is_speaking: true,
    itn: figures,
    ...(hotWords.length === 0
      ? {}
      : { hotwords: JSON.stringify(Object.fromEntries(hotWords.map((word) => [word, hotWordWeight]))) }),
  });
}

function answersTo(url: string, chunk: Chunk, wish: Wish, figures: boolean, timeoutMs: number): Promise<Answer[]> {
  return new Promise((resolve, reject) => {
    if (wish.signal?.aborted) return reject(new Error("stopped"));
    const socket = new WebSocket(url, ["binary"], { handshakeTimeout: Math.min(timeoutMs, 10_000) });
    const answers: Answer[] = [];
    let quiet: NodeJS.Timeout | undefined;
    const stop = (error: Error) => {
      reject(error);
      socket.terminate();
    };
    const enough = () => {
      socket.close();
      setTimeout(() => socket.terminate(), goodbyeMs).unref();
    };
    const limit = setTimeout(() => stop(new Error(`no answer within ${timeoutMs / 1000} s`)), timeoutMs);
    const abandon = () => stop(new Error("stopped"));
    wish.signal?.addEventListener("abort", abandon, { once: true });
    socket.on("open", () => {
      socket.send(greeting(chunk, wish, figures));
      const bytes = littleEndian(soundAt(modelHz, chunk).samples);
      for (let at = 0; at < bytes.length; at += pieceBytes) socket.send(bytes.subarray(at, at + pieceBytes));
      socket.send(JSON.stringify({ is_speaking: false }));
    });
    socket.on("message", (data, isBinary) => {
      const answer = isBinary ? undefined : Answer.safeParse(parsed(String(data)));
      if (answer?.success !== true)
        return stop(new Error(`an answer that is not understood: ${String(data).slice(0, 200)}`));
      answers.push(answer.data);
      clearTimeout(quiet);
      if (answer.data.is_final === true) quiet = setTimeout(enough, quietMs);
      else enough();
    });
    socket.on("error", stop);
    socket.on("close", () => {
      clearTimeout(limit);
      clearTimeout(quiet);
      wish.signal?.removeEventListener("abort", abandon);
      // Only now: the Python server drops one client for the next.
      if (answers.length > 0) resolve(answers);
      else reject(new Error("the server hung up without an answer"));
    });
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

type Said = Pick<Answer, "text"> & Partial<Pick<Answer, "timestamp" | "stamp_sents">>;

function heardIn({ text, timestamp, stamp_sents: sentences }: Said = { text: "" }, chunk: Chunk): Heard[] {
  const lengthMs = chunkLengthMs(chunk);
  const at = (ms: number) => chunk.startMs + Math.round(Math.min(Math.max(0, ms), lengthMs));
  if (sentences && sentences.length > 0) {
    return sentences.map(({ text_seg: said, punc, start, end, ts_list: stamps }) => ({
      startMs: at(start),
      endMs: Math.max(at(start), at(end)),
      text: joined(said) + (punc ?? ""),
      ...wordsOf(said, stamps?.map(([from, to]) => [at(from), at(to)]) ?? []),
    }));
  }
  if (text.trim() === "") return [];
  return [
    {
      startMs: chunk.startMs,
      endMs: chunk.startMs + lengthMs,
      text: text.trim(),
      ...wordsOf(text, timestamp?.map(([from, to]) => [at(from), at(to)]) ?? []),
    },
  ];
}

/** `正 是 因 为` → `正是因为`; blanks between Latin words stay. */
const joined = (text: string): string =>
  text.trim().replace(/(?<=[^\p{Script=Latin}\d]) +| +(?=[^\p{Script=Latin}\d])/gu, "");
