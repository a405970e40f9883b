// A text as the matchers read it: simplified, half width, lower case, numbers as Arabic digits, without punctuation and blanks,
// and for every unit the place in the original where it came from.

import { characterTable, kinds, severalLetters } from "./characters.ts";
import { readNumeral } from "./numerals.ts";

/** The strongest mark between two units. Both ends of a text count as at least a sentence end. */
export const marks = { none: 0, blank: 1, comma: 2, sentenceEnd: 3, questionMark: 4 } as const;

export interface NormalText {
  readonly source: string;
  /** Dense: one UTF-16 unit per unit matched. */
  readonly text: string;
  readonly length: number;
  /** Where unit i begins in `source`; every digit of a number begins where the whole number begins. */
  readonly starts: Uint32Array;
  /** Where unit i ends in `source`, exclusive. */
  readonly ends: Uint32Array;
  /** length + 1 entries: the strongest mark between units i − 1 and i. */
  readonly breaks: Uint8Array;
  /** The units' codes: unit i is `codes[offset + i]`. Shared with other texts; never write. */
  readonly codes: Uint16Array;
  readonly offset: number;
}

export function normalise(source: string): NormalText {
  const text = normaliseForNow(source);
  slab.used += text.length + 1;
  return text;
}

/** The same, to be forgotten before another text is normalised: it takes up no room. */
export function normaliseForNow(source: string): NormalText {
  makeRoom(source);
  return new SlabText(source, slab, fill(source, slab));
}

/** Whether nothing is left of a text when it is normalised. */
export function isSilent(source: string): boolean {
  makeRoom(source);
  return fill(source, slab) === 0;
}

function makeRoom(source: string): void {
  const room = 9 * source.length + 16; // 亿 writes eight digits
  if (slab.used + room > slab.codes.length) slab = makeSlab(Math.max(slabUnits, room));
}

// Texts of single turns are short: they share slabs, because one typed array for each costs more than filling it.
const slabUnits = 1 << 14;

interface Slab {
  readonly codes: Uint16Array;
  readonly starts: Uint32Array;
  readonly ends: Uint32Array;
  readonly breaks: Uint8Array;
  used: number;
}

let slab = makeSlab(slabUnits);

function makeSlab(units: number): Slab {
  return {
    codes: new Uint16Array(units),
    starts: new Uint32Array(units),
    ends: new Uint32Array(units),
    breaks: new Uint8Array(units),
    used: 0,
  };
}

class SlabText implements NormalText {
  readonly source: string;
  readonly length: number;
  readonly codes: Uint16Array;
  readonly offset: number;
  readonly #slab: Slab;
  #text: string | undefined;
  #starts: Uint32Array | undefined;
  #ends: Uint32Array | undefined;
  #breaks: Uint8Array | undefined;

  constructor(source: string, from: Slab, length: number) {
    this.source = source;
    this.length = length;
    this.codes = from.codes;
    this.offset = from.used;
    this.#slab = from;
  }

  get text(): string {
    this.#text ??= this.#isPlain() ? this.source : textOf(this.codes, this.offset, this.length);
    return this.#text;
  }

  /** Most phrases are written as they are matched: they need no second string. */
  #isPlain(): boolean {
    const { source, codes, offset, length } = this;
    if (source.length !== length) return false;
    for (let unit = 0; unit < length; unit++) if (codes[offset + unit] !== source.charCodeAt(unit)) return false;
    return true;
  }

  get starts(): Uint32Array {
    this.#starts ??= this.#slab.starts.subarray(this.offset, this.offset + this.length);
    return this.#starts;
  }

  get ends(): Uint32Array {
    this.#ends ??= this.#slab.ends.subarray(this.offset, this.offset + this.length);
    return this.#ends;
  }

  get breaks(): Uint8Array {
    this.#breaks ??= this.#slab.breaks.subarray(this.offset, this.offset + this.length + 1);
    return this.#breaks;
  }
}

function textOf(codes: Uint16Array, offset: number, length: number): string {
  let text = "";
  for (let from = offset; from < offset + length; from += 4096) {
    const to = Math.min(from + 4096, offset + length);
    text += String.fromCharCode.apply(undefined, codes.subarray(from, to) as unknown as number[]);
  }
  return text;
}

/** Writes the units of `source` behind what the slab holds and returns how many there are. */
function fill(source: string, into: Slab): number {
  const { codes, starts, ends, breaks, used } = into;
  const table = characterTable;
  const length = source.length;
  let to = used;
  let mark: number = marks.sentenceEnd;
  let index = 0;
  while (index < length) {
    const entry = table[source.charCodeAt(index)] ?? 0;
    const kind = entry >>> 16;
    if (kind === kinds.plain) {
      codes[to] = entry;
      starts[to] = index;
      ends[to] = ++index;
      breaks[to++] = mark;
      mark = marks.none;
    } else if (kind <= kinds.questionMark) {
      if (kind > mark) mark = kind;
      index++;
    } else if (kind === kinds.nothing) {
      index++;
    } else if (kind === kinds.point) {
      mark = Math.max(mark, pointMark(source, index, entry & 0xffff));
      index++;
    } else {
      const piece = kind === kinds.several ? readSeveral(source, index) : readNumeral(source, index);
      for (let unit = 0; unit < piece.text.length; unit++) {
        codes[to] = piece.text.charCodeAt(unit);
        starts[to] = index;
        ends[to] = piece.end;
        breaks[to++] = mark;
        mark = marks.none;
      }
      if (piece.text === "") mark = Math.max(mark, marks.blank);
      index = piece.end;
    }
  }
  breaks[to] = Math.max(mark, marks.sentenceEnd);
  return to - used;
}

function readSeveral(source: string, index: number): { text: string; end: number } {
  const character = String.fromCodePoint(source.codePointAt(index) ?? 0);
  return { text: severalLetters(character), end: index + character.length };
}

/** A full stop ends a sentence, unless a letter or digit follows at once (www.a.com); a colon is like a comma. */
function pointMark(source: string, index: number, code: number): number {
  if (code !== 0x2e) return marks.comma;
  const next = (characterTable[source.charCodeAt(index + 1)] ?? 0) & 0xffff;
  return index + 1 < source.length && ((next >= 0x61 && next <= 0x7a) || (next >= 0x30 && next <= 0x39))
    ? marks.blank
    : marks.sentenceEnd;
}
