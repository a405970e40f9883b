// Weights of many meanings on few features: most features weigh nothing for any meaning, and are passed over by one bit.
import { featureCount } from "./features.ts";

/** Rows of (column, weight) by feature. */
export interface SparseTable {
  /** Adds the rows of the first `count` active features up, column by column, into `sums`, which has one place a column. */
  addUp(active: Uint32Array, count: number, sums: Float64Array): void;
}

/** A table as base64: features (32 bits), how many weights each has, their columns and their weights (a byte each). */
export interface PackedTable {
  readonly features: string;
  readonly counts: string;
  readonly columns: string;
  readonly weights: string;
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

/** One word of 32 features, and how many used features come before it: both are read together. */
const perWord = 2;

export function unpackTable(packed: PackedTable, scales: readonly number[]): SparseTable {
  const features = new Uint32Array(fromBase64(packed.features).buffer);
  const counts = fromBase64(packed.counts);
  const columns = fromBase64(packed.columns);
  const bytes = new Int8Array(fromBase64(packed.weights).buffer);
  const words = new Uint32Array((featureCount / 32) * perWord);
  const starts = new Uint32Array(features.length + 1);
  features.forEach((feature, rank) => {
    const word = (feature >>> 5) * perWord;
    if (words[word] === 0) words[word + 1] = rank;
    words[word] = ((words[word] as number) | (1 << (feature & 31))) >>> 0;
    starts[rank + 1] = (starts[rank] as number) + (counts[rank] as number);
  });
  const entries = Int16Array.from(bytes, (byte, at) => (byte << 8) | (columns[at] as number));
  const scaleOf = Float64Array.from(scales);
  const whole = new Int32Array(scales.length);
  return {
    addUp(active, count, sums) {
      whole.fill(0);
      for (let i = 0; i < count; i += 1) {
        const feature = active[i] as number;
        const word = (feature >>> 5) * perWord;
        const bits = words[word] as number;
        const bit = feature & 31;
        if (((bits >>> bit) & 1) === 0) continue;
        const rank = (words[word + 1] as number) + ones(bits & ((1 << bit) - 1));
        const end = starts[rank + 1] as number;
        for (let one = starts[rank] as number; one < end; one += 1) {
          const entry = entries[one] as number;
          const column = entry & 0xff;
          whole[column] = (whole[column] as number) + (entry >> 8);
        }
      }
      for (let column = 0; column < scaleOf.length; column += 1)
        sums[column] = (whole[column] as number) * (scaleOf[column] as number);
    },
  };
}

/** How many bits of a 32-bit word are set. */
function ones(word: number): number {
  let count = word - ((word >>> 1) & 0x55555555);
  count = (count & 0x33333333) + ((count >>> 2) & 0x33333333);
  return Math.imul((count + (count >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

function toBase64(bytes: Uint8Array): string {
  const pieces: string[] = [];
  for (let at = 0; at < bytes.length; at += 8192) pieces.push(String.fromCharCode(...bytes.subarray(at, at + 8192)));
  return btoa(pieces.join(""));
}

function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
}
