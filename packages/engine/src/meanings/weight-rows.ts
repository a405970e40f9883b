// The weights of each used feature. Most have few: column and weight, one after another. A few common features weigh for most columns:
// theirs lie side by side, three columns in one number, so that one addition does for three.
import { fromBase64 } from "./base64.ts";

/** A table as base64: features (32 bits), how many weights each has, their columns and their weights (a byte each). */
export interface PackedTable {
  readonly features: string;
  readonly counts: string;
  readonly columns: string;
  readonly weights: string;
}

/** A column's place in a number: sums of up to 512 weights of a byte stay inside it, and three of them are exact in 53 bits. */
const laneUnit = 2 ** 17;
const lanes = 3;

/** More columns than this share of all, and a row is kept side by side. */
const wideShare = 1 / 6;

export class WeightRows {
  /** Of each row where its entries begin and (in the lower byte) how many there are; −1 − place for a wide row. */
  readonly #rows: Int32Array;
  /** Weight above column. */
  readonly #entries: Int16Array;
  readonly #wide: Float64Array;
  /** How many numbers a wide row has. */
  readonly #width: number;
  readonly #sums: Int32Array;
  readonly #wideSums: Float64Array;

  constructor(packed: PackedTable, columns: number) {
    const counts = fromBase64(packed.counts);
    const columnOf = fromBase64(packed.columns);
    const weights = new Int8Array(fromBase64(packed.weights).buffer);
    this.#width = Math.ceil(columns / lanes);
    this.#rows = new Int32Array(counts.length);
    this.#sums = new Int32Array(columns);
    this.#wideSums = new Float64Array(this.#width);
    const entries: number[] = [];
    const wide: number[] = [];
    let at = 0;
    counts.forEach((count, row) => {
      const isWide = count > wideShare * columns;
      this.#rows[row] = isWide ? -1 - wide.length : (entries.length << 8) | count;
      const lanesOf = new Array<number>(isWide ? this.#width : 0).fill(0);
      for (const end = at + count; at < end; at += 1) {
        const column = columnOf[at] as number;
        const weight = weights[at] as number;
        if (!isWide) entries.push((weight << 8) | column);
        else addLane(lanesOf, column, weight);
      }
      wide.push(...lanesOf);
    });
    this.#entries = Int16Array.from(entries);
    this.#wide = Float64Array.from(wide);
  }

  /** Adds the first `count` of these rows up, column by column, into `sums`. */
  addUp(chosen: Uint32Array, count: number, sums: Float64Array): void {
    const rows = this.#rows;
    const entries = this.#entries;
    const wide = this.#wide;
    const width = this.#width;
    const own = this.#sums;
    const wideSums = this.#wideSums;
    own.fill(0);
    wideSums.fill(0);
    for (let i = 0; i < count; i += 1) {
      const row = rows[chosen[i] as number] as number;
      if (row < 0) {
        const from = -1 - row;
        for (let at = 0; at < width; at += 1) wideSums[at] = (wideSums[at] as number) + (wide[from + at] as number);
        continue;
      }
      const end = (row >>> 8) + (row & 0xff);
      for (let at = row >>> 8; at < end; at += 1) {
        const entry = entries[at] as number;
        const column = entry & 0xff;
        own[column] = (own[column] as number) + (entry >> 8);
      }
    }
    for (let column = 0; column < own.length; column += 1) {
      const place = (column / lanes) | 0;
      const packed = wideSums[place] as number;
      const rest = Math.round(packed / laneUnit);
      sums[column] = (own[column] as number) + packed - rest * laneUnit;
      wideSums[place] = rest;
    }
  }
}

function addLane(lanesOf: number[], column: number, weight: number): void {
  const place = Math.floor(column / lanes);
  lanesOf[place] = (lanesOf[place] ?? 0) + weight * laneUnit ** (column % lanes);
}
