// Finds every occurrence of many literal strings in an array of code units, overlapping ones too.
// Made for Chinese: two units decide almost always, so a bit filter on pairs goes before a trie that keeps only branching nodes.

import { KeyTable } from "./key-table.ts";

/** Called for every hit: the literal's index, and the units it covers. */
type LiteralHit = (literal: number, from: number, to: number) => void;

// What the filter knows of a pair (two bits each): it begins longer literals, or is one itself. Triples set the first bit.
const beginsLonger = 1;
const isLiteral = 2;

/** More literals than this need several matchers: a node and a unit together are one 32-bit key. */
export const mostLiterals = 65_000;

export class LiteralMatcher {
  readonly #literals: readonly string[];
  /** Literal numbers in the order of their text. */
  readonly #sorted: number[];
  readonly #pool: Uint16Array;
  readonly #poolStarts: Uint32Array;
  /** Literals of one unit. */
  readonly #alone = new Map<number, number>();
  readonly #aloneBits = new Uint32Array(65536 / 32);
  readonly #bits: Uint32Array;
  readonly #shift: number;
  /** First and second unit → child; node and unit → child. A child is a node + 1, or −(literal + 1) when only that literal is left. */
  readonly #pairs: KeyTable;
  readonly #edges: KeyTable;
  /** Rows of 3 per node: how many units lead to it, where they stand in the pool, and the literal that ends here or −1. */
  readonly #nodes: Int32Array;

