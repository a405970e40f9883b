// The one shape that keys of objects have. What has another shape never reaches a folder or a bucket.

import { AppError } from "@tingheng/domain";
import type { ObjectKey, ObjectKind } from "./object-store.ts";

/** `check` is for the store's own trial objects: it is made here, but accepted from nobody. */
export type OwnKind = ObjectKind | "check";

const shape = /^(?:sound|peaks|playback)\/[0-9a-f]{64}(?:\.sealed)?$/;
const prefixShape = /^(?:(?:sound|peaks|playback)\/(?:[0-9a-f]{0,64}|[0-9a-f]{64}\.sealed))?$/;
const longestShown = 120;

export function parseObjectKey(text: string): ObjectKey {
  if (typeof text === "string" && isObjectKey(text)) return text;
  throw new AppError("storage.key-invalid", { key: shown(text) });
}

export function isObjectKey(text: string): text is ObjectKey {
  return shape.test(text);
}

/** A kind with its slash, the beginning of a key, or nothing. */
export function parseKeyPrefix(text: string): string {
  if (typeof text === "string" && prefixShape.test(text)) return text;
  throw new AppError("storage.key-invalid", { key: shown(text) });
}

export function objectKey(kind: OwnKind, digestHex: string, sealed: boolean): ObjectKey {
  return `${kind}/${digestHex}${sealed ? ".sealed" : ""}` as ObjectKey;
}

export function isSealed(key: ObjectKey): boolean {
  return key.endsWith(".sealed");
}

/** For the key of an object that is not encrypted: the SHA-256 its content has to have. */
export function digestIn(key: ObjectKey): string {
  return key.slice(key.indexOf("/") + 1);
}

function shown(text: unknown): string {
  return JSON.stringify(String(text).slice(0, longestShown));
}
