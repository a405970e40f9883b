import { spawn } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openFolderShelf } from "./folder-shelf.ts";
import { createMasterKeyText, parseMasterKey } from "./master-key.ts";
import { readAll } from "./object-store.contract.ts";
import { openObjectStore } from "./open-object-store.ts";
import { openVault } from "./vault.ts";

const kills = 12;
const here = pathToFileURL(`${import.meta.dirname}/`).href;

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "crash-"));
});
afterEach(() => rm(folder, { recursive: true }));

/** Puts one object after the other for ever, and says the key and SHA-256 of each once it is stored. */
const endlessPuts = (keyText: string) => `
  import { randomBytes } from "node:crypto";
  const { openFolderShelf } = await import("${here}folder-shelf.ts");
  const { openObjectStore } = await import("${here}open-object-store.ts");
  const { openVault } = await import("${here}vault.ts");
  const { parseMasterKey } = await import("${here}master-key.ts");
  const shelf = await openFolderShelf(${JSON.stringify(folder)});
  const vault = ${keyText === "" ? "undefined" : `openVault(parseMasterKey("${keyText}", "test"))`};
  const store = openObjectStore({ shelf, nowMs: Date.now, randomBytes, ...(vault ? { vault } : {}) });
  async function* content() { for (let piece = 0; piece < 12; piece += 1) yield randomBytes(50_000); }
  for (;;) {
    const { key, sha256 } = await store.put(content(), { kind: "sound", limitBytes: 1e6 });
    process.stdout.write(key + " " + sha256 + "\\n");
  }`;

test.each(["as it is", "encrypted"])("a process killed while it stores, %s, leaves whole objects only", async (how) => {
  const keyText = how === "encrypted" ? createMasterKeyText(randomBytes) : "";
  const said = new Map<string, string>();
  for (let time = 0; time < kills / 2; time += 1) {
    for (const [key, sha256] of await killedAfter(endlessPuts(keyText), 1 + time, (time * 7) % 11))
      said.set(key, sha256);
  }
  const vault = keyText === "" ? undefined : openVault(parseMasterKey(keyText, "test"));
  const shelf = await openFolderShelf(folder);
  const store = openObjectStore({ shelf, nowMs: () => Date.now() + 1000, randomBytes, ...(vault ? { vault } : {}) });

  expect(said.size).toBeGreaterThanOrEqual(kills / 2);
  for (const [key, sha256] of said) {
    expect(
      createHash("sha256")
        .update(await readAll(store, key))
        .digest("hex"),
    ).toBe(sha256);
  }
  for await (const { key, bytes } of store.list()) {
    expect(bytes).toBe(600_000);
    expect((await readAll(store, key)).length).toBe(600_000);
  }
  const leftovers = await readdir(shelf.spoolFolder);
  expect(await store.removeLeftovers(3_600_000)).toBe(0);
  expect(await store.removeLeftovers(0)).toBe(leftovers.length);
  expect(await readdir(shelf.spoolFolder)).toEqual([]);
});

/** Runs the program until it has said that many keys and that many milliseconds more have passed, then kills it. */
function killedAfter(program: string, keys: number, moreMs: number): Promise<(readonly [string, string])[]> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ["--input-type=module", "--eval", program], {
      stdio: ["ignore", "pipe", "pipe"],
    });
    let said = "";
    let complaint = "";
    child.stderr.on("data", (piece: Buffer) => {
      complaint += piece.toString();
    });
    child.stdout.on("data", (piece: Buffer) => {
      said += piece.toString();
      if (said.split("\n").length > keys) setTimeout(() => child.kill("SIGKILL"), moreMs);
    });
    child.once("close", (_, signal) => {
      if (signal !== "SIGKILL") reject(new Error(complaint));
      const lines = said.split("\n").slice(0, -1);
      resolve(lines.map((line) => line.split(" ") as unknown as readonly [string, string]));
    });
  });
}
