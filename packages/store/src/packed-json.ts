// JSON as it lies in the database: compressed, with one byte before it that says how, so that the way can change later.
import { zstdCompressSync, zstdDecompressSync } from "node:zlib";

const zstd = 1;
/** More than a call of a working day's length ever takes; what claims more was not written by us. */
const longest = 256 * 1024 * 1024;

export function packJson(value: unknown): Buffer {
  return Buffer.concat([Buffer.of(zstd), zstdCompressSync(Buffer.from(JSON.stringify(value), "utf8"))]);
}

export function unpackJson(packed: Uint8Array): unknown {
  if (packed[0] !== zstd) throw new Error(`a record is packed in an unknown way (${packed[0]})`);
  return JSON.parse(zstdDecompressSync(packed.subarray(1), { maxOutputLength: longest }).toString("utf8"));
}
