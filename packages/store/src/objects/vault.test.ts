import { createHash, randomBytes } from "node:crypto";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inspect } from "node:util";
import { AppError } from "@tingheng/domain";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { checkMasterKey } from "./check-master-key.ts";
import { openFolderShelf } from "./folder-shelf.ts";
import { createMasterKeyText, keyFingerprint, type MasterKey, parseMasterKey, readMasterKey } from "./master-key.ts";
import { codeOf, noise, put, readAll } from "./object-store.contract.ts";
import { openObjectStore } from "./open-object-store.ts";
import { chunkBytes, sealedChunkBytes } from "./sealed-content.ts";
import { openVault, sealBytes } from "./vault.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "vault-"));
});
afterEach(() => rm(folder, { recursive: true }));

const newKey = () => parseMasterKey(createMasterKeyText(randomBytes), "test");
const open = async (masterKey?: MasterKey, formerKeys: MasterKey[] = []) =>
  openObjectStore({
    shelf: await openFolderShelf(join(folder, "objects")),
    nowMs: Date.now,
    randomBytes,
    ...(masterKey === undefined ? {} : { vault: openVault(masterKey, formerKeys) }),
  });

describe("the master key", () => {
  const bytes = createHash("sha256").update("a key").digest();

  test("is the same as hex, base64, base64url and from a file with a line end", async () => {
    const path = join(folder, "key");
    await writeFile(path, `${bytes.toString("base64")}\n`);
    const keys = [
      parseMasterKey(bytes.toString("hex"), "test"),
      parseMasterKey(bytes.toString("hex").toUpperCase(), "test"),
      parseMasterKey(bytes.toString("base64"), "test"),
      parseMasterKey(` ${bytes.toString("base64url")} `, "test"),
      await readMasterKey(path),
    ];
    expect(new Set(keys.map(keyFingerprint)).size).toBe(1);
  });

  test("of another length or shape is refused without being repeated", () => {
    const wrong = [
      "",
      "password",
      bytes.toString("hex").slice(1),
      `${bytes.toString("hex")}0`,
      `${bytes.toString("base64")}A`,
      bytes.subarray(1).toString("base64"),
      "0".repeat(64),
      "AB".repeat(32),
    ];
    for (const text of wrong) {
      const refused = errorOf(() => parseMasterKey(text, "TINGHENG_KEY"));
      expect(refused.code).toBe("storage.master-key-malformed");
      if (text !== "") expect(`${refused.message}${refused.say("zh")}`).not.toContain(text);
    }
  });

  test("from a file that is not there or much too long is refused", async () => {
    expect(await codeOf(() => readMasterKey(join(folder, "none")))).toBe("input.not-found");
    await writeFile(join(folder, "long"), "a".repeat(10_000));
    expect(await codeOf(() => readMasterKey(join(folder, "long")))).toBe("storage.master-key-malformed");
  });

  test("doesn't show in logs", () => {
    expect(inspect(parseMasterKey(bytes.toString("hex"), "test"))).not.toContain(bytes.toString("hex").slice(0, 8));
    expect(JSON.stringify(parseMasterKey(bytes.toString("hex"), "test"))).toBe("{}");
  });
});

