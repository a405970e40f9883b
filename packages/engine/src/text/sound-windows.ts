// Which sounds occur in any stretch of a stream, as sets of 64 bits: a quick no for most phrases that a triple of sounds suggests.

import type { SoundStream } from "./sound-stream.ts";

/** Sets are kept for stretches of 4, 8 and 16 places; two of them cover any stretch of up to 32. */
const longest = 16;

/** The set of all sounds in a list; several sounds may share a bit. */
export function soundSet(sounds: Iterable<number>): readonly [low: number, high: number] {
  let [low, high] = [0, 0];
  for (const sound of sounds) {
    low |= lowBit(sound);
    high |= highBit(sound);
  }
  return [low, high];
}

function lowBit(sound: number): number {
  return (1 << (sound & 31)) & (((sound >>> 5) & 1) - 1);
}

function highBit(sound: number): number {
  return (1 << (sound & 31)) & -((sound >>> 5) & 1);
}

/** Sets of the stretches of one width, by the place where they begin. */
class Sets {
  readonly low: Int32Array;
  readonly high: Int32Array;
  constructor(room: number) {
    this.low = new Int32Array(room);
    this.high = new Int32Array(room);
  }
}

export class SoundWindows {
  #length = 0;
  #one = new Sets(0);
  #four = new Sets(0);
  #eight = new Sets(0);
  #sixteen = new Sets(0);
  /** Few stretches are so long that they need the widest sets. */
  #widest = false;

  read({ sounds, length }: SoundStream): void {
    if (length + longest > this.#one.low.length) this.#grow(2 * length + 256);
    this.#length = length;
    const { low, high } = this.#one;
    for (let at = 0; at < length; at++) {
      const sound = sounds[at] as number;
      low[at] = lowBit(sound);
      high[at] = highBit(sound);
    }
    clear(this.#one, length, 3);
    widen(this.#one.low, this.#four.low, length);
    widen(this.#one.high, this.#four.high, length);
    clear(this.#four, length, 4);
    double(this.#four, this.#eight, length, 4);
    clear(this.#eight, length, 8);
    this.#widest = false;
  }

  /** Do at most `missing` of the set's sounds not occur from … to? May say yes wrongly, never no. */
  hold(from: number, to: number, low: number, high: number, missing: number): boolean {
    const start = Math.max(from, 0);
    const end = Math.min(to, this.#length);
    const size = end - start;
    const sets = size < 8 ? this.#four : size < 16 ? this.#eight : this.#sixteen;
    if (size >= 16 && !this.#widest) {
      double(this.#eight, this.#sixteen, this.#length, 8);
      this.#widest = true;
    }
    const width = size < 8 ? 4 : size < 16 ? 8 : 16;
    if (size > 2 * width) return true;
    const second = size < width ? start : end - width;
    const { low: lows, high: highs } = sets;
    let lowLeft = low & ~((lows[start] as number) | (lows[second] as number));
    let highLeft = high & ~((highs[start] as number) | (highs[second] as number));
    for (let left = missing; left > 0; left--) {
      if (lowLeft !== 0) lowLeft &= lowLeft - 1;
      else highLeft &= highLeft - 1;
    }
    return (lowLeft | highLeft) === 0;
  }

  #grow(room: number): void {
    this.#one = new Sets(room);
    this.#four = new Sets(room);
    this.#eight = new Sets(room);
    this.#sixteen = new Sets(room);
  }
}

/** Beyond the end of a text there are no sounds; a loop, because a call of fill costs more than so few places. */
function clear({ low, high }: Sets, from: number, places: number): void {
  for (let at = from; at < from + places; at++) {
    low[at] = 0;
    high[at] = 0;
  }
}

/** Four neighbours at once. */
function widen(from: Int32Array, to: Int32Array, length: number): void {
  for (let at = 0; at < length; at++) {
    to[at] = (from[at] as number) | (from[at + 1] as number) | (from[at + 2] as number) | (from[at + 3] as number);
  }
}

function double(from: Sets, to: Sets, length: number, half: number): void {
  for (let at = 0; at < length; at++) {
    to.low[at] = (from.low[at] as number) | (from.low[at + half] as number);
    to.high[at] = (from.high[at] as number) | (from.high[at + half] as number);
  }
}
