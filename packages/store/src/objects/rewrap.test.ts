import { randomBytes } from "node:crypto";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openFolderShelf } from "./folder-shelf.ts";
import { createMasterKeyText, type MasterKey, parseMasterKey } from "./master-key.ts";
import { codeOf, noise, put, readAll } from "./object-store.contract.ts";
import { openObjectStore } from "./open-object-store.ts";
import { rewrapObjects } from "./rewrap.ts";
import { openS3Shelf } from "./s3-shelf.ts";
import type { Shelf } from "./shelf.ts";
import { type S3Server, startS3Server } from "./testing/s3-server.ts";
import { openVault, sealBytes } from "./vault.ts";

const bucket = "rotated";
let server: S3Server;
let folder: string;
beforeAll(async () => {
  server = await startS3Server(bucket);
  folder = await mkdtemp(join(tmpdir(), "rewrap-"));
});
afterAll(async () => {
  await server.remove();
  await rm(folder, { recursive: true });
});

const newKey = () => parseMasterKey(createMasterKeyText(randomBytes), "test");
const storeOn = (shelf: Shelf, key?: MasterKey) =>
  openObjectStore({ shelf, nowMs: Date.now, randomBytes, ...(key === undefined ? {} : { vault: openVault(key) }) });

const onFolder = async () => ({
  shelf: await openFolderShelf(join(folder, "objects")),
  fileOf: (key: string) => join(folder, "objects", "sound", key.slice(6, 8), key.slice(6)),
});
const onS3 = async () => ({
  shelf: await openS3Shelf({
    endpoint: server.endpoint,
    region: "us-east-1",
    bucket,
    prefix: "",
    pathStyle: true,
    credentials: server.credentials,
    spoolFolder: join(folder, "spool"),
    randomBytes,
  }),
  fileOf: (key: string) => server.fileOf(bucket, key),
});

describe.each([
  ["a folder", onFolder],
  ["a bucket", onS3],
])("rotating the key of %s", (_, open) => {
  test("opens every object with the new key only, without encrypting content again", async () => {
    const { shelf, fileOf } = await open();
    const [oldKey, newer, foreign] = [newKey(), newKey(), newKey()];
    const contents = [0, 1, 65_536, 200_000].map((size) => noise(size, size));
    const stored = [];
    for (const content of contents) stored.push(await put(storeOn(shelf, oldKey), content));
    const plain = await put(storeOn(shelf), noise(50, 5));
    const lost = await put(storeOn(shelf, foreign), noise(60, 6));
    const broken = await put(storeOn(shelf, oldKey), noise(70, 7));
    const bytes = await readFile(fileOf(broken.key));
    bytes.writeUInt8(bytes.readUInt8(30) ^ 1, 30);
    await writeFile(fileOf(broken.key), bytes);
    const bodies = await Promise.all(stored.map(({ key }) => readFile(fileOf(key))));

    const first = await rewrapObjects(shelf, oldKey, newer, randomBytes);
    expect(first).toMatchObject({ rewrapped: contents.length, already: 0 });
    expect(Object.fromEntries(first.failed.map(({ key, error }) => [key, error.code]))).toEqual({
      [lost.key]: "storage.master-key-wrong",
      [broken.key]: "storage.damaged",
    });
    expect(await rewrapObjects(shelf, oldKey, newer, randomBytes)).toMatchObject({
      rewrapped: 0,
      already: contents.length,
    });

    for (const [index, { key }] of stored.entries()) {
      expect((await readAll(storeOn(shelf, newer), key)).equals(contents[index] as Buffer)).toBe(true);
      expect(await codeOf(() => readAll(storeOn(shelf, oldKey), key))).toBe("storage.master-key-wrong");
      const body = (await readFile(fileOf(key))).subarray(sealBytes);
      expect(body.equals((bodies[index] as Buffer).subarray(sealBytes))).toBe(true);
    }
    expect((await readAll(storeOn(shelf, newer), plain.key)).equals(noise(50, 5))).toBe(true);
    shelf.close();
  });
});

test("an object that is removed while the key is rotated doesn't come back", async () => {
  const shelf = await openFolderShelf(join(folder, "removing"));
  const oldKey = newKey();
  const { key } = await put(storeOn(shelf, oldKey), noise(100, 1));
  const removing: Shelf = {
    ...shelf,
    replaceHead: async (which, head) => {
      await shelf.remove(which);
      await shelf.replaceHead(which, head);
    },
  };
  expect(await rewrapObjects(removing, oldKey, newKey(), randomBytes)).toEqual({
    rewrapped: 0,
    already: 0,
    failed: [],
  });
  expect(await shelf.stat(key)).toBeUndefined();
});
