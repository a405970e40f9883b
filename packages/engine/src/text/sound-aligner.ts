// Aligns the sounds of one phrase with a stretch of text around a syllable that fits: wrong, inserted and missing syllables within the
// phrase's allowance.

import { SoundStream } from "./sound-stream.ts";
import { allowedStray, allowedWrong, type SoundTolerance } from "./sound-tolerance.ts";

export class SoundAligner {
  /** The stretch found last, in places of the stream, and its errors. */
  from = 0;
  to = 0;
  errors = 0;

  readonly #tolerance: SoundTolerance;
  // All phrases one behind the other; rows of 3 per phrase: where it starts, wrong and stray syllables allowed.
  #phrases = new Int32Array(3 * 64);
  #count = 0;
  #sounds = new Uint16Array(1024);
  #firm = new Uint8Array(1024);
  // What the recursion works on.
  #text: SoundStream;
  #low = 0;
  #high = 0;
  #end = 0;

  constructor(tolerance: SoundTolerance) {
    this.#tolerance = tolerance;
    this.#text = new SoundStream(tolerance);
  }

  add({ sounds, firm, length }: SoundStream): void {
    const start = this.#phrases[3 * this.#count] as number;
    if (3 * this.#count + 6 > this.#phrases.length) this.#phrases = grown(this.#phrases, Int32Array);
    while (start + length > this.#sounds.length) {
      this.#sounds = grown(this.#sounds, Uint16Array);
      this.#firm = grown(this.#firm, Uint8Array);
    }
    this.#sounds.set(sounds.subarray(0, length), start);
    this.#firm.set(firm.subarray(0, length), start);
    const row = 3 * this.#count++;
    this.#phrases[row + 1] = allowedWrong(length, this.#tolerance);
    this.#phrases[row + 2] = allowedStray(length, this.#tolerance);
    this.#phrases[row + 3] = start + length;
  }

  lengthOf(phrase: number): number {
    return (this.#phrases[3 * phrase + 3] as number) - (this.#phrases[3 * phrase] as number);
  }

  /** What decides how far a phrase may reach, in the upper three bytes: wrong syllables, errors in all, length. */
  packedAllowance(phrase: number): number {
    const wrong = this.#phrases[3 * phrase + 1] as number;
    const errors = Math.max(wrong, this.#phrases[3 * phrase + 2] as number);
    return (wrong << 24) | (errors << 16) | (this.lengthOf(phrase) << 8);
  }

  /** Does the phrase, whose syllable `offset` stands at `at` in the text, stand there as a whole? Then `from`, `to` and `errors` say how. */
  align(text: SoundStream, phrase: number, offset: number, at: number): boolean {
    this.#text = text;
    const row = 3 * phrase;
    this.#low = this.#phrases[row] as number;
    this.#high = this.#phrases[row + 3] as number;
    const wrong = this.#phrases[row + 1] as number;
    const stray = this.#phrases[row + 2] as number;
    const most = Math.max(wrong, stray);
    const place = this.#low + offset;
    for (let after = 0; after <= most; after++) {
      if (!this.#extend(place, at, 1, after, wrong, stray)) continue;
      this.to = this.#end;
      for (let before = 0; before <= most - after; before++) {
        if (!this.#extend(place - 1, at - 1, -1, before, wrong, stray)) continue;
        this.from = this.#end + 1;
        this.errors = before + after;
        return true;
      }
      return false;
    }
    return false;
  }

  /** Goes on in one direction from phrase syllable `place` and text syllable `at`; the place behind the last one taken is left in #end. */
  #extend(place: number, at: number, step: 1 | -1, left: number, wrong: number, stray: number): boolean {
    const { sounds, firm, length } = this.#text;
    let here = place;
    let there = at;
    while (here >= this.#low && here < this.#high && there >= 0 && there < length) {
      if (this.#sounds[here] !== sounds[there]) break;
      here += step;
      there += step;
    }
    if (here < this.#low || here >= this.#high) {
      this.#end = there;
      return true;
    }
    if (left === 0) return false;
    const mayTake = there >= 0 && there < length && firm[there] === 0;
    const mayMiss = wrong > 0 && this.#firm[here] === 0;
    if (mayMiss && mayTake && this.#extend(here + step, there + step, step, left - 1, wrong - 1, stray)) return true;
    if (stray > 0 && mayTake && this.#extend(here, there + step, step, left - 1, wrong, stray - 1)) return true;
    return mayMiss && this.#extend(here + step, there, step, left - 1, wrong - 1, stray);
  }
}

function grown<Numbers extends Int32Array | Uint16Array | Uint8Array>(
  old: Numbers,
  Kind: new (length: number) => Numbers,
): Numbers {
  const larger = new Kind(2 * old.length);
  larger.set(old);
  return larger;
}
