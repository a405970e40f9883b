import { randomBytes } from "node:crypto";
import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { type AddressInfo, connect, createServer as createTcpServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { objectKey } from "./object-key.ts";
import { codeOf, inPieces, noise, put, readAll } from "./object-store.contract.ts";
import { openObjectStore } from "./open-object-store.ts";
import { openS3Shelf, type S3Settings } from "./s3-shelf.ts";
import { type S3Server, startS3Server } from "./testing/s3-server.ts";

const bucket = "recordings";
let server: S3Server;
let spoolFolder: string;
const open: { close(): void }[] = [];
beforeAll(async () => {
  server = await startS3Server(bucket);
});
afterAll(() => server.remove());
beforeEach(async () => {
  spoolFolder = await mkdtemp(join(tmpdir(), "spool-"));
});
afterEach(async () => {
  for (const one of open.splice(0)) one.close();
  await rm(spoolFolder, { recursive: true });
});

function shelfWith(settings: Partial<S3Settings> = {}) {
  return openS3Shelf({
    endpoint: server.endpoint,
    region: "us-east-1",
    bucket,
    prefix: "calls/2026",
    pathStyle: true,
    credentials: server.credentials,
    spoolFolder,
    randomBytes,
    ...settings,
  });
}

async function storeWith(settings: Partial<S3Settings> = {}) {
  const shelf = await shelfWith(settings);
  const store = openObjectStore({ shelf, nowMs: Date.now, randomBytes });
  open.push(store);
  return store;
}

test("content too large to be held in memory is streamed into the bucket and back", async () => {
  const store = await storeWith();
  const part = noise(1_000_003, 1);
  const content = Buffer.concat(Array.from({ length: 12 }, () => part));
  const { key } = await store.put(inPieces([content]), { kind: "sound", limitBytes: content.length });
  expect((await readAll(store, key)).equals(content)).toBe(true);
  expect(
    (await readAll(store, key, { fromByte: 9_000_000, toByte: 9_000_009 })).equals(content.subarray(9e6, 9e6 + 9)),
  ).toBe(true);
  expect(await readdir(spoolFolder)).toEqual([]);
});

test("lists more objects than one answer of the server holds, and only those under its prefix", async () => {
  const [store, beside] = [await storeWith({ prefix: "many" }), await storeWith({ prefix: "many-more/" })];
  const wanted = 1005;
  for (let from = 0; from < wanted; from += 50) {
    const batch = Array.from({ length: Math.min(50, wanted - from) }, (_, index) =>
      put(store, Buffer.from(`${from + index}`)),
    );
    await Promise.all(batch);
  }
  await put(beside, Buffer.from("beside"));
  const keys: string[] = [];
  for await (const { key } of store.list("sound/")) keys.push(key);
  expect(new Set(keys).size).toBe(wanted);
  expect(keys).toEqual([...keys].sort());
});

test("a prefix that climbs is refused", async () => {
  for (const prefix of ["..", "a/../b", "a/./b", "a b", "a\\b", "%2e%2e"]) {
    expect(await codeOf(() => storeWith({ prefix }))).toBe("usage");
  }
});

test("wrong credentials, another bucket and a server that isn't there are told apart from missing objects", async () => {
  const { key } = await put(await storeWith(), noise(100, 1));
  const { accessKeyId } = server.credentials;
  const unknown = await storeWith({ credentials: { accessKeyId, secretAccessKey: "another" } });
  const stores = [unknown, await storeWith({ bucket: "another" }), await storeWith({ endpoint: "http://127.0.0.1:1" })];
  for (const store of stores) {
    expect(await codeOf(() => store.check())).toBe("storage.unavailable");
    expect(await codeOf(() => put(store, noise(100, 2)))).toBe("storage.unavailable");
    expect(await readdir(spoolFolder)).toEqual([]);
  }
  expect(await codeOf(() => readAll(unknown, key))).toBe("storage.unavailable");
});

test("a folder for what is on its way that can't be made is told", async () => {
  const store = await storeWith({ spoolFolder: "/dev/null/spool" });
  expect(await codeOf(() => put(store, noise(10, 1)))).toBe("storage.unavailable");
});

test("a connection that is cut while an object is read is an error, and what was given was right", async () => {
  const content = noise(3_000_000, 5);
  const { key } = await (await storeWith()).put(inPieces([content]), { kind: "sound", limitBytes: content.length });
  const cutting = await cuttingProxy(server.endpoint, 1_000_000);
  const store = await storeWith({ endpoint: cutting.endpoint });
  const got: Uint8Array[] = [];
  const code = await codeOf(async () => {
    for await (const piece of store.read(key)) got.push(piece);
  });
  expect(code).toBe("storage.unavailable");
  const given = Buffer.concat(got);
  expect(given.equals(content.subarray(0, given.length))).toBe(true);
  await cutting.close();
});

test("an object that is replaced while it is read gives no mixture", async () => {
  const shelf = await shelfWith();
  open.push(shelf);
  const store = openObjectStore({ shelf, nowMs: Date.now, randomBytes });
  const { key } = await put(store, noise(100_000, 6));
  const opened = await shelf.open(key, 10);
  expect(opened.head.equals(noise(100_000, 6).subarray(0, 10))).toBe(true);
  await shelf.replaceHead(key, noise(10, 7));
  const reading = async () => {
    for await (const piece of opened.read(0, 100_000)) expect.unreachable(`${piece.length} bytes`);
  };
  expect(await codeOf(reading)).toBe("storage.unavailable");
});

test("a trial object of a check that died is swept with the other leftovers", async () => {
  const shelf = await shelfWith({ prefix: "trial" });
  const path = join(spoolFolder, "trial");
  await writeFile(path, "half a check");
  await shelf.place(objectKey("check", "ab".repeat(32), false), { path, bytes: 12 });
  const later = openObjectStore({ shelf, nowMs: () => Date.now() + 60_000, randomBytes });
  open.push(later);
  for await (const { key } of later.list()) expect.unreachable(key);
  expect(await later.removeLeftovers(3_600_000)).toBe(0);
  expect(await later.removeLeftovers(1000)).toBe(1);
  expect(await later.removeLeftovers(1000)).toBe(0);
});

test("a server that is full says so", async () => {
  const full = createServer((request, response) => {
    request.resume();
    if (request.method === "HEAD") response.writeHead(404).end();
    else response.writeHead(507).end("<Error><Code>XMinioStorageFull</Code><Message>full</Message></Error>");
  });
  await new Promise<void>((resolve) => full.listen(0, "127.0.0.1", resolve));
  const store = await storeWith({ endpoint: `http://127.0.0.1:${(full.address() as AddressInfo).port}` });
  expect(await codeOf(() => put(store, noise(10, 1)))).toBe("storage.disk-full");
  full.closeAllConnections();
  full.close();
});

test("a server that was killed is told, and nothing is left on the way to it", async () => {
  const mortal = await startS3Server(bucket);
  const store = await storeWith({ endpoint: mortal.endpoint });
  await put(store, noise(10, 1));
  await mortal.kill();
  expect(await codeOf(() => put(store, noise(10, 2)))).toBe("storage.unavailable");
  expect(await codeOf(() => store.check())).toBe("storage.unavailable");
  expect(await readdir(spoolFolder)).toEqual([]);
  await mortal.remove();
});

/** Passes everything through, and cuts each connection after that many bytes of answer. */
async function cuttingProxy(endpoint: string, afterBytes: number) {
  const { hostname, port } = new URL(endpoint);
  const proxy: Server = createTcpServer((client) => {
    const upstream = connect(Number(port), hostname);
    let passed = 0;
    client.pipe(upstream);
    upstream.on("data", (piece) => {
      passed += piece.length;
      if (passed < afterBytes) return client.write(piece);
      upstream.destroy();
      return client.destroy();
    });
    for (const socket of [client, upstream]) socket.on("error", () => undefined);
    upstream.on("end", () => client.end());
    client.on("close", () => upstream.destroy());
  });
  await new Promise<void>((resolve) => proxy.listen(0, "127.0.0.1", resolve));
  return {
    endpoint: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`,
    close: () => new Promise<void>((resolve) => proxy.close(() => resolve())),
  };
}
