import { mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { usualRules, type WatchCursor, type WatchRules } from "./watched-files.ts";
import { scanFolder, type WatchRound } from "./watched-folder.ts";
import { scanPrefix } from "./watched-prefix.ts";

const rules: WatchRules = { ...usualRules, stableMs: 10_000 };
const start = Date.now();
let root = "";
let cursor: WatchCursor = new Map();

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "tingheng-watch-"));
  cursor = new Map();
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

/** Looks `afterMs` after the start, with the cursor kept as JSON between rounds. */
async function look(afterMs: number, given = rules): Promise<string[]> {
  return (await round(afterMs, given)).ready.map((file) => file.path);
}

async function round(afterMs: number, given = rules): Promise<WatchRound> {
  const result = await scanFolder(root, cursor, given, start + afterMs);
  cursor = new Map(JSON.parse(JSON.stringify([...result.cursor])));
  return result;
}

/** A file that was last changed that long ago. */
function put(path: string, content = "sound", ageMs = 3_600_000): void {
  mkdirSync(join(root, path, ".."), { recursive: true });
  writeFileSync(join(root, path), content);
  const at = (start - ageMs) / 1000;
  utimesSync(join(root, path), at, at);
}

describe("a watched folder", () => {
  it("gives out a file once, when it has kept still", async () => {
    put("2026/03/02/a.wav");
    put("b.wav");
    expect(await look(0)).toEqual([]);
    expect(await look(9_000)).toEqual([]);
    expect((await look(10_000)).toSorted()).toEqual(["2026/03/02/a.wav", "b.wav"]);
    expect(await look(20_000)).toEqual([]);
    expect(await look(10_000_000)).toEqual([]);
  });

  it("waits while a file grows, however old it looks", async () => {
    put("a.wav", "1");
    await look(0);
    put("a.wav", "12");
    expect(await look(10_000)).toEqual([]);
    put("a.wav", "123");
    expect(await look(20_000)).toEqual([]);
    expect(await look(29_000)).toEqual([]);
    expect(await look(30_000)).toEqual(["a.wav"]);
  });

  it("gives out a changed file again, a log that grows for instance", async () => {
    put("queue_log", "one", 0);
    await look(0);
    expect(await look(10_000)).toEqual(["queue_log"]);
    put("queue_log", "one two", 0);
    expect(await look(20_000)).toEqual([]);
    expect(await look(30_000)).toEqual(["queue_log"]);
  });

  it("finds a change of an old file at the next sweep", async () => {
    put("2026/Master.csv", "one", 3 * 3_600_000);
    await look(0);
    await look(10_000);
    put("2026/Master.csv", "one two", 2 * 3_600_000);
    expect(await look(20_000)).toEqual([]);
    await look(rules.sweepMs);
    expect(await look(rules.sweepMs + 10_000)).toEqual(["2026/Master.csv"]);
  });

  it("passes over temporary names and takes the final one", async () => {
    const named: WatchRules = { ...rules, readyBy: "named" };
    for (const name of [".a.wav.x1", "b.wav.part", "c.tmp", "~d.wav", "e.wav.filepart"]) put(name);
    expect(await look(0, named)).toEqual([]);
    renameSync(join(root, "b.wav.part"), join(root, "b.wav"));
    expect(await look(1_000, named)).toEqual(["b.wav"]);
  });

  it("waits for the marker, and is quicker with one", async () => {
    const marked: WatchRules = { ...rules, readyBy: "marker" };
    put("a.wav");
    put("b.wav");
    expect(await look(0, marked)).toEqual([]);
    expect(await look(60_000, marked)).toEqual([]);
    put("a.wav.done", "");
    expect(await look(61_000, marked)).toEqual(["a.wav"]);
    put("b.done", "");
    expect(await look(62_000, marked)).toEqual(["b.wav"]);
    put("c.wav");
    put("c.wav.done", "");
    expect(await look(63_000, rules)).toEqual(["c.wav"]);
  });

  it("never follows links, and loses no folder that can't be read for a while", async () => {
    put("day/a.wav");
    symlinkSync("/etc", join(root, "etc"));
    symlinkSync("/etc/passwd", join(root, "p.wav"));
    await look(0);
    expect(await look(10_000)).toEqual(["day/a.wav"]);
    renameSync(root, `${root}-away`);
    const gone = await round(20_000);
    expect([gone.ready, gone.problems.map((problem) => problem.code)]).toEqual([[], ["input.unreadable"]]);
    mkdirSync(root);
    expect((await round(30_000)).problems).toEqual([]);
    rmSync(root, { recursive: true });
    renameSync(`${root}-away`, root);
    expect(await look(40_000)).toEqual([]);
    expect(await look(60_000)).toEqual([]);
  });

  it("forgets what was taken away, and takes it as new when it is back", async () => {
    put("day/a.wav");
    put("day/b.wav");
    await look(0);
    expect(await look(10_000)).toHaveLength(2);
    rmSync(join(root, "day/a.wav"));
    await look(20_000);
    put("day/a.wav");
    await look(30_000);
    expect(await look(40_000)).toEqual(["day/a.wav"]);
  });

  it("does not look at old files again, nor list folders that have not changed", async () => {
    for (let at = 0; at < 600; at++) put(`2026/03/${String(1 + (at % 3)).padStart(2, "0")}/${at}.wav`);
    const later = 3_600_000;
    await round(later);
    expect((await round(later + 10_000)).ready).toHaveLength(600);
    const still = await round(later + 20_000);
    expect([still.looked.files, still.changedFolders]).toEqual([0, []]);
    put("2026/03/03/new.wav");
    const fresh = await round(later + 30_000);
    expect([fresh.looked.files, fresh.changedFolders]).toEqual([1, ["2026/03/03"]]);
    expect((await round(later + 40_000)).ready.map((file) => file.path)).toEqual(["2026/03/03/new.wav"]);
  });
});

describe("a watched prefix", () => {
  const objects = new Map<string, { sizeBytes: number; modifiedMs: number }>();
  async function* list(prefix: string) {
    for (const [key, object] of objects) if (key.startsWith(prefix)) yield { key, ...object };
  }
  const broken = () => ({
    [Symbol.asyncIterator]: () => ({ next: () => Promise.reject(new Error("503 Slow Down")) }),
  });

  it("gives out each object once, and again when it changes", async () => {
    objects.set("calls/2026/a.wav", { sizeBytes: 3, modifiedMs: 1 });
    objects.set("calls/2026/", { sizeBytes: 0, modifiedMs: 1 });
    objects.set("other/b.wav", { sizeBytes: 3, modifiedMs: 1 });
    const first = await scanPrefix(list, "calls/", new Map(), rules, start);
    expect(first.ready).toEqual([{ path: "calls/2026/a.wav", sizeBytes: 3, modifiedMs: 1 }]);
    const second = await scanPrefix(list, "calls/", first.cursor, rules, start + 1_000);
    expect(second.ready).toEqual([]);
    const failed = await scanPrefix(broken, "calls/", second.cursor, rules, start + 2_000);
    expect([failed.ready, failed.problems.length, failed.cursor]).toEqual([[], 1, second.cursor]);
    objects.set("calls/2026/a.wav", { sizeBytes: 4, modifiedMs: 2 });
    expect((await scanPrefix(list, "calls/", failed.cursor, rules, start + 3_000)).ready).toHaveLength(1);
  });
});
