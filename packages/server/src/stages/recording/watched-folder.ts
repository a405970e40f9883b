// Looks through a folder and its subfolders for files that are new or have changed. Nothing is read but names, sizes and
// times; a folder that has not changed is not even listed, so a hundred thousand old recordings cost next to nothing.
import type { Stats } from "node:fs";
import { lstat, readdir } from "node:fs/promises";
import { join } from "node:path";
import { AppError } from "@tingheng/domain";
import {
  type FolderCursor,
  type FoundFile,
  type Look,
  settle,
  type WatchCursor,
  type WatchRules,
} from "./watched-files.ts";

export type WatchRound = {
  /** In the order of their change, oldest first. Given out once: whoever takes them keeps `cursor` after that, not before. */
  readonly ready: readonly FoundFile[];
  /** Everything to know in the next round. */
  readonly cursor: WatchCursor;
  /** Folders of the cursor that are other than before, or gone: what has to be kept anew. */
  readonly changedFolders: readonly string[];
  readonly problems: readonly AppError[];
  /** Files that are not whole yet. */
  readonly waiting: number;
  readonly looked: { readonly folders: number; readonly files: number };
};

const maxDepth = 12;
/** File systems tell times in steps; a folder that changed this shortly before it was listed may change again unseen. */
const stepMs = 2_000;
const atOnce = 64;

/**
 * One round. Symbolic links are never followed.
 * @param cursor of the round before; empty at first
 * @param nowMs milliseconds since 1970, by the clock that the folder's times come from
 */
export async function scanFolder(
  root: string,
  cursor: WatchCursor,
  rules: WatchRules,
  nowMs: number,
): Promise<WatchRound> {
  const ready: FoundFile[] = [];
  const problems: AppError[] = [];
  const next = new Map<string, FolderCursor>();
  let [waiting, folders, files] = [0, 0, 0];
  const open: string[] = [""];
  for (let folder = open.pop(); folder !== undefined; folder = open.pop()) {
    const before = cursor.get(folder);
    try {
      const seen = await lookInto(root, folder, before, rules, nowMs);
      if (folder === "" && before && isEmpty(seen)) return nothingSeen(cursor);
      const settled = settle(folder, seen.looks, before?.files ?? [], rules, nowMs);
      const { modifiedMs, listedAtMs, sweptAtMs } = seen;
      const now: FolderCursor = { modifiedMs, listedAtMs, sweptAtMs, folders: [...seen.folders], files: settled.files };
      next.set(folder, before && isSame(before, now) ? before : now);
      for (const file of settled.ready) ready.push(file);
      [waiting, folders, files] = [waiting + settled.waiting, folders + 1, files + seen.files];
      if (folder.split("/").length < maxDepth)
        for (const name of seen.folders) open.push(folder === "" ? name : `${folder}/${name}`);
    } catch (error) {
      if (!(error instanceof Error) || !("code" in error)) throw error;
      if (folder !== "" && error.code === "ENOENT") continue;
      problems.push(unreadable(root, folder, error.message));
      for (const [name, kept] of cursor) if (isWithin(name, folder)) next.set(name, kept);
    }
  }
  const names = new Set([...cursor.keys(), ...next.keys()]);
  return {
    ready: ready.toSorted((a, b) => a.modifiedMs - b.modifiedMs || (a.path < b.path ? -1 : 1)),
    cursor: next,
    changedFolders: [...names].filter((name) => cursor.get(name) !== next.get(name)),
    problems,
    waiting,
    looked: { folders, files },
  };
}

/** A share that is not mounted looks empty, and must not be taken for one whose files are all new when it is back. */
const isEmpty = ({ looks, folders }: Seen): boolean => looks.size === 0 && folders.length === 0;

const nothingSeen = (cursor: WatchCursor): WatchRound => ({
  ready: [],
  cursor,
  changedFolders: [],
  problems: [],
  waiting: 0,
  looked: { folders: 1, files: 0 },
});

const isWithin = (name: string, folder: string): boolean =>
  folder === "" || name === folder || name.startsWith(`${folder}/`);

type Seen = Pick<FolderCursor, "modifiedMs" | "listedAtMs" | "sweptAtMs"> & {
  readonly folders: readonly string[];
  readonly looks: ReadonlyMap<string, Look>;
  /** How many files were looked at one by one. */
  readonly files: number;
};

async function lookInto(
  root: string,
  folder: string,
  before: FolderCursor | undefined,
  rules: WatchRules,
  nowMs: number,
): Promise<Seen> {
  const path = join(root, folder);
  const own = await lstat(path);
  if (!own.isDirectory()) throw Object.assign(new Error("not a folder"), { code: "ENOTDIR" });
  const modifiedMs = own.mtimeMs;
  const isSweep = before === undefined || nowMs - before.sweptAtMs >= rules.sweepMs;
  const isQuiet = before?.modifiedMs === modifiedMs && modifiedMs + stepMs < before.listedAtMs;
  const needsMarkers = rules.readyBy === "marker" && before?.files.some((file) => !file[4]);
  const names = isQuiet && !isSweep && !needsMarkers ? undefined : await listed(path);
  const known = new Map((before?.files ?? []).map((file) => [file[0], file]));
  const there = names?.files ?? [...known.keys()];
  const toLook = there.filter((name) => {
    const file = known.get(name);
    return isSweep || file === undefined || !file[4] || nowMs - file[2] < rules.youngMs;
  });
  const looks = new Map<string, Look>(there.map((name) => [name, undefined]));
  for (const [name, stats] of await statsOf(path, toLook)) {
    if (stats?.isFile()) looks.set(name, { sizeBytes: stats.size, modifiedMs: stats.mtimeMs });
    else looks.delete(name);
  }
  return {
    modifiedMs,
    listedAtMs: names ? nowMs : (before?.listedAtMs ?? nowMs),
    sweptAtMs: isSweep ? nowMs : before.sweptAtMs,
    folders: names?.folders ?? before?.folders ?? [],
    looks,
    files: toLook.length,
  };
}

async function listed(path: string): Promise<{ readonly files: string[]; readonly folders: string[] }> {
  const entries = await readdir(path, { withFileTypes: true });
  return {
    files: entries.filter((entry) => entry.isFile()).map((entry) => entry.name),
    folders: entries.filter((entry) => entry.isDirectory() && !entry.name.startsWith(".")).map((entry) => entry.name),
  };
}

/** A file that has gone meanwhile has no stats. */
async function statsOf(path: string, names: readonly string[]): Promise<[string, Stats | undefined][]> {
  const found: [string, Stats | undefined][] = [];
  for (let at = 0; at < names.length; at += atOnce) {
    const some = names.slice(at, at + atOnce);
    const stats = await Promise.all(some.map((name) => lstat(join(path, name)).catch(() => undefined)));
    found.push(...some.map((name, index): [string, Stats | undefined] => [name, stats[index]]));
  }
  return found;
}

const isSame = (a: FolderCursor, b: FolderCursor): boolean =>
  a.modifiedMs === b.modifiedMs &&
  a.sweptAtMs === b.sweptAtMs &&
  a.listedAtMs === b.listedAtMs &&
  a.folders.join("/") === b.folders.join("/") &&
  a.files.length === b.files.length &&
  a.files.every((file, at) => file === b.files[at] || file.every((value, index) => value === b.files[at]?.[index]));

const unreadable = (root: string, folder: string, problem: string): AppError =>
  new AppError("input.unreadable", { path: join(root, folder), problem });