  /** `literals` are distinct, not empty, and at most `mostLiterals`. */
  constructor(literals: readonly string[]) {
    this.#literals = literals;
    this.#sorted = literals.map((_, index) => index).sort((a, b) => compare(literals[a] ?? "", literals[b] ?? ""));
    this.#poolStarts = new Uint32Array(literals.length + 1);
    literals.forEach((literal, index) => {
      this.#poolStarts[index + 1] = (this.#poolStarts[index] as number) + literal.length;
    });
    this.#pool = new Uint16Array(this.#poolStarts[literals.length] as number);
    literals.forEach((literal, index) => {
      writeCodes(literal, this.#pool, this.#poolStarts[index] as number);
    });
    const bits = Math.min(20, Math.max(12, Math.ceil(Math.log2(literals.length * 16 + 1))));
    this.#shift = 32 - bits;
    this.#bits = new Uint32Array(1 << (bits - 4));
    this.#pairs = new KeyTable();
    this.#edges = new KeyTable();
    const nodes: number[] = [];
    this.#addFirstUnits(nodes);
    this.#nodes = Int32Array.from(nodes);
  }

  /** Calls `hit` for every literal in units `offset` … `offset + length` of `codes`, by its first unit; positions count from `offset`. */
  scan(codes: Uint16Array, offset: number, length: number, hit: LiteralHit): void {
    const aloneBits = this.#aloneBits;
    const bits = this.#bits;
    const shift = this.#shift;
    const end = offset + length;
    let next = length > 0 ? (codes[offset] as number) : 0;
    for (let at = offset; at < end; at++) {
      const unit = next;
      if ((((aloneBits[unit >>> 5] as number) >>> (unit & 31)) & 1) !== 0) {
        hit(this.#alone.get(unit) as number, at - offset, at - offset + 1);
      }
      if (at + 1 === end) return;
      next = codes[at + 1] as number;
      const pair = pairHash(unit, next);
      const key = pair >>> shift;
      const begins = ((bits[key >>> 4] as number) >>> ((key & 15) << 1)) & 3;
      if (begins === 0) continue;
      if (begins === beginsLonger) {
        if (at + 2 >= end) continue;
        const triple = pairHash(pair, codes[at + 2] as number) >>> shift;
        if ((((bits[triple >>> 4] as number) >>> ((triple & 15) << 1)) & 3) === 0) continue;
      }
      this.#walk(codes, offset, at, end, hit);
    }
  }

  /** The same over a string, as it is. */
  scanString(text: string, hit: LiteralHit): void {
    if (scratch.length < text.length) scratch = new Uint16Array(2 * text.length);
    writeCodes(text, scratch, 0);
    this.scan(scratch, 0, text.length, hit);
  }

  #walk(codes: Uint16Array, offset: number, start: number, end: number, hit: LiteralHit): void {
    const nodes = this.#nodes;
    const pool = this.#pool;
    let child = this.#pairs.get(((codes[start] as number) << 16) | (codes[start + 1] as number));
    let at = start + 2;
    while (child > 0) {
      const row = 3 * (child - 1);
      const to = start + (nodes[row] as number);
      const from = (nodes[row + 1] as number) - start;
      if (to > end) return;
      for (; at < to; at++) if (pool[from + at] !== codes[at]) return;
      const literal = nodes[row + 2] as number;
      if (literal >= 0) hit(literal, start - offset, at - offset);
      if (at >= end) return;
      child = this.#edges.get(((child - 1) << 16) | (codes[at] as number));
      at++;
    }
    if (child === 0) return;
    const literal = -child - 1;
    const from = (this.#poolStarts[literal] as number) - start;
    const to = (this.#poolStarts[literal + 1] as number) - from;
    if (to > end) return;
    for (; at < to; at++) if (pool[from + at] !== codes[at]) return;
    hit(literal, start - offset, to - offset);
  }

  #addFirstUnits(nodes: number[]): void {
    this.#groups(0, this.#sorted.length, 0, (unit, from, to) => {
      const alone = this.#sorted[from] as number;
      const single = (this.#literals[alone] as string).length === 1;
      if (single) {
        this.#alone.set(unit, alone);
        this.#aloneBits[unit >>> 5] = (this.#aloneBits[unit >>> 5] as number) | (1 << (unit & 31));
      }
      this.#groups(single ? from + 1 : from, to, 1, (second, low, high) => {
        this.#pairs.set((unit << 16) | second, this.#addChild(nodes, low, high, 2));
        this.#fillFilter(unit, second, low, high);
      });
    });
  }

  #fillFilter(unit: number, second: number, from: number, to: number): void {
    const pair = pairHash(unit, second);
    const whole = (this.#literals[this.#sorted[from] as number] as string).length === 2;
    if (whole) this.#mark(pair, isLiteral);
    this.#groups(whole ? from + 1 : from, to, 2, (third) => {
      this.#mark(pair, beginsLonger);
      this.#mark(pairHash(pair, third), beginsLonger);
    });
  }

  #mark(hashed: number, bit: number): void {
    const key = hashed >>> this.#shift;
    this.#bits[key >>> 4] = (this.#bits[key >>> 4] as number) | (bit << ((key & 15) << 1));
  }

  /** Adds what the sorted literals from … to, alike in their first `depth` units, branch into, and returns the child that stands for it. */
  #addChild(nodes: number[], from: number, to: number, depth: number): number {
    const literal = this.#sorted[from] as number;
    if (to - from === 1) return -(literal + 1);
    const text = this.#literals[literal] as string;
    const last = this.#literals[this.#sorted[to - 1] as number] as string;
    let alike = depth;
    while (alike < text.length && text[alike] === last[alike]) alike++;
    const ends = text.length === alike;
    const node = nodes.length / 3;
    nodes.push(alike, this.#poolStarts[literal] as number, ends ? literal : -1);
    this.#groups(ends ? from + 1 : from, to, alike, (unit, low, high) => {
      this.#edges.set((node << 16) | unit, this.#addChild(nodes, low, high, alike + 1));
    });
    return node + 1;
  }

  /** Calls `visit` for each range of sorted literals with the same unit at `depth`. */
  #groups(from: number, to: number, depth: number, visit: (unit: number, low: number, high: number) => void): void {
    const unitOf = (index: number) => (this.#literals[this.#sorted[index] as number] as string).charCodeAt(depth);
    for (let low = from; low < to; ) {
      const unit = unitOf(low);
      let high = low + 1;
      while (high < to && unitOf(high) === unit) high++;
      visit(unit, low, high);
      low = high;
    }
  }
}

let scratch = new Uint16Array(1 << 12);

function writeCodes(text: string, into: Uint16Array, from: number): void {
  for (let index = 0; index < text.length; index++) into[from + index] = text.charCodeAt(index);
}

// An odd multiplier near 2^32 / golden ratio spreads neighbouring code points over the upper bits (Knuth, TAOCP 3, 6.4).
function pairHash(first: number, second: number): number {
  return Math.imul(Math.imul(first, 0x9e3779b1) ^ second, 0x85ebca6b);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
