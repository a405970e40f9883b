// Objects in a bucket of any store that speaks S3. Uploads are single requests, so an object is there as a whole or
// not at all; what is read is pinned to one state of the object by its ETag.

import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { readFile, rm } from "node:fs/promises";
import type { S3Client } from "@aws-sdk/client-s3";
import { AppError } from "@tingheng/domain";
import { cutPieces } from "./blocks.ts";
import type { ObjectKey, ObjectListing } from "./object-store.ts";
import type { OpenedObject, Shelf, SpooledFile } from "./shelf.ts";
import { createSpoolFile } from "./spool.ts";
import { onDisk } from "./storage-errors.ts";

export type S3Settings = {
  /** Left out for Amazon itself. */
  readonly endpoint?: string;
  readonly region: string;
  readonly bucket: string;
  /** The folder of the bucket that is ours: empty, or words between slashes. */
  readonly prefix: string;
  /** The bucket in the path and not in the host name, as most stores of one's own want it. */
  readonly pathStyle: boolean;
  /** Left out where the machine itself has the right to the bucket. */
  readonly credentials?: {
    readonly accessKeyId: string;
    readonly secretAccessKey: string;
    readonly sessionToken?: string;
  };
  /** A folder of this machine for what is on its way into the bucket. */
  readonly spoolFolder: string;
  readonly randomBytes: (count: number) => Uint8Array;
};

/** Objects up to this size are sent from memory, so that a request can be repeated when the connection breaks. */
const heldBytes = 8 * 1024 * 1024;
/** What S3 takes in one request: 5 GiB. */
const largestUpload = 5 * 1024 ** 3;
const connectionTimeout = 5_000;
const socketTimeout = 30_000;
const attempts = 3;
const fullNames = new Set(["QuotaExceeded", "InsufficientStorage", "XMinioStorageFull", "ENOSPC"]);

type Sdk = typeof import("@aws-sdk/client-s3");
type Bucket = { readonly sdk: Sdk; readonly client: S3Client; readonly settings: S3Settings; readonly folder: string };

export async function openS3Shelf(settings: S3Settings): Promise<Shelf> {
  const sdk = await import("@aws-sdk/client-s3");
  const client = new sdk.S3Client({
    region: settings.region,
    forcePathStyle: settings.pathStyle,
    ...(settings.endpoint === undefined ? {} : { endpoint: settings.endpoint }),
    ...(settings.credentials === undefined ? {} : { credentials: settings.credentials }),
    maxAttempts: attempts,
    requestChecksumCalculation: "WHEN_REQUIRED",
    responseChecksumValidation: "WHEN_REQUIRED",
    requestHandler: { connectionTimeout, socketTimeout, requestTimeout: socketTimeout },
  });
  const bucket: Bucket = { sdk, client, settings, folder: folderOf(settings.prefix) };
  return {
    name: nameOf(bucket),
    spoolFolder: settings.spoolFolder,
    place: (key, file) => upload(bucket, key, file),
    stat: (key) => statObject(bucket, key),
    open: (key, headBytes) => openObject(bucket, key, headBytes),
    replaceHead: (key, head) => replaceHead(bucket, key, head),
    remove: async (key) => {
      if ((await statObject(bucket, key)) === undefined) return false;
      await asked(bucket, key, () => client.send(new sdk.DeleteObjectCommand(target(bucket, key))));
      return true;
    },
    list: (prefix) => listObjects(bucket, prefix),
    close: () => client.destroy(),
  };
}

function folderOf(prefix: string): string {
  const words = prefix.split("/").filter((word) => word !== "");
  if (words.every((word) => /^[\w.=-]+$/.test(word) && !/^\.+$/.test(word)))
    return words.map((word) => `${word}/`).join("");
  throw new AppError("usage", { problem: `the prefix ${JSON.stringify(prefix)} is no folder of a bucket` });
}

function nameOf({ settings, folder }: Bucket): string {
  return `s3://${settings.bucket}/${folder}${settings.endpoint === undefined ? "" : ` (${settings.endpoint})`}`;
}

