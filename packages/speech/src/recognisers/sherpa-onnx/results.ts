// What sherpa-onnx answers → what was heard: tokens to words, seconds to milliseconds, tags to names.
import type { Word } from "@tingheng/domain";
import type { SherpaResult } from "../../native/sherpa.ts";
import { type Chunk, chunkLengthMs, type Heard } from "../recogniser.ts";

/** Where a token's end is not told it ends with the next one, and after so long at the latest. */
const longestTokenMs = 400;
/** Word pieces that begin a word carry this mark. */
const wordStart = "▁";
const continued = "@@";
const said = /[\p{L}\p{N}]/u;

export function heardFrom(result: SherpaResult, chunk: Chunk): Heard[] {
  const text = result.text.trim();
  if (!said.test(text)) return [];
  const lengthMs = chunkLengthMs(chunk);
  const words = matching(text, wordsFrom(result, chunk.startMs, lengthMs));
  const tag = (value: string | undefined) => value?.replace(/<\||\|>/gu, "").toLowerCase();
  const language = tag(result.lang);
  const emotion = tag(result.emotion);
  const event = tag(result.event);
  const sure = certainty(result.ys_log_probs);
  return [
    {
      startMs: words[0]?.startMs ?? chunk.startMs,
      endMs: words.at(-1)?.endMs ?? chunk.startMs + lengthMs,
      text,
      ...(words.length > 0 ? { words } : {}),
      ...(language ? { language } : {}),
      ...(emotion && emotion !== "emo_unknown" ? { emotion } : {}),
      ...(event && event !== "speech" ? { events: [event] } : {}),
      ...(sure === undefined ? {} : { confidence: sure }),
    },
  ];
}

/** Tokens of some models are bytes in disguise, and figures are written out of spoken numbers: such words are none. */
function matching(text: string, words: Word[]): Word[] {
  const letters = (one: string) => one.replace(/[^\p{L}\p{N}]/gu, "").toLowerCase();
  return letters(words.map((word) => word.text).join("")) === letters(text) ? words : [];
}

function wordsFrom(result: SherpaResult, from: number, lengthMs: number): Word[] {
  const { tokens = [], timestamps = [], durations } = result;
  if (tokens.length === 0 || tokens.length !== timestamps.length) return [];
  const atMs = (seconds: number) => Math.min(lengthMs, Math.round(seconds * 1000));
  const starts = timestamps.map(atMs);
  const marksStarts = tokens.some(startsWord);
  const words: { text: string; startMs: number; endMs: number }[] = [];
  let glued = false;
  for (const [index, token] of tokens.entries()) {
    const piece = token.replace(wordStart, "").replace(continued, "").trim();
    const start = starts[index] ?? 0;
    const duration = durations?.[index];
    const told = duration === undefined ? (starts[index + 1] ?? lengthMs) : start + Math.round(duration * 1000);
    const end = Math.max(start, Math.min(told, start + longestTokenMs, lengthMs));
    const last = words.at(-1);
    const goesOn = glued || (marksStarts && !startsWord(token) && isLatin(piece) && isLatin(last?.text ?? ""));
    glued = token.endsWith(continued);
    if (last !== undefined && goesOn) {
      last.text += piece;
      last.endMs = from + end;
    } else if (said.test(piece)) words.push({ text: piece, startMs: from + start, endMs: from + end });
  }
  return words;
}

const startsWord = (token: string): boolean => token.startsWith(wordStart) || token.startsWith(" ");
const isLatin = (text: string): boolean => /^[\p{Script=Latin}'’]+$/u.test(text);

/** The geometric mean of the tokens' probabilities. */
function certainty(logProbabilities: readonly number[] | undefined): number | undefined {
  if (logProbabilities === undefined || logProbabilities.length === 0) return undefined;
  const mean = logProbabilities.reduce((sum, one) => sum + one, 0) / logProbabilities.length;
  return Math.min(1, Math.exp(mean));
}

/**
 * Phrases for one stream, parted by a slash, without marks. Left out is what the table of tokens can't spell: the runtime would
 * drop it, with a line of complaint for every character.
 * @param latin Latin words are spelt by word pieces
 */
export const hotWordLine = (hotWords: readonly string[], tokens: ReadonlySet<string>, latin: boolean): string =>
  hotWords
    .map((word) => word.replace(/[^\p{L}\p{N}' ]/gu, "").trim())
    .filter(
      (word) => word !== "" && [...word].every((one) => tokens.has(one) || one === " " || (latin && isLatin(one))),
    )
    .join("/");
