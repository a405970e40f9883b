// What every object store has to do, whatever lies below it and whether it encrypts or not.

import { createHash } from "node:crypto";
import { readdir, utimes } from "node:fs/promises";
import { join } from "node:path";
import { AppError, type ErrorCode } from "@tingheng/domain";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ByteRange, ObjectStore, StoredObject } from "./object-store.ts";

export type StoreUnderTest = {
  readonly store: ObjectStore;
  readonly isSealed: boolean;
  readonly spoolFolder: string;
  readonly nowMs: () => number;
  /** The object as it lies on the shelf. */
  readStored(key: string): Promise<Buffer>;
  writeStored(key: string, bytes: Uint8Array): Promise<void>;
  remove(): Promise<void>;
};

const limitBytes = 1_000_000;
const chunk = 65_536;
const edges = [0, 1, chunk - 1, chunk, chunk + 1, 2 * chunk, 3 * chunk + 5];
const runs = 40;

export function objectStoreContract(name: string, open: () => Promise<StoreUnderTest>): void {
  describe(name, () => {
    let under: StoreUnderTest;
    beforeAll(async () => {
      under = await open();
    });
    afterAll(() => under.remove());

    test.each(edges)("gives back %d bytes as they were put, under their SHA-256", async (size) => {
      const content = noise(size, size);
      const stored = await put(under.store, content);
      expect(stored).toMatchObject({ sha256: sha256(content), bytes: size });
      expect(await readAll(under.store, stored.key)).toEqual(content);
      expect(await under.store.stat(stored.key)).toMatchObject({ key: stored.key, bytes: size });
    });

    test("a range is what slice gives, for any content and range", async () => {
      const sized = fc.oneof(fc.constantFrom(...edges), fc.nat(4 * chunk));
      await fc.assert(
        fc.asyncProperty(sized, fc.nat(4 * chunk), fc.option(fc.nat(2 * chunk)), async (size, fromByte, length) => {
          const content = noise(size, size + 1);
          const { key } = await put(under.store, content);
          const range: ByteRange = length === null ? { fromByte } : { fromByte, toByte: fromByte + length };
          const got = await readAll(under.store, key, range);
          expect(got.equals(content.subarray(range.fromByte, range.toByte))).toBe(true);
        }),
        { numRuns: runs },
      );
    });

    test("the pieces in which content comes make no difference", async () => {
      const pieces = fc.array(fc.uint8Array({ maxLength: 3000 }), { maxLength: 30 });
      await fc.assert(
        fc.asyncProperty(pieces, async (parts) => {
          const whole = Buffer.concat(parts);
          const { key } = await under.store.put(inPieces(parts), { kind: "peaks", limitBytes });
          expect((await readAll(under.store, key)).equals(whole)).toBe(true);
        }),
        { numRuns: runs / 2 },
      );
    });

    test("what is not a range is refused", async () => {
      const { key } = await put(under.store, noise(10, 1));
      for (const range of [{ fromByte: -1 }, { fromByte: 5, toByte: 4 }, { fromByte: 0.5 }, { fromByte: Number.NaN }]) {
        expect(await codeOf(() => readAll(under.store, key, range))).toBe("storage.range");
      }
    });

    test("the same content twice is stored once, and one kind apart from another", async () => {
      const content = noise(5000, 77);
      const first = await put(under.store, content);
      const before = await under.readStored(first.key);
      expect(await put(under.store, content)).toEqual(first);
      expect(await under.readStored(first.key)).toEqual(before);
      const playback = await under.store.put(inPieces([content]), { kind: "playback", limitBytes });
      expect(playback.key).not.toBe(first.key);
      await under.store.remove(playback.key);
      expect((await readAll(under.store, first.key)).equals(content)).toBe(true);
    });

    test("the same content from many at once is stored once and can be read", async () => {
      const content = noise(3 * chunk, 99);
      const stored = await Promise.all(Array.from({ length: 8 }, () => put(under.store, content)));
      expect(new Set(stored.map(({ key }) => key)).size).toBe(1);
      expect((await readAll(under.store, stored[0]?.key ?? "")).equals(content)).toBe(true);
    });

    test("what was cut short is put again whole", async () => {
      const content = noise(chunk + 9, 55);
      const { key } = await put(under.store, content);
      await under.writeStored(key, (await under.readStored(key)).subarray(0, 100));
      await put(under.store, content);
      expect((await readAll(under.store, key)).equals(content)).toBe(true);
    });

    test("content over its limit is refused and leaves nothing", async () => {
      const put5 = () => under.store.put(inPieces([noise(6, 3)]), { kind: "sound", limitBytes: 5 });
      expect(await codeOf(put5)).toBe("storage.too-large");
      expect(await readdir(under.spoolFolder)).toEqual([]);
    });

    test("an error of the source comes through and leaves nothing", async () => {
      async function* breaking() {
        yield noise(2 * chunk, 5);
        throw new Error("the upload was cut");
      }
      const keys = await keysOf(under.store);
      await expect(under.store.put(breaking(), { kind: "sound", limitBytes })).rejects.toThrow("the upload was cut");
      expect(await readdir(under.spoolFolder)).toEqual([]);
      expect(await keysOf(under.store)).toEqual(keys);
    });

    test("lists in order, by kind and by the beginning of a key, with plain sizes", async () => {
      const { key } = await under.store.put(inPieces([noise(4321, 8)]), { kind: "playback", limitBytes });
      const all = await keysOf(under.store);
      expect(all).toEqual([...all].sort());
      expect(await keysOf(under.store, "playback/")).toEqual([key]);
      expect(await keysOf(under.store, key.slice(0, 12))).toEqual([key]);
      expect(await keysOf(under.store, key)).toEqual([key]);
      for await (const found of under.store.list("playback/")) expect(found.bytes).toBe(4321);
      expect(all.some((one) => one.startsWith("sound/"))).toBe(true);
    });

    test("what is removed is gone, and removing it again says so", async () => {
      const { key } = await put(under.store, noise(123, 44));
      expect(await under.store.remove(key)).toBe(true);
      expect(await under.store.remove(key)).toBe(false);
      expect(await under.store.stat(key)).toBeUndefined();
      expect(await codeOf(() => readAll(under.store, key))).toBe("storage.missing");
    });

    test("a reader that stops early leaves nothing open", async () => {
      const { key } = await put(under.store, noise(6 * chunk, 31));
      for (let time = 0; time < 60; time += 1) {
        for await (const piece of under.store.read(key)) if (piece.length > 0) break;
      }
      expect((await readAll(under.store, key, { fromByte: 0, toByte: 1 })).length).toBe(1);
    });

    test("a check passes and leaves nothing", async () => {
      const keys = await keysOf(under.store);
      await under.store.check();
      expect(await keysOf(under.store)).toEqual(keys);
      expect(await readdir(under.spoolFolder)).toEqual([]);
    });

    test("any bit that flips is found when the object is read, and never read past", async () => {
      const content = noise(2 * chunk + 777, 13);
      const { key } = await put(under.store, content);
      const good = await under.readStored(key);
      await fc.assert(
        fc.asyncProperty(fc.nat(good.length - 1), fc.nat(7), async (at, bit) => {
          const bad = Buffer.from(good);
          bad.writeUInt8((bad[at] ?? 0) ^ (1 << bit), at);
          await under.writeStored(key, bad);
          await expectRefusal(under, key, content);
        }),
        {
          numRuns: runs,
          examples: [
            [0, 0],
            [8, 1],
            [20, 7],
            [good.length - 1, 0],
          ],
        },
      );
    });

    test("a range of an encrypted object with a flipped bit is right or refused", async () => {
      if (!under.isSealed) return;
      const content = noise(3 * chunk + 5, 21);
      const { key } = await put(under.store, content);
      const good = await under.readStored(key);
      const place = fc.nat(content.length);
      await fc.assert(
        fc.asyncProperty(fc.nat(good.length - 1), place, place, async (at, one, other) => {
          const bad = Buffer.from(good);
          bad.writeUInt8((bad[at] ?? 0) ^ 1, at);
          await under.writeStored(key, bad);
          const range = { fromByte: Math.min(one, other), toByte: Math.max(one, other) };
          let given: Buffer | undefined;
          const code = await codeOf(async () => {
            given = await readAll(under.store, key, range);
          });
          if (code === undefined) expect(given?.equals(content.subarray(range.fromByte, range.toByte))).toBe(true);
          else expect(code).toBeOneOf(["storage.damaged", "storage.master-key-wrong"]);
        }),
        { numRuns: runs },
      );
      await under.writeStored(key, good);
    });

    test("content cut off, lengthened, swapped or reordered is found", async () => {
      const content = noise(3 * chunk, 14);
      const { key } = await put(under.store, content);
      const other = await put(under.store, noise(3 * chunk, 15));
      const good = await under.readStored(key);
      const head = good.length - 3 * (under.isSealed ? chunk + 16 : chunk);
      const size = (good.length - head) / 3;
      const part = (index: number) => good.subarray(head + index * size, head + (index + 1) * size);
      const start = good.subarray(0, head);
      const forgeries = [
        good.subarray(0, good.length - 1),
        good.subarray(0, good.length - size),
        good.subarray(0, head + 1),
        good.subarray(0, Math.max(head - 1, 1)),
        Buffer.concat([good, Buffer.from([0])]),
        Buffer.concat([good, part(2)]),
        Buffer.concat([start, part(1), part(0), part(2)]),
        Buffer.concat([start, part(0), part(2), part(1)]),
        Buffer.concat([start, part(0), part(0), part(2)]),
        await under.readStored(other.key),
      ];
      for (const forged of forgeries) {
        await under.writeStored(key, forged);
        await expectRefusal(under, key, content);
      }
    });

    test("leftovers of a process that died are swept by their age, and nothing else", async () => {
      const old = join(under.spoolFolder, `${"a".repeat(32)}.part`);
      const young = join(under.spoolFolder, `${"b".repeat(32)}.part`);
      const foreign = join(under.spoolFolder, "report.part");
      const { writeFile, rm } = await import("node:fs/promises");
      for (const path of [old, young, foreign]) await writeFile(path, "half");
      const hourAgo = new Date(under.nowMs() - 3_600_000);
      for (const path of [old, foreign]) await utimes(path, hourAgo, hourAgo);
      expect(await under.store.removeLeftovers(1_800_000)).toBe(1);
      expect((await readdir(under.spoolFolder)).sort()).toEqual([`${"b".repeat(32)}.part`, "report.part"]);
      for (const path of [young, foreign]) await rm(path);
    });
  });
}

