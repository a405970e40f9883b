// What the learner sees of a turn: its characters and its sounds in twos and threes, where it ends, and what was said before it.
// Features are numbers below `featureCount`; different ones may share a number.
import type { NormalText } from "../text/normal-text.ts";
import { marks } from "../text/normal-text.ts";
import { soundTable } from "../text/syllables.ts";
import type { WordClasses } from "./word-classes.ts";

export const featureCount = 1 << 18;

/** A turn as the learner sees it: its own features, and those of the turn of the other side before it. */
export interface Features {
  readonly own: Uint32Array;
  readonly before: Uint32Array;
}

/** Longer turns are read in stretches of this many characters, cut where the speaker paused. */
const stretchUnits = 36;

/** The features read last, up to the count that the reader returned: one piece of memory for all texts. */
export const read = new Uint32Array(1 << 16);

/** A stretch of a turn in units of its normal text. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** The stretches in which a turn is read: the whole of a short one, pieces of a long one. */
export function stretchesOf(text: NormalText): readonly Stretch[] {
  if (text.length <= stretchUnits + stretchUnits / 3) return [{ from: 0, to: text.length }];
  const stretches: Stretch[] = [];
  let from = 0;
  while (from < text.length) {
    const to = cutAfter(text, from);
    stretches.push({ from, to });
    from = to;
  }
  return stretches;
}

/** The strongest pause in the later half of a stretch; its full length where nobody paused. */
function cutAfter(text: NormalText, from: number): number {
  const furthest = from + stretchUnits;
  if (furthest >= text.length - stretchUnits / 4) return text.length;
  let best = furthest;
  let strongest = 0;
  for (let at = furthest; at > from + stretchUnits / 3; at -= 1) {
    const mark = text.breaks[at] ?? 0;
    if (mark > strongest) {
      strongest = mark;
      best = at;
    }
  }
  return best;
}

/** Features of a stretch of a turn; `before` is what the other side said last. */
export function featuresOf(
  text: NormalText,
  stretch: Stretch,
  before: NormalText | undefined,
  words: WordClasses,
): Features {
  const own = read.slice(0, readOwn(text, stretch, words));
  return { own, before: read.slice(0, readContext(before, words)) };
}

const edge = 1;

/** Reads characters and sounds in twos and threes, word classes, how long it is, whether it asks; returns how many features that makes. */
export function readOwn(text: NormalText, { from, to }: Stretch, words: WordClasses): number {
  const { codes, offset } = text;
  let count = 0;
  let before = edge;
  let before2 = edge;
  let sound1 = 0;
  for (let at = from; at <= to; at += 1) {
    const code = at < to ? (codes[offset + at] ?? edge) : edge;
    const sound = at < to ? (soundTable[code] ?? 0) : 0;
    read[count++] = hash(1, before, code, 0);
    read[count++] = hash(2, before2, before, code);
    if (at - from > 1) read[count++] = hash(3, before2, code, 0);
    if (sound !== 0 && sound1 !== 0) {
      read[count++] = hash(4, sound1, sound, 0);
    }
    if (at < to) read[count++] = hash(6, code, 0, 0);
    before2 = before;
    before = code;
    sound1 = sound;
  }
  count = classFeatures(text, from, to, words, count);
  read[count++] = hash(7, Math.min(5, (to - from) >> 3), 0, 0);
  if (text.breaks[to] === marks.questionMark) read[count++] = hash(8, 1, 0, 0);
  return count;
}

/** Word classes alone, in neighbouring twos and threes, and in twos with one word between. */
function classFeatures(text: NormalText, from: number, to: number, words: WordClasses, first: number): number {
  const classed = words.wordsOf(text);
  let count = first;
  let before = 0;
  let before2 = 0;
  for (let word = 0; word < classed.length; word += 2) {
    const place = classed[word] as number;
    if (place < from || place >= to) continue;
    const one = classed[word + 1] as number;
    read[count++] = hash(21, one, 0, 0);
    read[count++] = hash(22, before, one, 0);
    read[count++] = hash(23, before2, before, one);
    if (before2 !== 0) read[count++] = hash(24, before2, one, 0);
    before2 = before;
    before = one;
  }
  read[count++] = hash(22, before, 0, 1);
  return count;
}

/** The end of what was said before decides most: at most so many characters of it are read. */
const contextUnits = 14;

/** Reads what the turn before says towards its end. */
export function readContext(text: NormalText | undefined, words: WordClasses): number {
  if (text === undefined) return 0;
  const { codes, offset, length } = text;
  const from = Math.max(0, length - contextUnits);
  let count = 0;
  let before = edge;
  for (let at = from; at < length; at += 1) {
    const code = codes[offset + at] ?? edge;
    read[count++] = hash(11, before, code, 0);
    const sounds = hash(12, soundTable[before] ?? 0, soundTable[code] ?? 0, 0);
    read[count++] = sounds;
    before = code;
  }
  const classed = words.wordsOf(text);
  for (let word = 0; word < classed.length; word += 2) {
    if ((classed[word] as number) >= from) read[count++] = hash(14, classed[word + 1] as number, 0, 0);
  }
  if (text.breaks[length] === marks.questionMark) read[count++] = hash(13, 1, 0, 0);
  return count;
}

/** A multiplicative mix (constants of the xxHash family) down to `featureCount` numbers. */
function hash(kind: number, a: number, b: number, c: number): number {
  let mix = Math.imul(kind, 0x9e3779b1) ^ Math.imul(a + 1, 0x85ebca77);
  mix = Math.imul(mix ^ (mix >>> 15), 0xc2b2ae3d) ^ Math.imul(b + 1, 0x27d4eb2f);
  mix = Math.imul(mix ^ (mix >>> 13), 0x165667b1) ^ Math.imul(c + 1, 0x9e3779b1);
  mix = Math.imul(mix ^ (mix >>> 16), 0x85ebca77);
  return (mix ^ (mix >>> 15)) & (featureCount - 1);
}
