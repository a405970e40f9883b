import { spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chmod, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openFolderShelf } from "./folder-shelf.ts";
import { codeOf, noise, put, readAll } from "./object-store.contract.ts";
import { openObjectStore } from "./open-object-store.ts";

const here = pathToFileURL(`${import.meta.dirname}/`).href;
const nobody = 65_534;

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "disk-"));
  await chmod(folder, 0o755);
});
afterEach(() => rm(folder, { recursive: true }));

const storeIn = async (path: string) =>
  openObjectStore({ shelf: await openFolderShelf(path), nowMs: Date.now, randomBytes });

test("when no more can be written, the error says so and nothing is left", () => {
  const program = `
    import { randomBytes } from "node:crypto";
    import { readdirSync } from "node:fs";
    const { openFolderShelf } = await import("${here}folder-shelf.ts");
    const { openObjectStore } = await import("${here}open-object-store.ts");
    const shelf = await openFolderShelf(${JSON.stringify(folder)});
    const store = openObjectStore({ shelf, nowMs: Date.now, randomBytes });
    async function* content() { for (;;) yield randomBytes(50_000); }
    const code = await store.put(content(), { kind: "sound", limitBytes: 1e9 }).catch((error) => error.code);
    const all = await Array.fromAsync(store.list());
    process.stdout.write(JSON.stringify({ code, all, left: readdirSync(shelf.spoolFolder) }));`;
  // A process may be given a largest size of file: beyond it a write fails as on a full disk.
  const limited = ["-c", 'ulimit -f 400 && exec "$0" "$@"', process.execPath, "--input-type=module", "--eval", program];
  const { stdout, stderr } = spawnSync("sh", limited, { encoding: "utf8" });
  expect(stdout === "" ? stderr : JSON.parse(stdout)).toEqual({ code: "storage.disk-full", all: [], left: [] });
});

test("in a folder that can't be written, reading goes on and writing says why", async () => {
  const path = join(folder, "objects");
  const store = await storeIn(path);
  const content = noise(100, 1);
  const { key } = await put(store, content);
  const folders = [...(await readdir(path, { recursive: true, withFileTypes: true }))]
    .filter((entry) => entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name));
  for (const one of [path, ...folders]) await chmod(one, 0o555);
  await chmod(join(path, "sound", key.slice(6, 8), key.slice(6)), 0o444);
  await asNobody(async () => {
    expect(await codeOf(() => put(store, noise(100, 2)))).toBe("storage.read-only");
    expect(await codeOf(() => store.check())).toBe("storage.read-only");
    expect(await codeOf(() => store.remove(key))).toBe("storage.read-only");
    expect(await codeOf(() => storeIn(join(path, "deeper")))).toBe("storage.read-only");
    expect((await readAll(store, key)).equals(content)).toBe(true);
  });
  for (const one of [path, ...folders]) await chmod(one, 0o755);
});

test("where a file lies in the place of the folder, the error names it", async () => {
  await writeFile(join(folder, "file"), "");
  expect(await codeOf(() => storeIn(join(folder, "file")))).toBe("storage.unavailable");
});

/** Root may write everywhere: for a moment the process is somebody else. */
async function asNobody(step: () => Promise<void>): Promise<void> {
  if (process.geteuid?.() !== 0) return step();
  process.seteuid?.(nobody);
  try {
    await step();
  } finally {
    process.seteuid?.(0);
  }
}
