// Which turns of the call that is being judged hold which characters, as bits: what must hold a character that no turn
// holds need not be searched for.
import { foldedCode } from "../text/characters.ts";
import type { PreparedCall, PreparedTurn } from "./prepared-call.ts";

/** The units of one text of a turn: `codes` from `from` on, so many. */
interface Units {
  readonly codes: { readonly [index: number]: number };
  readonly from: number;
  readonly length: number;
}

type UnitsOf = (turn: PreparedTurn) => Units;

/** An index of one text of each turn; it knows the call it was asked about last. */
class CharacterIndex {
  readonly #unitsOf: UnitsOf;
  #call: PreparedCall | undefined;
  /** For every UTF-16 unit the call in which it was seen last, by number, and its row of bits. */
  readonly #seenIn = new Int32Array(0x10000);
  readonly #rows = new Int32Array(0x10000);
  #calls = 0;
  #bits = new Int32Array(4096);
  /** Words of 32 turns in a row. */
  #width = 1;
  #used = 0;

  constructor(unitsOf: UnitsOf) {
    this.#unitsOf = unitsOf;
  }

  /** The turns that hold one at least of every set, in order. */
  turnsWith(call: PreparedCall, sets: readonly (readonly number[])[]): number[] {
    if (this.#call !== call) this.#read(call);
    const turns: number[] = [];
    for (let word = 0; word < this.#width; word += 1) {
      let left = -1;
      for (let at = 0; left !== 0 && at < sets.length; at += 1)
        left &= this.#anyOf(sets[at] as readonly number[], word);
      for (; left !== 0; left &= left - 1) turns.push(32 * word + (31 - Math.clz32(left & -left)));
    }
    return turns;
  }

  #anyOf(characters: readonly number[], word: number): number {
    let bits = 0;
    for (let at = 0; at < characters.length; at += 1) {
      const code = characters[at] as number;
      if (this.#seenIn[code] === this.#calls) bits |= this.#bits[(this.#rows[code] as number) + word] as number;
    }
    return bits;
  }

  #read(call: PreparedCall): void {
    this.#call = call;
    this.#calls += 1;
    this.#used = 0;
    this.#width = Math.max(1, (call.turns.length + 31) >>> 5);
    for (let turn = 0; turn < call.turns.length; turn += 1) {
      const { codes, from, length } = this.#unitsOf(call.turns[turn] as PreparedTurn);
      const word = turn >>> 5;
      const bit = 1 << (turn & 31);
      for (let at = from; at < from + length; at += 1) {
        const place = this.#rowOf(codes[at] as number) + word;
        this.#bits[place] = (this.#bits[place] as number) | bit;
      }
    }
  }

  #rowOf(code: number): number {
    if (this.#seenIn[code] === this.#calls) return this.#rows[code] as number;
    const row = this.#used;
    this.#used += this.#width;
    if (this.#used > this.#bits.length) {
      const wider = new Int32Array(2 * this.#used);
      wider.set(this.#bits);
      this.#bits = wider;
    }
    this.#bits.fill(0, row, this.#used);
    this.#seenIn[code] = this.#calls;
    this.#rows[code] = row;
    return row;
  }
}

/** Of the normal text of each turn. */
export const normalIndex = new CharacterIndex(({ normal: { codes, offset, length } }) => ({
  codes,
  from: offset,
  length,
}));

/** Of the first unit of each normal text. */
export const openingIndex = new CharacterIndex(({ normal: { codes, offset, length } }) => ({
  codes,
  from: offset,
  length: Math.min(1, length),
}));

/** Room for the units of the turn that is being read. */
let room = new Uint16Array(1024);

/** Of each turn as it was written down. */
export const writtenIndex = new CharacterIndex((turn) => {
  const { text } = turn;
  const { length } = text;
  if (length > room.length) room = new Uint16Array(2 * length);
  for (let at = 0; at < length; at += 1) room[at] = foldedCode(text.charCodeAt(at));
  return { codes: room, from: 0, length };
});
