// The same for a prefix of an object store. An object appears whole, so it is ready as soon as it is listed, or has its marker.
import { AppError } from "@tingheng/domain";
import { type FolderCursor, type Look, settle, type WatchCursor, type WatchRules } from "./watched-files.ts";
import type { WatchRound } from "./watched-folder.ts";

export type ListedObject = { readonly key: string; readonly sizeBytes: number; readonly modifiedMs: number };

/**
 * One round over everything under `prefix`; paths in the answer are whole keys.
 * @param list pages through the store; what it throws is a problem of this round, and nothing is forgotten
 */
export async function scanPrefix(
  list: (prefix: string) => AsyncIterable<ListedObject>,
  prefix: string,
  cursor: WatchCursor,
  rules: WatchRules,
  nowMs: number,
): Promise<WatchRound> {
  const before = cursor.get(prefix);
  const looks = new Map<string, Look>();
  try {
    for await (const { key, sizeBytes, modifiedMs } of list(prefix))
      if (!key.endsWith("/")) looks.set(key, { sizeBytes, modifiedMs });
  } catch (error) {
    const problem = new AppError("input.unreadable", { path: prefix, problem: String(error) });
    const waiting = before?.files.filter((file) => !file[4]).length ?? 0;
    return {
      ready: [],
      cursor,
      changedFolders: [],
      problems: [problem],
      waiting,
      looked: { folders: 1, files: looks.size },
    };
  }
  const named: WatchRules = rules.readyBy === "stable" ? { ...rules, readyBy: "named" } : rules;
  const { ready, files, waiting } = settle("", looks, before?.files ?? [], named, nowMs);
  const now: FolderCursor = { modifiedMs: 0, listedAtMs: nowMs, sweptAtMs: nowMs, folders: [], files };
  return {
    ready: ready.toSorted((a, b) => a.modifiedMs - b.modifiedMs || (a.path < b.path ? -1 : 1)),
    cursor: new Map([[prefix, now]]),
    changedFolders: [prefix],
    problems: [],
    waiting,
    looked: { folders: 1, files: looks.size },
  };
}
