// What is known of the files of a watched folder or prefix, and when one of them is whole: it has kept still for a while, it
// has its marker, or it got its final name. A file is given out once, and once more whenever it changes.
import { z } from "zod";

/** name, bytes, last change (ms since 1970), when it was first seen like this, whether it was given out */
const KnownFile = z.tuple([z.string(), z.number(), z.number(), z.number(), z.boolean()]);
type KnownFile = z.infer<typeof KnownFile>;

/** What the caller keeps of one folder between rounds, as JSON. */
export const FolderCursor = z.object({
  /** The folder's own last change when it was listed. */
  modifiedMs: z.number(),
  listedAtMs: z.number(),
  sweptAtMs: z.number(),
  folders: z.array(z.string()),
  files: z.array(KnownFile),
});
export type FolderCursor = z.infer<typeof FolderCursor>;

/** By the folder's path from the root, `""` for the root itself. */
export type WatchCursor = ReadonlyMap<string, FolderCursor>;

export type WatchRules = {
  /**
   * `stable`: size and time of change stayed the same for `stableMs`, or there is a marker. `marker`: there is a file of the
   * same name with `.done` behind it or in place of its ending. `named`: whatever does not carry a temporary name.
   */
  readonly readyBy: "stable" | "marker" | "named";
  readonly stableMs: number;
  /** Files that changed less long ago are looked at in every round, others only when the folder changes or in a sweep. */
  readonly youngMs: number;
  /** How often every file is looked at, for changes that a folder does not tell. */
  readonly sweepMs: number;
};

export const usualRules: WatchRules = { readyBy: "stable", stableMs: 10_000, youngMs: 600_000, sweepMs: 900_000 };

export type FoundFile = {
  /** From the root, with slashes. */
  readonly path: string;
  readonly sizeBytes: number;
  readonly modifiedMs: number;
};

/** A file as it is now; `undefined` for one that was not looked at and so is taken to be as it was. */
export type Look = { readonly sizeBytes: number; readonly modifiedMs: number } | undefined;

/** Names that programs give to files they have not finished, and markers. */
function isPassing(name: string): boolean {
  return /^[.~]|~$|\.(tmp|temp|part|partial|filepart|crdownload|download|swp|lock|bak|inprogress|writing|done)$/i.test(
    name,
  );
}

function isMarked(name: string, names: ReadonlySet<string>): boolean {
  return names.has(`${name}.done`) || names.has(`${name.replace(/\.[^.]+$/, "")}.done`);
}

/**
 * One folder's files, one round further.
 * @param looks every name that is there now
 * @returns the files to give out, and what is known from now on
 */
export function settle(
  folder: string,
  looks: ReadonlyMap<string, Look>,
  before: readonly KnownFile[],
  rules: WatchRules,
  nowMs: number,
): { readonly ready: readonly FoundFile[]; readonly files: KnownFile[]; readonly waiting: number } {
  const known = new Map(before.map((file) => [file[0], file]));
  const names = new Set(looks.keys());
  const ready: FoundFile[] = [];
  const files: KnownFile[] = [];
  let waiting = 0;
  for (const [name, look] of looks) {
    if (isPassing(name)) continue;
    const old = known.get(name);
    const file = stepped(name, look, old, nowMs);
    if (file === undefined) continue;
    const [, sizeBytes, modifiedMs, sinceMs, wasGiven] = file;
    const isWhole = !wasGiven && isReady(rules, nowMs - sinceMs, () => isMarked(name, names));
    if (isWhole) ready.push({ path: folder === "" ? name : `${folder}/${name}`, sizeBytes, modifiedMs });
    else if (!wasGiven) waiting += 1;
    files.push(isWhole ? [name, sizeBytes, modifiedMs, sinceMs, true] : file);
  }
  return { ready, files, waiting };
}

function stepped(name: string, look: Look, old: KnownFile | undefined, nowMs: number): KnownFile | undefined {
  if (look === undefined) return old;
  if (old && old[1] === look.sizeBytes && old[2] === look.modifiedMs) return old;
  return [name, look.sizeBytes, look.modifiedMs, nowMs, false];
}

function isReady({ readyBy, stableMs }: WatchRules, stillForMs: number, hasMarker: () => boolean): boolean {
  if (readyBy === "named") return true;
  return (readyBy === "stable" && stillForMs >= stableMs) || hasMarker();
}
