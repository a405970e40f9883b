// From the model's answers for 32 ms to stretches of speech whose edges are heard in the level of ten milliseconds.
import { portion, those } from "./portion.ts";
import { frameMs, type Span, silentLevel } from "./sound-measures.ts";

// Speech begins where the model answers over 0.5, as its authors use it, and lasts while it stays over 0.4.
const begins = 128;
const lasts = 102;
/** Over 0.07 it is not sure of the contrary. */
const guessed = 18;
/** Shorter than 80 ms is a click; a pause up to 100 ms belongs to the words around it. */
const shortest = 8;
const bridged = 10;
/** Within a stretch, nothing heard for 250 ms is a pause although the model still waits. */
const pause = 25;
const dip = 6;

/** So far over the noise, and so far under the voice's own level, something is heard (hundredths of a decibel). */
const overNoise = 300;
const underVoice = 3600;
/** A voice less than this over the noise has no edges that the level could show: there the model alone decides. */
const clearDb = 1400;
/** The model is late by so many frames, in the middle, where somebody begins, and where they end. */
const lateAtStart = 2;
const lateAtEnd = 6;
/** How far an edge may move: a voice is heard up to five chunks before the model is sure and after it is not any more. */
const reach = 16;

/** Frames from `from` until before `to`. */
interface Stretch {
  from: number;
  to: number;
}

/** `voice` and `pitch` as in `ChannelFrames`. */
export function speechSpans(voice: Uint8Array, level: Int16Array, pitch: Uint16Array): Span[] {
  const sure = stretchesOver(voice, begins, lasts);
  const floor = portion(outside(level, sure, 0, level.length), 0.5) ?? silentLevel;
  const rough = inOrder(sure, shortWords(voice, level, pitch, sure, floor));
  const fine = rough.flatMap((stretch, index) =>
    pieces(level, stretch, rough[index - 1]?.to ?? 0, rough[index + 1]?.from ?? level.length, rough, floor),
  );
  return joined(fine)
    .filter(({ from, to }) => to - from >= shortest)
    .map(({ from, to }) => ({ startMs: from * frameMs, endMs: to * frameMs }));
}

function stretchesOver(voice: Uint8Array, first: number, rest: number): Stretch[] {
  const found: Stretch[] = [];
  let from = -1;
  for (let frame = 0; frame <= voice.length; frame++) {
    const sure = frame < voice.length ? (voice[frame] ?? 0) : 0;
    if (from < 0 && sure >= first) from = frame;
    if (from >= 0 && sure < rest) {
      found.push({ from, to: frame });
      from = -1;
    }
  }
  return found;
}

/** A single "嗯" is over before the model is sure. It counts where the model guesses it, and it is clearly heard and voiced. */
function shortWords(
  voice: Uint8Array,
  level: Int16Array,
  pitch: Uint16Array,
  sure: readonly Stretch[],
  floor: number,
): Stretch[] {
  return stretchesOver(voice, guessed, guessed).filter(({ from, to }) => {
    const next = sure[firstAfter(sure, from)];
    if (next !== undefined && next.from <= to) return false;
    let [heard, voiced] = [0, 0];
    for (let frame = from - reach / 2; frame < to + reach / 2; frame++) {
      if ((level[frame] ?? silentLevel) < floor + clearDb) continue;
      heard++;
      if ((pitch[frame] ?? 0) > 0) voiced++;
    }
    return heard >= shortest && voiced >= heard / 2;
  });
}

function inOrder(one: readonly Stretch[], other: readonly Stretch[]): Stretch[] {
  return [...one, ...other].sort((a, b) => a.from - b.from);
}

