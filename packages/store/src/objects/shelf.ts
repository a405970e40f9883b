// Where stored bytes lie as they are: a folder or a bucket. A shelf knows nothing of hashes, limits or encryption.

import type { ObjectKey, ObjectListing } from "./object-store.ts";

/** A finished file in the shelf's spool folder. */
export type SpooledFile = { readonly path: string; readonly bytes: number };

/** One state of an object: what is read through it never mixes two states. */
export type OpenedObject = {
  readonly bytes: number;
  /** The first bytes, as many as were asked for or as there are. */
  readonly head: Buffer;
  read(fromByte: number, toByte: number): AsyncIterable<Uint8Array>;
  close(): Promise<void>;
};

export type Shelf = {
  /** For people: the folder or the bucket. */
  readonly name: string;
  /** Where files are written before they are placed; a move from here is atomic where the shelf is a folder. */
  readonly spoolFolder: string;
  /** Takes the file away from the spool folder; the object is there as a whole afterwards, or not at all. */
  place(key: ObjectKey, file: SpooledFile): Promise<void>;
  stat(key: ObjectKey): Promise<ObjectListing | undefined>;
  open(key: ObjectKey, headBytes: number): Promise<OpenedObject>;
  /** Puts another beginning of the same length on an object, if that is still there. */
  replaceHead(key: ObjectKey, head: Uint8Array): Promise<void>;
  remove(key: ObjectKey): Promise<boolean>;
  /** In the order of the keys. */
  list(prefix: string): AsyncIterable<ObjectListing>;
  close(): void;
};
