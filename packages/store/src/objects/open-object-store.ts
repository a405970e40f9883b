// The object store put together: content is hashed and, with a vault, encrypted on its way to the shelf, and proved
// to be what was put on its way back.

import { createHash } from "node:crypto";
import { AppError } from "@tingheng/domain";
import { blocksOf } from "./blocks.ts";
import {
  digestIn,
  isObjectKey,
  isSealed,
  type OwnKind,
  objectKey,
  parseKeyPrefix,
  parseObjectKey,
} from "./object-key.ts";
import type { ByteRange, ObjectKey, ObjectListing, ObjectStore, StoredObject } from "./object-store.ts";
import { readSealed } from "./read-sealed.ts";
import { chunkBytes, plainSize, sealChunk } from "./sealed-content.ts";
import type { OpenedObject, Shelf } from "./shelf.ts";
import { createSpoolFile, type SpoolFile, sweepSpool } from "./spool.ts";
import { type Turns, takeTurns } from "./take-turns.ts";
import { sealBytes, sealFingerprint, type Vault } from "./vault.ts";

export type ObjectStoreParts = {
  readonly shelf: Shelf;
  /** Without one, content lies on the shelf as it is. What was stored before there was a vault stays readable. */
  readonly vault?: Vault;
  readonly nowMs: () => number;
  readonly randomBytes: (count: number) => Uint8Array;
};

const dataKeyBytes = 32;
const trialBytes = 32;

export function openObjectStore(parts: ObjectStoreParts): ObjectStore {
  const { shelf, nowMs } = parts;
  const inTurn = takeTurns();
  return {
    put: (source, { kind, limitBytes }) => put(parts, inTurn, source, kind, limitBytes),
    stat: async (key) => {
      const found = await shelf.stat(parseObjectKey(key));
      return found === undefined ? undefined : ofPlainSize(found);
    },
    read: (key, range) => read(parts, () => parseObjectKey(key), range),
    remove: async (key) => shelf.remove(parseObjectKey(key)),
    list: async function* (prefix = "") {
      const wanted = parseKeyPrefix(prefix);
      for await (const found of shelf.list(wanted)) if (isObjectKey(found.key)) yield ofPlainSize(found);
    },
    check: () => check(parts, inTurn),
    removeLeftovers: async (olderThanMs) => {
      const before = nowMs() - olderThanMs;
      const swept = await sweepSpool(shelf.spoolFolder, before);
      return swept + (await removeTrials(shelf, before));
    },
    close: () => shelf.close(),
  };
}

async function put(
  { shelf, vault, randomBytes }: ObjectStoreParts,
  inTurn: Turns,
  source: AsyncIterable<Uint8Array>,
  kind: OwnKind,
  limitBytes: number,
): Promise<StoredObject> {
  const spool = await createSpoolFile(shelf.spoolFolder, randomBytes);
  try {
    const dataKey = vault === undefined ? undefined : randomBytes(dataKeyBytes);
    const { sha256, bytes } = await fillSpool(spool, source, limitBytes, dataKey);
    const keys = vault?.keysFor(kind, sha256) ?? ([objectKey(kind, sha256, false)] as const);
    const [newKey] = keys;
    return await inTurn(newKey, async () => {
      for (const key of keys) {
        const there = await shelf.stat(key);
        if (there !== undefined && ofPlainSize(there).bytes === bytes) return { key, sha256, bytes };
      }
      const head = vault && dataKey && vault.seal(newKey, { dataKey, bytes }, randomBytes);
      await shelf.place(newKey, await spool.finish(head));
      return { key: newKey, sha256, bytes };
    });
  } finally {
    await spool.discard();
  }
}

async function fillSpool(
  spool: SpoolFile,
  source: AsyncIterable<Uint8Array>,
  limitBytes: number,
  dataKey: Uint8Array | undefined,
): Promise<{ readonly sha256: string; readonly bytes: number }> {
  const hash = createHash("sha256");
  let bytes = 0;
  let index = 0;
  if (dataKey) await spool.append([Buffer.alloc(sealBytes)]);
  for await (const { bytes: block, last } of blocksOf(source, chunkBytes)) {
    bytes += block.length;
    if (bytes > limitBytes) throw new AppError("storage.too-large", { limit: String(limitBytes) });
    hash.update(block);
    await spool.append(dataKey ? sealChunk(dataKey, { index, last }, block) : [block]);
    index += 1;
  }
  return { sha256: hash.digest("hex"), bytes };
}

async function* read(
  { shelf, vault }: ObjectStoreParts,
  keyOf: () => ObjectKey,
  range: ByteRange | undefined,
): AsyncGenerator<Uint8Array> {
  const key = keyOf();
  checkRange(range);
  const opened = await shelf.open(key, isSealed(key) ? sealBytes : 0);
  try {
    if (!isSealed(key)) yield* readPlain(key, opened, range);
    else if (vault) yield* readSealed(key, opened, vault.unseal(key, opened.head), range);
    else throw new AppError("storage.master-key-missing", { key, sealedWith: sealFingerprint(key, opened.head) });
  } finally {
    await opened.close();
  }
}

/** Content as it lies there: read as a whole it is proved by its name; a range of it can't be. */
async function* readPlain(
  key: ObjectKey,
  opened: OpenedObject,
  range: ByteRange | undefined,
): AsyncGenerator<Uint8Array> {
  if (range !== undefined) {
    yield* opened.read(Math.min(range.fromByte, opened.bytes), Math.min(range.toByte ?? opened.bytes, opened.bytes));
    return;
  }
  const hash = createHash("sha256");
  for await (const piece of opened.read(0, opened.bytes)) {
    hash.update(piece);
    yield piece;
  }
  if (hash.digest("hex") === digestIn(key)) return;
  throw new AppError("storage.damaged", { key, problem: "its content has another SHA-256" });
}

async function check(parts: ObjectStoreParts, inTurn: Turns): Promise<void> {
  const trial = Buffer.from(parts.randomBytes(trialBytes));
  const { key } = await put(parts, inTurn, oneBlock(trial), "check", trialBytes);
  const back: Uint8Array[] = [];
  for await (const piece of read(parts, () => key, undefined)) back.push(piece);
  await parts.shelf.remove(key);
  if (Buffer.concat(back).equals(trial)) return;
  throw new AppError("storage.unavailable", {
    place: parts.shelf.name,
    problem: "what is read is not what was written",
  });
}

async function* oneBlock(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

/** Trial objects of a `check` that died halfway. */
async function removeTrials(shelf: Shelf, storedBeforeMs: number): Promise<number> {
  let removed = 0;
  for await (const { key, storedAtMs } of shelf.list("check/")) {
    if (storedAtMs < storedBeforeMs && (await shelf.remove(key))) removed += 1;
  }
  return removed;
}

/** A size that no encrypted object has is given as it lies there; reading tells what is wrong. */
function ofPlainSize(found: ObjectListing): ObjectListing {
  if (!isSealed(found.key)) return found;
  return { ...found, bytes: plainSize(found.bytes - sealBytes) ?? found.bytes };
}

function checkRange(range: ByteRange | undefined): void {
  if (range === undefined) return;
  const { fromByte, toByte = Number.MAX_SAFE_INTEGER } = range;
  const good = Number.isSafeInteger(fromByte) && Number.isSafeInteger(toByte) && fromByte >= 0 && toByte >= fromByte;
  if (!good) throw new AppError("storage.range", { range: `${fromByte}–${range.toByte ?? ""}` });
}
