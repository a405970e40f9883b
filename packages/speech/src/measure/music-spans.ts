// Stretches of music 音乐, and what was taken for speech in them although it is sung or played.
import { countOf } from "./portion.ts";
import { frameMs, type Span } from "./sound-measures.ts";

const windowFrames = 100;
const stepFrames = 50;
/** In music, lines of the spectrum stand still for so large a share of the time. */
const leastShare = 0.35;
const leastLines = 2;
/** Shorter than this is a jingle, a hum, a vowel held long. */
const shortestMs = 3000;
const bridgedMs = 2500;

export function musicSpans(steady: Uint8Array, tonal: readonly Span[]): Span[] {
  const still = steady.map((lines) => (lines >= leastLines ? 1 : 0));
  for (const { startMs, endMs } of tonal) still.fill(0, startMs / frameMs, endMs / frameMs + noteLateFrames);
  const spans: { startMs: number; endMs: number }[] = [];
  for (let from = 0; from + windowFrames <= still.length; from += stepFrames) {
    if (share(still, from, from + windowFrames) < leastShare) continue;
    const [startMs, endMs] = [from * frameMs, (from + windowFrames) * frameMs];
    const last = spans.at(-1);
    if (last !== undefined && startMs - last.endMs <= bridgedMs) last.endMs = endMs;
    else spans.push({ startMs, endMs });
  }
  return spans.filter(({ startMs, endMs }) => endMs - startMs >= shortestMs);
}

/** A line counts as still for so long after the tone that made it so. */
const noteLateFrames = 16;
/** Speech over soft music has fewer still lines than that. */
const leastShareInSpeech = 0.4;

export function withoutMusic(speech: readonly Span[], music: readonly Span[], steady: Uint8Array): Span[] {
  return speech.filter(({ startMs, endMs }) => {
    const inside = music.some((span) => span.startMs <= startMs + 500 && span.endMs >= endMs - 500);
    if (!inside) return true;
    const still = countOf(steady.subarray(startMs / frameMs, endMs / frameMs), (lines) => lines >= leastLines);
    return still < leastShareInSpeech * ((endMs - startMs) / frameMs);
  });
}

function share(still: Uint8Array, from: number, to: number): number {
  let sum = 0;
  for (let frame = from; frame < to; frame++) sum += still[frame] ?? 0;
  return sum / (to - from);
}