function target({ settings, folder }: Bucket, key: ObjectKey) {
  return { Bucket: settings.bucket, Key: `${folder}${key}` };
}

async function upload(bucket: Bucket, key: ObjectKey, file: SpooledFile): Promise<void> {
  if (file.bytes > largestUpload) throw new AppError("storage.too-large", { limit: String(largestUpload) });
  const whole = file.bytes <= heldBytes ? await onDisk(file.path, () => readFile(file.path)) : undefined;
  const ChecksumSHA256 = whole ? createHash("sha256").update(whole).digest("base64") : await sha256Of(file.path);
  const body = whole ?? createReadStream(file.path);
  const command = new bucket.sdk.PutObjectCommand({
    ...target(bucket, key),
    Body: body,
    ContentLength: file.bytes,
    ContentType: "application/octet-stream",
    ChecksumSHA256,
  });
  try {
    await asked(bucket, key, () => bucket.client.send(command));
  } finally {
    if (!Buffer.isBuffer(body)) body.destroy();
  }
  await rm(file.path, { force: true });
}

async function sha256Of(path: string): Promise<string> {
  const hash = createHash("sha256");
  await onDisk(path, async () => {
    for await (const piece of createReadStream(path)) hash.update(piece);
  });
  return hash.digest("base64");
}

async function statObject(bucket: Bucket, key: ObjectKey): Promise<ObjectListing | undefined> {
  const found = await ifThere(() =>
    asked(bucket, key, () => bucket.client.send(new bucket.sdk.HeadObjectCommand(target(bucket, key)))),
  );
  return found && { key, bytes: found.ContentLength ?? 0, storedAtMs: found.LastModified?.getTime() ?? 0 };
}

async function openObject(bucket: Bucket, key: ObjectKey, headBytes: number): Promise<OpenedObject> {
  const state = await (headBytes === 0 ? stateOf(bucket, key) : stateAndHead(bucket, key, headBytes));
  return {
    ...state,
    read: async function* (fromByte, toByte) {
      if (fromByte >= toByte) return;
      const { pieces } = await getRange(bucket, key, fromByte, toByte, state.eTag);
      let given = 0;
      for await (const piece of pieces) {
        given += piece.length;
        yield piece;
      }
      if (given !== toByte - fromByte) throw unavailable(bucket, `${key} ended after ${given} bytes`);
    },
    close: () => Promise.resolve(),
  };
}

type RangeAnswer = {
  readonly pieces: AsyncIterable<Uint8Array>;
  readonly totalBytes: number;
  readonly eTag: string | undefined;
};

/** Stores may give more than the range that was asked for, or everything: what is too much is cut off here. */
async function getRange(
  bucket: Bucket,
  key: ObjectKey,
  fromByte: number,
  toByte: number,
  eTag: string | undefined,
): Promise<RangeAnswer> {
  const command = new bucket.sdk.GetObjectCommand({
    ...target(bucket, key),
    Range: `bytes=${fromByte}-${toByte - 1}`,
    ...(eTag === undefined ? {} : { IfMatch: eTag }),
  });
  const answer = await asked(bucket, key, () => bucket.client.send(command));
  const [, startsAt = "0", total = String(answer.ContentLength)] =
    /^bytes (\d+)-\d+\/(\d+)$/.exec(answer.ContentRange ?? "") ?? [];
  return {
    pieces: cutPieces(piecesOf(bucket, key, answer.Body), fromByte - Number(startsAt), toByte - Number(startsAt)),
    totalBytes: Number(total),
    eTag: answer.ETag,
  };
}

type ObjectState = { readonly bytes: number; readonly head: Buffer; readonly eTag: string | undefined };

async function stateOf(bucket: Bucket, key: ObjectKey): Promise<ObjectState> {
  const command = new bucket.sdk.HeadObjectCommand(target(bucket, key));
  const { ContentLength = 0, ETag } = await asked(bucket, key, () => bucket.client.send(command));
  return { bytes: ContentLength, head: Buffer.alloc(0), eTag: ETag };
}