/** Reading fails, and what it gave before it failed was right. A store without a vault only proves whole content. */
async function expectRefusal(under: StoreUnderTest, key: string, content: Buffer): Promise<void> {
  const got: Uint8Array[] = [];
  const code = await codeOf(async () => {
    for await (const piece of under.store.read(key)) got.push(piece);
  });
  expect(code).toBeOneOf(["storage.damaged", "storage.master-key-wrong"]);
  if (!under.isSealed) return;
  const given = Buffer.concat(got);
  expect(given.equals(content.subarray(0, given.length))).toBe(true);
}

export async function codeOf(step: () => Promise<unknown>): Promise<ErrorCode | undefined> {
  try {
    await step();
    return undefined;
  } catch (thrown) {
    if (thrown instanceof AppError) return thrown.code;
    throw thrown;
  }
}

/** Bytes that look random and are the same for the same seed. */
export function noise(bytes: number, seed: number): Buffer {
  const blocks = Array.from({ length: Math.ceil(bytes / 32) }, (_, index) =>
    createHash("sha256").update(`${seed}:${index}`).digest(),
  );
  return Buffer.concat(blocks).subarray(0, bytes);
}

export async function* inPieces(pieces: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* pieces;
}

export async function readAll(store: ObjectStore, key: string, range?: ByteRange): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  for await (const piece of store.read(key, range)) pieces.push(piece);
  return Buffer.concat(pieces);
}

export function put(store: ObjectStore, content: Uint8Array): Promise<StoredObject> {
  return store.put(inPieces([content]), { kind: "sound", limitBytes });
}

async function keysOf(store: ObjectStore, prefix?: string): Promise<string[]> {
  const keys: string[] = [];
  for await (const { key } of store.list(prefix)) keys.push(key);
  return keys;
}

function sha256(content: Uint8Array): string {
  return createHash("sha256").update(content).digest("hex");
}
