// Finds every occurrence of many literal strings in an array of code units, overlapping ones too.
// Made for Chinese: two units decide almost always, so a bit filter on pairs goes before a trie whose lonely branches are compared in place.

/** Called for every hit: the literal's index, and the units it covers. */
export type LiteralHit = (literal: number, from: number, to: number) => void;

const startsLonger = 1;
const standsAlone = 2;

export class LiteralMatcher {
  readonly #literals: readonly string[];
  /** Literal numbers in the order of their text. */
  readonly #sorted: number[];
  readonly #pool: Uint16Array;
  readonly #poolStarts: Uint32Array;
  readonly #first = new Uint8Array(65536);
  readonly #alone = new Map<number, number>();
  #pairBits: Uint32Array;
  readonly #pairShift: number;
  /** Open addressing in rows of 4: parent, unit, child + 1 for a node or −(literal + 1) for a lonely branch. */
  #edges = new Int32Array(4 * 64);
  #edgeShift = 32 - 6;
  #edgeCount = 0;
  /** The literal that ends at a node, or −1. */
  readonly #nodeLiterals: number[] = [];

  /** `literals` are distinct and not empty. */
  constructor(literals: readonly string[]) {
    this.#literals = literals;
    this.#sorted = literals.map((_, index) => index).sort((a, b) => compare(literals[a] ?? "", literals[b] ?? ""));
    this.#poolStarts = new Uint32Array(literals.length + 1);
    literals.forEach((literal, index) => {
      this.#poolStarts[index + 1] = (this.#poolStarts[index] ?? 0) + literal.length;
    });
    this.#pool = new Uint16Array(this.#poolStarts[literals.length] ?? 0);
    literals.forEach((literal, index) => {
      writeCodes(literal, this.#pool, this.#poolStarts[index] ?? 0);
    });
    const bits = Math.min(22, Math.max(12, Math.ceil(Math.log2(literals.length * 32 + 1))));
    this.#pairShift = 32 - bits;
    this.#pairBits = new Uint32Array(1 << (bits - 5));
    this.#addFirstUnits();
  }

  /** Calls `hit` for every literal in units `offset` … `offset + length` of `codes`; positions count from `offset`. */
  scan(codes: Uint16Array, offset: number, length: number, hit: LiteralHit): void {
    const first = this.#first;
    const bits = this.#pairBits;
    const shift = this.#pairShift;
    const end = offset + length;
    for (let at = offset; at < end; at++) {
      const unit = codes[at] as number;
      const role = first[unit] as number;
      if (role === 0) continue;
      if ((role & standsAlone) !== 0) hit(this.#alone.get(unit) ?? 0, at - offset, at - offset + 1);
      if ((role & startsLonger) === 0 || at + 1 >= end) continue;
      const key = pairHash(unit, codes[at + 1] as number) >>> shift;
      if ((((bits[key >>> 5] as number) >>> (key & 31)) & 1) !== 0) this.#walk(codes, offset, at, end, hit);
    }
  }

  /** The same over a string, as it is. */
  scanString(text: string, hit: LiteralHit): void {
    if (scratch.length < text.length) scratch = new Uint16Array(2 * text.length);
    writeCodes(text, scratch, 0);
    this.scan(scratch, 0, text.length, hit);
  }

  #walk(codes: Uint16Array, offset: number, start: number, end: number, hit: LiteralHit): void {
    let node = -1 - (codes[start] as number);
    for (let at = start + 1; at < end; at++) {
      const child = this.#child(node, codes[at] as number);
      if (child === 0) return;
      if (child < 0) {
        const literal = -child - 1;
        const to = this.#sameTail(literal, codes, start, at + 1, end);
        if (to > 0) hit(literal, start - offset, to - offset);
        return;
      }
      node = child - 1;
      const literal = this.#nodeLiterals[node] as number;
      if (literal >= 0) hit(literal, start - offset, at + 1 - offset);
    }
  }

  /** Where the literal ends in `codes` if its rest stands from `at` on, else 0. */
  #sameTail(literal: number, codes: Uint16Array, start: number, at: number, end: number): number {
    const pool = this.#pool;
    const from = this.#poolStarts[literal] as number;
    const length = (this.#poolStarts[literal + 1] as number) - from;
    if (start + length > end) return 0;
    for (let index = at - start; index < length; index++) {
      if (pool[from + index] !== codes[start + index]) return 0;
    }
    return start + length;
  }

  #child(parent: number, unit: number): number {
    const edges = this.#edges;
    const mask = edges.length / 4 - 1;
    for (let row = edgeHash(parent, unit) >>> this.#edgeShift; ; row = (row + 1) & mask) {
      const child = edges[4 * row + 2] as number;
      if (child === 0 || (edges[4 * row] === parent && edges[4 * row + 1] === unit)) return child;
    }
  }