async function stateAndHead(bucket: Bucket, key: ObjectKey, headBytes: number): Promise<ObjectState> {
  const { pieces, totalBytes, eTag } = await getRange(bucket, key, 0, headBytes, undefined);
  const head: Uint8Array[] = [];
  for await (const piece of pieces) head.push(piece);
  return { bytes: totalBytes, head: Buffer.concat(head), eTag };
}

/** S3 can't change a part of an object: it is fetched and sent again. */
async function replaceHead(bucket: Bucket, key: ObjectKey, head: Uint8Array): Promise<void> {
  const opened = await openObject(bucket, key, head.length);
  const spool = await createSpoolFile(bucket.settings.spoolFolder, bucket.settings.randomBytes);
  try {
    await spool.append([head]);
    for await (const piece of opened.read(head.length, opened.bytes)) await spool.append([piece]);
    const file = await spool.finish();
    await stateOf(bucket, key);
    await upload(bucket, key, file);
  } finally {
    await spool.discard();
  }
}

async function* listObjects(bucket: Bucket, prefix: string): AsyncGenerator<ObjectListing> {
  const { sdk, client, settings, folder } = bucket;
  let after: string | undefined;
  do {
    const command = new sdk.ListObjectsV2Command({
      Bucket: settings.bucket,
      Prefix: `${folder}${prefix}`,
      ...(after === undefined ? {} : { ContinuationToken: after }),
    });
    const page = await asked(bucket, prefix, () => client.send(command));
    for (const { Key = "", Size = 0, LastModified } of page.Contents ?? []) {
      yield { key: Key.slice(folder.length) as ObjectKey, bytes: Size, storedAtMs: LastModified?.getTime() ?? 0 };
    }
    after = page.IsTruncated ? page.NextContinuationToken : undefined;
  } while (after !== undefined);
}

async function* piecesOf(bucket: Bucket, key: ObjectKey, body: unknown): AsyncGenerator<Uint8Array> {
  const pieces = body as AsyncIterator<Uint8Array> & AsyncIterable<Uint8Array>;
  const iterator = pieces[Symbol.asyncIterator]();
  try {
    for (;;) {
      const { done, value } = await asked(bucket, key, () => iterator.next());
      if (done) return;
      yield value;
    }
  } finally {
    await iterator.return?.();
  }
}

async function ifThere<T>(step: () => Promise<T>): Promise<T | undefined> {
  try {
    return await step();
  } catch (thrown) {
    if (thrown instanceof AppError && thrown.code === "storage.missing") return undefined;
    throw thrown;
  }
}

/** Asks the store; what it or the network answers with instead is told in the words of the object store. */
async function asked<T>(bucket: Bucket, key: string, step: () => Promise<T>): Promise<T> {
  try {
    return await step();
  } catch (thrown) {
    throw s3Error(bucket, key, thrown);
  }
}

function s3Error(bucket: Bucket, key: string, thrown: unknown): unknown {
  if (thrown instanceof AppError || !(thrown instanceof Error)) return thrown;
  const { name, message } = thrown;
  const status = "$metadata" in thrown ? (thrown.$metadata as { httpStatusCode?: number }).httpStatusCode : undefined;
  if (name === "NoSuchKey" || name === "NotFound") return new AppError("storage.missing", { key });
  if (status === 507 || fullNames.has(name))
    return new AppError("storage.disk-full", { path: nameOf(bucket), problem: name });
  if (name === "EntityTooLarge") return new AppError("storage.too-large", { limit: String(largestUpload) });
  if (name === "InvalidRange") return new AppError("storage.damaged", { key, problem: "it is empty" });
  return unavailable(bucket, [name, message].filter((part) => part !== "" && part !== "Error").join(": "));
}

function unavailable(bucket: Bucket, problem: string): AppError {
  return new AppError("storage.unavailable", { place: nameOf(bucket), problem });
}