describe("an encrypted store", () => {
  test("shows neither words nor their SHA-256, in names or content", async () => {
    const store = await open(newKey());
    const words = Buffer.from("您好,这里是客服中心".repeat(20_000));
    const { key, sha256 } = await store.put(oneOf(words), { kind: "sound", limitBytes: words.length });
    expect(key).not.toContain(sha256);
    const files = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
    expect(files).toHaveLength(1);
    for (const { parentPath, name } of files) {
      expect(name).not.toContain(sha256);
      const lies = await readFile(join(parentPath, name));
      expect(lies.includes("客服中心")).toBe(false);
      expect(lies.includes(Buffer.from(sha256, "hex"))).toBe(false);
      expect(lies.includes(sha256)).toBe(false);
    }
  });

  test("keeps nothing readable on the disk while content is coming in", async () => {
    const store = await open(newKey());
    let seen = Buffer.alloc(0);
    async function* slowly() {
      for (let piece = 0; piece < 100; piece += 1) yield Buffer.from("客服中心".repeat(1000));
      const incoming = join(folder, "objects", ".incoming");
      const [name = ""] = await readdir(incoming);
      seen = await readFile(join(incoming, name));
      yield Buffer.from("end");
    }
    await store.put(slowly(), { kind: "sound", limitBytes: 2_000_000 });
    expect(seen.length).toBeGreaterThan(300_000);
    expect(seen.includes("客服")).toBe(false);
  });

  test("with another key says so by both fingerprints, and gives nothing", async () => {
    const [right, wrong] = [newKey(), newKey()];
    const { key } = await put(await open(right), noise(100, 1));
    const store = await open(wrong);
    const refused = await errorFrom(() => readAll(store, key));
    expect(refused.code).toBe("storage.master-key-wrong");
    for (const language of ["zh", "en"] as const) {
      expect(refused.say(language)).toContain(keyFingerprint(right));
      expect(refused.say(language)).toContain(keyFingerprint(wrong));
    }
  });

  test("without a key says which key it was", async () => {
    const right = newKey();
    const { key } = await put(await open(right), noise(100, 1));
    const store = await open();
    const refused = await errorFrom(() => readAll(store, key));
    expect(refused.code).toBe("storage.master-key-missing");
    expect(refused.say("en")).toContain(keyFingerprint(right));
    expect(await store.stat(key)).toMatchObject({ bytes: 100 });
    expect(await store.remove(key)).toBe(true);
  });

  test("still reads what was stored before there was a key, and encrypts what comes again", async () => {
    const content = noise(70_000, 2);
    const before = await put(await open(), content);
    const store = await open(newKey());
    expect((await readAll(store, before.key)).equals(content)).toBe(true);
    const after = await put(store, content);
    expect(after.key).toMatch(/\.sealed$/);
    expect((await readAll(store, after.key)).equals(content)).toBe(true);
  });

  test("names the same content differently under each key, and the same under one", async () => {
    const [one, two] = [newKey(), newKey()];
    const keys = [await put(await open(one), noise(9, 1)), await put(await open(two), noise(9, 1))];
    expect(keys[0]?.key).not.toBe(keys[1]?.key);
    expect(await put(await open(one), noise(9, 1))).toEqual(keys[0]);
  });

  test("during a rotation reads with the former key and stores nothing a second time", async () => {
    const [former, current] = [newKey(), newKey()];
    const stored = await put(await open(former), noise(5000, 3));
    const store = await open(current, [former]);
    expect((await readAll(store, stored.key)).equals(noise(5000, 3))).toBe(true);
    expect(await put(store, noise(5000, 3))).toEqual(stored);
    const fresh = await put(store, noise(5000, 4));
    expect((await readAll(await open(current), fresh.key)).equals(noise(5000, 4))).toBe(true);
  });

  test("never encrypts two chunks, or the same content twice, to the same bytes", async () => {
    const silence = Buffer.alloc(4 * chunkBytes);
    const seen = new Set<string>();
    for (let time = 0; time < 2; time += 1) {
      const store = await open(newKey());
      const { key } = await store.put(oneOf(silence), { kind: "sound", limitBytes: silence.length });
      const body = (await readFile(join(folder, "objects", "sound", key.slice(6, 8), key.slice(6)))).subarray(
        sealBytes,
      );
      for (let at = 0; at < body.length; at += sealedChunkBytes) seen.add(body.toString("hex", at, at + chunkBytes));
    }
    expect(seen.size).toBe(8);
  });

  test("is known at start by its key, among plain and damaged objects too", async () => {
    const [right, wrong] = [newKey(), newKey()];
    const shelf = await openFolderShelf(join(folder, "objects"));
    await checkMasterKey(shelf, openVault(right));
    await put(await open(), noise(50, 1));
    await checkMasterKey(shelf);
    const broken = await put(await open(right), noise(50, 2));
    await writeFile(join(folder, "objects", "sound", broken.key.slice(6, 8), broken.key.slice(6)), "broken");
    await checkMasterKey(shelf, openVault(wrong));
    for (let index = 0; index < 20; index += 1) await put(await open(right), noise(50, 10 + index));
    await checkMasterKey(shelf, openVault(right));
    await checkMasterKey(shelf, openVault(wrong, [right]));
    expect(await codeOf(() => checkMasterKey(shelf, openVault(wrong)))).toBe("storage.master-key-wrong");
    expect(await codeOf(() => checkMasterKey(shelf))).toBe("storage.master-key-missing");
  });

  test("an object moved to the name of another is found out", async () => {
    const store = await open(newKey());
    const [one, two] = [await put(store, noise(100, 1)), await put(store, noise(100, 2))];
    const fileOf = (key: string) => join(folder, "objects", "sound", key.slice(6, 8), key.slice(6));
    await writeFile(fileOf(one.key), await readFile(fileOf(two.key)));
    expect(await codeOf(() => readAll(store, one.key))).toBe("storage.damaged");
  });
});

async function* oneOf(bytes: Uint8Array) {
  yield bytes;
}

function errorOf(step: () => unknown): AppError {
  try {
    step();
  } catch (thrown) {
    if (thrown instanceof AppError) return thrown;
  }
  throw new Error("an AppError was expected");
}

async function errorFrom(step: () => Promise<unknown>): Promise<AppError> {
  const outcome = await step().then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (outcome instanceof AppError) return outcome;
  throw new Error("an AppError was expected");
}
