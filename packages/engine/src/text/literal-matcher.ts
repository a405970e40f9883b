// Finds every occurrence of many literal strings in an array of code units, overlapping ones too.
// Made for Chinese: two or three units decide almost always, so a bit filter on pairs and triples goes before the graph of the literals.
import { cellRow, type EdgeCells, edgeCells } from "./edge-cells.ts";
import { type LiteralGraph, literalGraph } from "./literal-graph.ts";

// What the filter knows of a pair (two bits each): it begins longer literals, or is one itself. Triples set the first bit.
const beginsLonger = 1;
const isLiteral = 2;

/** Numbers of an occurrence: what the literal means, and the units it covers, from … to. */
export const literalRow = 3;

export class LiteralMatcher {
  /** The occurrences found last, in rows, up to the count that `scan` returned. */
  found = new Int32Array(literalRow << 8);
  readonly #edges: EdgeCells;
  readonly #bits: Uint32Array;
  readonly #shift: number;
  /** A bit for every unit that is a literal by itself. */
  readonly #alone = new Uint32Array(65536 / 32);

  /** `literals` are distinct and not empty; `outputOf` says what each means, a number from 0 on (its index, unless given). */
  constructor(literals: readonly string[], outputOf: (index: number) => number = (index) => index) {
    const graph = literalGraph(literals, outputOf);
    const marks = filterMarks(graph);
    const bits = Math.min(20, Math.max(12, Math.ceil(Math.log2(4 * marks.size + 1))));
    this.#shift = 32 - bits;
    this.#bits = new Uint32Array(1 << (bits - 4));
    for (const [hashed, mark] of marks) {
      const key = hashed >>> this.#shift;
      this.#bits[key >>> 4] = (this.#bits[key >>> 4] as number) | (mark << ((key & 15) << 1));
    }
    for (const literal of literals) {
      const unit = literal.charCodeAt(0);
      if (literal.length === 1) this.#alone[unit >>> 5] = (this.#alone[unit >>> 5] as number) | (1 << (unit & 31));
    }
    this.#edges = edgeCells(graph);
  }

  /** How many rows of `found` hold the literals in units `offset` … `offset + length` of `codes`, by their first unit; places count from `offset`. */
  scan(codes: Uint16Array, offset: number, length: number): number {
    const alone = this.#alone;
    const { cells, labels, root } = this.#edges;
    const bits = this.#bits;
    const shift = this.#shift;
    const end = offset + length;
    let count = 0;
    let next = length > 0 ? (codes[offset] as number) : 0;
    for (let at = offset; at < end; at++) {
      const unit = next;
      if ((((alone[unit >>> 5] as number) >>> (unit & 31)) & 1) !== 0) {
        const output = cells[cellRow * (root + (labels[unit] as number)) + 2] as number;
        this.#add(count++, output, at - offset, at - offset + 1);
      }
      if (at + 1 === end) break;
      next = codes[at + 1] as number;
      const pair = pairHash(unit, next);
      const key = pair >>> shift;
      const begins = ((bits[key >>> 4] as number) >>> ((key & 15) << 1)) & 3;
      if (begins === 0) continue;
      if (begins === beginsLonger) {
        if (at + 2 >= end) continue;
        const triple = pairHash(pair, codes[at + 2] as number) >>> shift;
        if ((((bits[triple >>> 4] as number) >>> ((triple & 15) << 1)) & 1) === 0) continue;
      }
      count = this.#walk(codes, offset, at, end, count);
    }
    return count;
  }

  /** The same over a string, as it is. */
  scanString(text: string): number {
    if (scratch.length < text.length) scratch = new Uint16Array(2 * text.length);
    for (let index = 0; index < text.length; index++) scratch[index] = text.charCodeAt(index);
    return this.scan(scratch, 0, text.length);
  }

  /** Adds the literals of two units and more that begin at `start`. */
  #walk(codes: Uint16Array, offset: number, start: number, end: number, first: number): number {
    const { cells, labels, root } = this.#edges;
    let count = first;
    let base = root;
    for (let at = start; at < end; at++) {
      const label = labels[codes[at] as number] as number;
      const cell = cellRow * (base + label);
      if (label === 0 || cells[cell] !== base) return count;
      const output = cells[cell + 2] as number;
      if (output >= 0 && at > start) this.#add(count++, output, start - offset, at + 1 - offset);
      base = cells[cell + 1] as number;
      if (base === 0) return count;
    }
    return count;
  }

  #add(count: number, output: number, from: number, to: number): void {
    const at = literalRow * count;
    if (at === this.found.length) this.#grow();
    const { found } = this;
    found[at] = output;
    found[at + 1] = from;
    found[at + 2] = to;
  }

  #grow(): void {
    const { found } = this;
    this.found = new Int32Array(2 * found.length);
    this.found.set(found);
  }
}

/** What the filter must know of pairs and triples, by their hash. */
function filterMarks({ starts, units, targets, outputs, root }: LiteralGraph): Map<number, number> {
  const marks = new Map<number, number>();
  const mark = (hashed: number, bit: number) => void marks.set(hashed, (marks.get(hashed) ?? 0) | bit);
  const eachEdge = (node: number, visit: (unit: number, target: number) => void) => {
    const end = starts[node + 1] as number;
    for (let edge = starts[node] as number; edge < end; edge++) visit(units[edge] as number, targets[edge] as number);
  };
  eachEdge(root, (first, begun) => {
    eachEdge(begun, (second, target) => {
      const pair = pairHash(first, second);
      if ((outputs[target] as number) >= 0) mark(pair, isLiteral);
      eachEdge(target, (third) => {
        mark(pair, beginsLonger);
        mark(pairHash(pair, third), beginsLonger);
      });
    });
  });
  return marks;
}

let scratch = new Uint16Array(1 << 12);

// An odd multiplier near 2^32 / golden ratio spreads neighbouring code points over the upper bits (Knuth, TAOCP 3, 6.4).
function pairHash(first: number, second: number): number {
  return Math.imul(Math.imul(first, 0x9e3779b1) ^ second, 0x85ebca6b);
}