/** The heard parts of a stretch, with edges where the voice rises out of the noise around it. */
function pieces(
  level: Int16Array,
  { from, to }: Stretch,
  earliest: number,
  latest: number,
  all: readonly Stretch[],
  floor: number,
): Stretch[] {
  const around = outside(level, all, from - 100, from - 5, outside(level, all, to + 10, to + 100));
  const noise = around.length < 10 ? floor : (portion(around, 0.5) ?? floor);
  const loud = portion(level.subarray(from, to), 0.8) ?? silentLevel;
  if (loud - noise < clearDb) {
    return [{ from: Math.max(earliest, from - lateAtStart), to: Math.max(from + 1, to - lateAtEnd) }];
  }
  const least = Math.max(noise + overNoise, loud - underVoice);
  const isHeard = (frame: number) => (level[frame] ?? silentLevel) > least;
  let [start, end] = [from, to];
  while (start < to && !(isHeard(start) && isHeard(start + 1))) start++;
  while (end > start && !(isHeard(end - 1) && isHeard(end - 2))) end--;
  if (start >= end) return [];
  const first = Math.max(earliest, from - reach);
  const last = Math.min(latest, to + reach);
  if (start - from < dip) start = walked(start, first, -1, (frame) => isHeard(frame - 1));
  if (to - end < dip) end = walked(end, last, 1, isHeard);
  return withoutPauses(start, end, isHeard);
}

/** As far as something is heard without a longer break than a dip within a word. */
function walked(edge: number, limit: number, step: 1 | -1, isHeard: (edge: number) => boolean): number {
  let reached = edge;
  for (let at = edge; at !== limit && Math.abs(at - reached) <= dip; at += step) if (isHeard(at)) reached = at + step;
  return reached;
}

function withoutPauses(start: number, end: number, isHeard: (frame: number) => boolean): Stretch[] {
  const found: Stretch[] = [];
  let from = start;
  let quiet = 0;
  for (let frame = start; frame < end; frame++) {
    if (!isHeard(frame)) {
      quiet++;
      continue;
    }
    if (quiet >= pause) {
      found.push({ from, to: frame - quiet });
      from = frame;
    }
    quiet = 0;
  }
  found.push({ from, to: end });
  return found;
}

function joined(stretches: readonly Stretch[]): Stretch[] {
  const all: Stretch[] = [];
  for (const { from, to } of stretches) {
    const last = all.at(-1);
    if (last !== undefined && from - last.to <= bridged) last.to = Math.max(last.to, to);
    else all.push({ from, to });
  }
  return all;
}

/** Levels of the frames between two that lie in no stretch, behind those that are given. */
function outside(
  level: Int16Array,
  stretches: readonly Stretch[],
  from: number,
  to: number,
  others = new Int16Array(),
): Int16Array<ArrayBuffer> {
  let count = others.length;
  const found = new Int16Array(count + Math.max(0, Math.min(level.length, to) - Math.max(0, from)));
  found.set(others);
  let next = firstAfter(stretches, from);
  for (let frame = Math.max(0, from); frame < Math.min(level.length, to); frame++) {
    while ((stretches[next]?.to ?? Number.POSITIVE_INFINITY) <= frame) next++;
    if ((stretches[next]?.from ?? Number.POSITIVE_INFINITY) > frame) found[count++] = level[frame] ?? silentLevel;
  }
  return found.subarray(0, count);
}

function firstAfter(stretches: readonly Stretch[], frame: number): number {
  let [low, high] = [0, stretches.length];
  while (low < high) {
    const half = (low + high) >> 1;
    if ((stretches[half]?.to ?? 0) <= frame) low = half + 1;
    else high = half;
  }
  return low;
}

/** The line when nobody speaks: the lower third of the frames outside of speech; undefined where it is never so. */
export function noiseFloorOf(level: Int16Array, speech: readonly Span[]): number | undefined {
  const stretches = speech.map(({ startMs, endMs }) => ({ from: startMs / frameMs, to: endMs / frameMs }));
  return portion(
    those(outside(level, stretches, 0, level.length), (value) => value > silentLevel),
    1 / 3,
  );
}
