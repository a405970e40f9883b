import { randomBytes } from "node:crypto";
import { mkdir, mkdtemp, readdir, readFile, rename, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openFolderShelf } from "./folder-shelf.ts";
import { codeOf, noise, put, readAll } from "./object-store.contract.ts";
import type { ObjectStore } from "./object-store.ts";
import { openObjectStore } from "./open-object-store.ts";
import { hostileKeys, tryKey } from "./testing/hostile-keys.contract.ts";

const secret = "not for anybody";
let around: string;
let root: string;
let store: ObjectStore;

beforeEach(async () => {
  around = await mkdtemp(join(tmpdir(), "hostile-"));
  root = join(around, "objects");
  await mkdir(join(around, "outside"));
  await writeFile(join(around, "secret.txt"), secret);
  await writeFile(join(around, "outside", "secret.txt"), secret);
  store = openObjectStore({ shelf: await openFolderShelf(root), nowMs: Date.now, randomBytes });
});
afterEach(() => rm(around, { recursive: true }));

const fileOf = (key: string) => {
  const [kind = "", name = ""] = key.split("/");
  return join(root, kind, name.slice(0, 2), name);
};
const secrets = () =>
  Promise.all(["secret.txt", "outside/secret.txt"].map((name) => readFile(join(around, name), "utf8")));

describe("names that are no keys", () => {
  test("there are 300 of them at least, each only once", () => {
    expect(hostileKeys.length).toBeGreaterThanOrEqual(300);
    expect(new Set(hostileKeys).size).toBe(hostileKeys.length);
  });

  test("each is refused by everything that takes a key, and nothing outside is touched", async () => {
    await put(store, noise(100, 1));
    const before = await readdir(around, { recursive: true });
    for (const key of hostileKeys) expect(await tryKey(store, key), JSON.stringify(key.slice(0, 80))).toBeUndefined();
    expect(await readdir(around, { recursive: true })).toEqual(before);
    expect(await secrets()).toEqual([secret, secret]);
  });

  test("as a prefix they list nothing but what is in the store", async () => {
    const { key } = await put(store, noise(100, 1));
    for (const prefix of hostileKeys) {
      const listed: string[] = [];
      const code = await codeOf(async () => {
        for await (const found of store.list(prefix)) listed.push(found.key);
      });
      if (code === undefined) expect(listed.every((one) => one === key)).toBe(true);
      else expect(code).toBe("storage.key-invalid");
    }
  });

  test("what is not even text is refused", async () => {
    for (const key of [undefined, null, 7, {}, ["sound/"], Symbol.iterator]) {
      expect(await codeOf(() => store.stat(key as string))).toBe("storage.key-invalid");
    }
  });
});

describe("links inside the store's folder", () => {
  const everyUse = async (key: string) => [
    await codeOf(() => store.stat(key)),
    await codeOf(() => readAll(store, key)),
    await codeOf(() => readAll(store, key, { fromByte: 0, toByte: 4 })),
  ];

  test("a link in the place of an object is not followed", async () => {
    const { key } = await put(store, noise(100, 1));
    await rm(fileOf(key));
    await symlink(join(around, "secret.txt"), fileOf(key));
    expect(await everyUse(key)).toEqual(Array(3).fill("storage.outside"));
    expect(await store.remove(key)).toBe(true);
    expect(await secrets()).toEqual([secret, secret]);
  });

  test("a link in the place of a folder is not followed, for reading, writing, listing or removing", async () => {
    const content = noise(100, 1);
    const { key } = await put(store, content);
    for (const folder of [dirname(fileOf(key)), dirname(dirname(fileOf(key)))]) {
      const elsewhere = join(around, "elsewhere");
      await rename(folder, elsewhere);
      await symlink(elsewhere, folder);
      expect(await everyUse(key)).toEqual(Array(3).fill("storage.outside"));
      expect(await codeOf(() => put(store, content))).toBe("storage.outside");
      expect(await codeOf(() => store.remove(key))).toBe("storage.outside");
      for await (const found of store.list()) expect.unreachable(found.key);
      await rm(folder);
      await rename(elsewhere, folder);
    }
    expect((await readAll(store, key)).equals(content)).toBe(true);
  });

  test("a link in the place of the folder for incoming files is refused when the store is opened", async () => {
    await rm(join(root, ".incoming"), { recursive: true });
    await symlink(join(around, "outside"), join(root, ".incoming"));
    expect(await codeOf(() => openFolderShelf(root))).toBe("storage.outside");
  });

  test("a folder in the place of an object is refused", async () => {
    const { key } = await put(store, noise(100, 1));
    await rm(fileOf(key));
    await mkdir(fileOf(key));
    expect(await everyUse(key)).toEqual(Array(3).fill("storage.outside"));
  });

  test("the store's folder itself may be reached through a link", async () => {
    const { key } = await put(store, noise(100, 1));
    await symlink(root, join(around, "link"));
    const linked = openObjectStore({
      shelf: await openFolderShelf(join(around, "link")),
      nowMs: Date.now,
      randomBytes,
    });
    expect((await readAll(linked, key)).equals(noise(100, 1))).toBe(true);
  });
});
