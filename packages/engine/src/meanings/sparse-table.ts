// Weights of many meanings on few features: most features weigh nothing for any meaning, and are passed over by one bit.

import { fromBase64, toBase64 } from "./base64.ts";
import { featureCount } from "./features.ts";
import { type PackedTable, WeightRows } from "./weight-rows.ts";

/** Rows of (column, weight) by feature. */
export interface SparseTable {
  /** Adds the rows of the first `count` active features up, column by column, into `sums`, which has one place a column; writes over `active`. */
  addUp(active: Uint32Array, count: number, sums: Float64Array): void;
}

/** Weights of one column and what one byte of it is worth. */
export interface PackedColumns {
  readonly packed: PackedTable;
  readonly scales: readonly number[];
}

/** Packs the weights of all columns; a weight that rounds to nothing is left out. */
export function packTable(columns: readonly Float32Array[]): PackedColumns {
  const scales = columns.map((weights) => weights.reduce((most, one) => Math.max(most, Math.abs(one)), 0) / 127 || 1);
  const features: number[] = [];
  const counts: number[] = [];
  const columnOf: number[] = [];
  const bytes: number[] = [];
  for (let feature = 0; feature < featureCount; feature += 1) {
    const before = bytes.length;
    columns.forEach((weights, column) => {
      const byte = Math.round((weights[feature] as number) / (scales[column] as number));
      if (byte === 0) return;
      columnOf.push(column);
      bytes.push(byte);
    });
    if (bytes.length === before) continue;
    features.push(feature);
    counts.push(bytes.length - before);
  }
  const packed = {
    features: toBase64(new Uint8Array(Uint32Array.from(features).buffer)),
    counts: toBase64(Uint8Array.from(counts)),
    columns: toBase64(Uint8Array.from(columnOf)),
    weights: toBase64(new Uint8Array(Int8Array.from(bytes).buffer)),
  };
  return { packed, scales };
}

export function unpackTable(packed: PackedTable, scales: readonly number[]): SparseTable {
  const features = new Uint32Array(fromBase64(packed.features).buffer);
  // A bit for every feature that is used, and how many of those come before each word of bits.
  const words = new Int32Array(featureCount / 32);
  const ranks = new Uint32Array(featureCount / 32);
  features.forEach((feature, rank) => {
    const word = feature >>> 5;
    if (words[word] === 0) ranks[word] = rank;
    words[word] = (words[word] as number) | (1 << (feature & 31));
  });
  const rows = new WeightRows(packed, scales.length);
  const scaleOf = Float64Array.from(scales);
  return {
    addUp(active, count, sums) {
      // Those that are used are moved to the front first: without a branch the processor has nothing to guess.
      let used = 0;
      for (let i = 0; i < count; i += 1) {
        const feature = active[i] as number;
        active[used] = feature;
        used += ((words[feature >>> 5] as number) >>> (feature & 31)) & 1;
      }
      for (let i = 0; i < used; i += 1) {
        const feature = active[i] as number;
        const word = feature >>> 5;
        const below = (words[word] as number) & ((1 << (feature & 31)) - 1);
        active[i] = (ranks[word] as number) + ones(below);
      }
      rows.addUp(active, used, sums);
      for (let column = 0; column < scaleOf.length; column += 1)
        sums[column] = (sums[column] as number) * (scaleOf[column] as number);
    },
  };
}

/** How many bits of a 32-bit word are set. */
function ones(word: number): number {
  let count = word - ((word >>> 1) & 0x55555555);
  count = (count & 0x33333333) + ((count >>> 2) & 0x33333333);
  return Math.imul((count + (count >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