  #addFirstUnits(): void {
    this.#groups(0, this.#sorted.length, 0, (unit, from, to) => {
      const alone = this.#sorted[from] as number;
      const single = (this.#literals[alone] as string).length === 1;
      if (single) this.#alone.set(unit, alone);
      const longer = from + (single ? 1 : 0);
      this.#first[unit] = (single ? standsAlone : 0) | (longer < to ? startsLonger : 0);
      this.#addChildren(-1 - unit, longer, to, 1, unit);
    });
  }

  #addChildren(parent: number, from: number, to: number, depth: number, first: number): void {
    this.#groups(from, to, depth, (unit, low, high) => {
      if (depth === 1) {
        const key = pairHash(first, unit) >>> this.#pairShift;
        this.#pairBits[key >>> 5] = (this.#pairBits[key >>> 5] as number) | (1 << (key & 31));
      }
      const literal = this.#sorted[low] as number;
      if (high - low === 1) {
        this.#addEdge(parent, unit, -(literal + 1));
        return;
      }
      const ends = (this.#literals[literal] as string).length === depth + 1;
      const node = this.#nodeLiterals.push(ends ? literal : -1) - 1;
      this.#addEdge(parent, unit, node + 1);
      this.#addChildren(node, ends ? low + 1 : low, high, depth + 1, first);
    });
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

  #addEdge(parent: number, unit: number, child: number): void {
    if (4 * (this.#edgeCount + 1) * 2 > this.#edges.length) this.#growEdges();
    this.#edgeCount++;
    putEdge(this.#edges, this.#edgeShift, parent, unit, child);
  }

  #growEdges(): void {
    const old = this.#edges;
    this.#edges = new Int32Array(2 * old.length);
    this.#edgeShift--;
    for (let row = 0; row < old.length; row += 4) {
      if (old[row + 2] === 0) continue;
      putEdge(this.#edges, this.#edgeShift, old[row] as number, old[row + 1] as number, old[row + 2] as number);
    }
  }
}

let scratch = new Uint16Array(1 << 12);

function writeCodes(text: string, into: Uint16Array, from: number): void {
  for (let index = 0; index < text.length; index++) into[from + index] = text.charCodeAt(index);
}

function putEdge(edges: Int32Array, shift: number, parent: number, unit: number, child: number): void {
  const mask = edges.length / 4 - 1;
  let row = edgeHash(parent, unit) >>> shift;
  while (edges[4 * row + 2] !== 0) row = (row + 1) & mask;
  edges[4 * row] = parent;
  edges[4 * row + 1] = unit;
  edges[4 * row + 2] = child;
}

// Odd multipliers near 2^32 / golden ratio spread neighbouring code points over the upper bits (Knuth, TAOCP 3, 6.4).
function pairHash(first: number, second: number): number {
  return Math.imul(Math.imul(first, 0x9e3779b1) ^ second, 0x85ebca6b);
}

function edgeHash(parent: number, unit: number): number {
  return Math.imul(Math.imul(parent, 0x9e3779b1) ^ Math.imul(unit, 0xc2b2ae35), 0x27d4eb2f);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
