// The body of an encrypted object: chunks of 64 KiB, each AES-256-GCM with its number and whether it is the last, so
// that chunks that were changed, cut off, swapped or repeated are found, and a range is read without the rest.

import { createCipheriv, createDecipheriv } from "node:crypto";

export const chunkBytes = 64 * 1024;
const tagBytes = 16;
export const sealedChunkBytes = chunkBytes + tagBytes;

export type ChunkPlace = { readonly index: number; readonly last: boolean };

/** Size of the body for plain content of this size; content of no bytes is one empty chunk. */
export function sealedSize(plainBytes: number): number {
  return plainBytes + tagBytes * chunkCount(plainBytes);
}

export function chunkCount(plainBytes: number): number {
  return Math.max(1, Math.ceil(plainBytes / chunkBytes));
}

/** The other way round; undefined for a size that no body has. */
export function plainSize(bodyBytes: number): number | undefined {
  const plainBytes = bodyBytes - tagBytes * Math.ceil(bodyBytes / sealedChunkBytes);
  return plainBytes >= 0 && sealedSize(plainBytes) === bodyBytes ? plainBytes : undefined;
}

export function sealChunk(dataKey: Uint8Array, place: ChunkPlace, plain: Uint8Array): Uint8Array[] {
  const cipher = createCipheriv("aes-256-gcm", dataKey, nonceOf(place)).setAAD(placeBytes(place));
  return [cipher.update(plain), cipher.final(), cipher.getAuthTag()];
}

/** Undefined when the chunk is not what was sealed at this place. */
export function unsealChunk(dataKey: Uint8Array, place: ChunkPlace, sealed: Uint8Array): Uint8Array | undefined {
  if (sealed.length < tagBytes) return undefined;
  const decipher = createDecipheriv("aes-256-gcm", dataKey, nonceOf(place), { authTagLength: tagBytes });
  decipher.setAAD(placeBytes(place)).setAuthTag(sealed.subarray(-tagBytes));
  const plain = decipher.update(sealed.subarray(0, -tagBytes));
  try {
    decipher.final();
    return plain;
  } catch {
    return undefined;
  }
}

/** The number of the chunk: each object has a key of its own, so no nonce is ever used twice under a key. */
function nonceOf({ index }: ChunkPlace): Buffer {
  const nonce = Buffer.alloc(12);
  nonce.writeUIntBE(index, 6, 6);
  return nonce;
}

function placeBytes({ index, last }: ChunkPlace): Buffer {
  const bytes = Buffer.alloc(9);
  bytes.writeUIntBE(index, 2, 6);
  bytes.writeUInt8(last ? 1 : 0, 8);
  return bytes;
}
