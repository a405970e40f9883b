// Reads a range of an encrypted object: only the chunks it touches, each given on only after it was proved.

import { AppError } from "@tingheng/domain";
import { blocksOf } from "./blocks.ts";
import type { ByteRange, ObjectKey } from "./object-store.ts";
import { chunkBytes, chunkCount, sealedChunkBytes, sealedSize, unsealChunk } from "./sealed-content.ts";
import type { OpenedObject } from "./shelf.ts";
import { type Seal, sealBytes } from "./vault.ts";

export async function* readSealed(
  key: ObjectKey,
  opened: OpenedObject,
  seal: Seal,
  range: ByteRange = { fromByte: 0 },
): AsyncGenerator<Uint8Array> {
  const bodyBytes = sealedSize(seal.bytes);
  if (opened.bytes !== sealBytes + bodyBytes)
    throw new AppError("storage.damaged", { key, problem: "it was cut or lengthened" });
  const fromByte = Math.min(range.fromByte, seal.bytes);
  const toByte = Math.min(range.toByte ?? seal.bytes, seal.bytes);
  if (fromByte === toByte && seal.bytes > 0) return;

  const lastIndex = chunkCount(seal.bytes) - 1;
  const firstTouched = Math.floor(fromByte / chunkBytes);
  const afterTouched = Math.max(firstTouched + 1, Math.ceil(toByte / chunkBytes));
  const sealedFrom = sealBytes + firstTouched * sealedChunkBytes;
  const sealedTo = sealBytes + Math.min(afterTouched * sealedChunkBytes, bodyBytes);

  let index = firstTouched;
  for await (const { bytes } of blocksOf(opened.read(sealedFrom, sealedTo), sealedChunkBytes)) {
    const plain = unsealChunk(seal.dataKey, { index, last: index === lastIndex }, bytes);
    if (plain === undefined)
      throw new AppError("storage.damaged", { key, problem: `its chunk ${index} is not as it was written` });
    const start = index * chunkBytes;
    const wanted = plain.subarray(Math.max(0, fromByte - start), Math.max(0, toByte - start));
    if (wanted.length > 0) yield wanted;
    index += 1;
  }
}
