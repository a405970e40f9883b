// A text as a stream of sounds without its fillers, which is what sound matching reads; phrases are read the same way.

import type { NormalText } from "./normal-text.ts";
import type { SoundTolerance } from "./sound-tolerance.ts";
import { silent, soundTable } from "./syllables.ts";

const beyond = 4;
const soundMask = 0x1ff;
const firmBit = 13;
const firmFlag = 1 << firmBit;
const alsoFillerStart = 1 << 14;
const filler = 1 << 15;

/** The stream of the text read last: its arrays are reused and valid up to `length`. */
export class SoundStream {
  sounds = new Uint16Array(256);
  /** Which unit of the text each sound belongs to. */
  units = new Uint32Array(256);
  /** 1 where a sound must not be taken for an error. */
  firm = new Uint8Array(256);
  length = 0;
  /** Sound and flags of every code. */
  readonly #table = soundTable.slice();
  /** Fillers of several units by their first, the longest first. */
  readonly #longer = new Map<number, string[]>();

  constructor(tolerance: SoundTolerance) {
    for (const unit of `0123456789${tolerance.firm}`) this.#flag(unit, firmFlag);
    for (const word of tolerance.fillers) {
      const first = word.charCodeAt(0);
      this.#flag(word.charAt(0), word.length === 1 ? filler : alsoFillerStart);
      if (word.length === 1) continue;
      const words = [...(this.#longer.get(first) ?? []), word];
      words.sort((a, b) => b.length - a.length);
      this.#longer.set(first, words);
    }
  }

  read(text: NormalText): void {
    if (this.sounds.length < text.length + beyond) this.#grow(2 * text.length + beyond);
    const { sounds, units, firm } = this;
    const table = this.#table;
    const { codes, offset, length } = text;
    let to = 0;
    for (let unit = 0; unit < length; unit++) {
      const entry = table[codes[offset + unit] as number] as number;
      if (entry >= alsoFillerStart) {
        const skipped = (entry & filler) !== 0 ? 1 : this.#fillerLength(text, unit);
        if (skipped > 0) {
          unit += skipped - 1;
          continue;
        }
      }
      sounds[to] = entry & soundMask;
      firm[to] = (entry >>> firmBit) & 1;
      units[to++] = unit;
    }
    this.length = to;
    // Whoever looks a few places beyond the end finds silence there.
    for (let at = to; at < to + beyond; at++) sounds[at] = silent;
  }

  #fillerLength({ codes, offset, length }: NormalText, unit: number): number {
    const at = offset + unit;
    for (const word of this.#longer.get(codes[at] as number) ?? []) {
      if (unit + word.length > length) continue;
      let same = 1;
      while (same < word.length && codes[at + same] === word.charCodeAt(same)) same++;
      if (same === word.length) return same;
    }
    return 0;
  }

  #flag(character: string, flag: number): void {
    const code = character.charCodeAt(0);
    this.#table[code] = (this.#table[code] as number) | flag;
  }

  #grow(room: number): void {
    this.sounds = new Uint16Array(room);
    this.units = new Uint32Array(room);
    this.firm = new Uint8Array(room);
  }
}
