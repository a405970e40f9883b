import { randomBytes } from "node:crypto";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll } from "vitest";
import { openFolderShelf } from "./folder-shelf.ts";
import { createMasterKeyText, parseMasterKey } from "./master-key.ts";
import { objectStoreContract, type StoreUnderTest } from "./object-store.contract.ts";
import { openObjectStore } from "./open-object-store.ts";
import { openS3Shelf } from "./s3-shelf.ts";
import type { Shelf } from "./shelf.ts";
import { type S3Server, startS3Server } from "./testing/s3-server.ts";
import { openVault } from "./vault.ts";

const bucket = "recordings";
let server: S3Server;
beforeAll(async () => {
  server = await startS3Server(bucket);
});
afterAll(() => server.remove());

const vault = openVault(parseMasterKey(createMasterKeyText(randomBytes), "test"));

objectStoreContract("a folder", () => inFolder(false));
objectStoreContract("a folder, encrypted", () => inFolder(true));
objectStoreContract("a bucket", () => inBucket(false));
objectStoreContract("a bucket, encrypted", () => inBucket(true));

async function inFolder(isSealed: boolean): Promise<StoreUnderTest> {
  const folder = await mkdtemp(join(tmpdir(), "objects-"));
  const shelf = await openFolderShelf(folder);
  const fileOf = (key: string) => {
    const [kind = "", name = ""] = key.split("/");
    return join(folder, kind, name.slice(0, 2), name);
  };
  return underTest(shelf, isSealed, fileOf, () => rm(folder, { recursive: true }));
}

async function inBucket(isSealed: boolean): Promise<StoreUnderTest> {
  const spoolFolder = await mkdtemp(join(tmpdir(), "spool-"));
  const prefix = isSealed ? "sealed/deep" : "plain";
  const { endpoint, credentials } = server;
  const shelf = await openS3Shelf({
    endpoint,
    region: "us-east-1",
    bucket,
    prefix,
    pathStyle: true,
    credentials,
    spoolFolder,
    randomBytes,
  });
  const fileOf = (key: string) => server.fileOf(bucket, `${prefix}/${key}`);
  return underTest(shelf, isSealed, fileOf, () => rm(spoolFolder, { recursive: true }));
}

function underTest(
  shelf: Shelf,
  isSealed: boolean,
  fileOf: (key: string) => string,
  remove: () => Promise<void>,
): StoreUnderTest {
  const nowMs = Date.now;
  const store = openObjectStore({ shelf, nowMs, randomBytes, ...(isSealed ? { vault } : {}) });
  return {
    store,
    isSealed,
    nowMs,
    spoolFolder: shelf.spoolFolder,
    readStored: (key) => readFile(fileOf(key)),
    writeStored: (key, bytes) => writeFile(fileOf(key), bytes),
    remove: async () => {
      store.close();
      await remove();
    },
  };
}
