// Weights of many meanings on few features: most features weigh nothing for any meaning, and are passed over by one bit.
import { featureCount } from "./features.ts";

/** Rows of (column, weight) by feature. */
export interface SparseTable {
  /** Adds the rows of the active features up, column by column. */
  addUp(active: Uint32Array, width: number): Float64Array;
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

export function unpackTable(packed: PackedTable, scales: readonly number[]): SparseTable {
  const features = new Uint32Array(fromBase64(packed.features).buffer);
  const counts = fromBase64(packed.counts);
  const columns = fromBase64(packed.columns);
  const bytes = new Int8Array(fromBase64(packed.weights).buffer);
  const weights = Float32Array.from(bytes, (byte, at) => byte * (scales[columns[at] as number] as number));
  const used = new Uint32Array(featureCount / 32);
  const starts = new Uint32Array(featureCount);
  const ends = new Uint32Array(featureCount);
  let at = 0;
  features.forEach((feature, index) => {
    used[feature >>> 5] = (used[feature >>> 5] as number) | (1 << (feature & 31));
    starts[feature] = at;
    at += counts[index] as number;
    ends[feature] = at;
  });
  return {
    addUp(active, width) {
      const sums = new Float64Array(width);
      for (let i = 0; i < active.length; i += 1) {
        const feature = active[i] as number;
        if ((((used[feature >>> 5] as number) >>> (feature & 31)) & 1) === 0) continue;
        const end = ends[feature] as number;
        for (let one = starts[feature] as number; one < end; one += 1) {
          const column = columns[one] as number;
          sums[column] = (sums[column] as number) + (weights[one] as number);
        }
      }
      return sums;
    },
  };
}

function toBase64(bytes: Uint8Array): string {
  const pieces: string[] = [];
  for (let at = 0; at < bytes.length; at += 8192) pieces.push(String.fromCharCode(...bytes.subarray(at, at + 8192)));
  return btoa(pieces.join(""));
}

function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
}
