// What lies outside the database: recordings, peaks and playback copies, each stored once under a key made
// from its content. Everything that keeps such objects does it through this port.

const objectKinds = ["sound", "peaks", "playback"] as const;

export type ObjectKind = (typeof objectKinds)[number];

/** `<kind>/<64 hex digits>`, with `.sealed` behind it when the object is encrypted. Only the store makes keys. */
export type ObjectKey = string & { readonly __brand: "ObjectKey" };

/** Bytes of the plain content, counted from 0; `toByte` is not included, as in `slice`. */
export type ByteRange = { readonly fromByte: number; readonly toByte?: number };

export type PutOptions = { readonly kind: ObjectKind; readonly limitBytes: number };

/** `sha256` is that of the plain content, in hex; it never stands in the name of an encrypted object. */
export type StoredObject = { readonly key: ObjectKey; readonly sha256: string; readonly bytes: number };

export type ObjectListing = { readonly key: ObjectKey; readonly bytes: number; readonly storedAtMs: number };

export type ObjectStore = {
  /** Stores the content and answers when it would survive a power cut; the same content twice is stored once. */
  put(source: AsyncIterable<Uint8Array>, options: PutOptions): Promise<StoredObject>;
  /** Size of the plain content, or undefined when there is no such object. */
  stat(key: string): Promise<ObjectListing | undefined>;
  /** The plain content or a range of it; fails rather than give bytes that were not put. */
  read(key: string, range?: ByteRange): AsyncIterable<Uint8Array>;
  /** Answers false when there was nothing to remove. */
  remove(key: string): Promise<boolean>;
  /** In the order of the keys. `prefix` is a kind with its slash, or the beginning of a key. */
  list(prefix?: string): AsyncIterable<ObjectListing>;
  /** Writes, reads back and removes a small object; fails with the reason why the store can't be used. */
  check(): Promise<void>;
  /** Removes what a process that died left half written; answers how many files it was. */
  removeLeftovers(olderThanMs: number): Promise<number>;
  close(): void;
};
