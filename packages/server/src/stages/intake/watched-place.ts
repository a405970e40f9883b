// The two kinds of places that are watched, a folder of this machine and a prefix of a bucket, behind one face.
import { constants, createWriteStream } from "node:fs";
import { copyFile, mkdir, mkdtemp, rename, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, extname, join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { type BucketReader, openBucket } from "@tingheng/store";
import type { Watch } from "../../intake/watch-settings.ts";
import { usualRules, type WatchCursor, type WatchRules } from "../recording/watched-files.ts";
import { scanFolder, type WatchRound } from "../recording/watched-folder.ts";
import { scanPrefix } from "../recording/watched-prefix.ts";

export interface WatchedPlace {
  scan(cursor: WatchCursor, nowMs: number): Promise<WatchRound>;
  /** Gives a file on this machine with the bytes of what lies at `path`. */
  withFile<T>(path: string, work: (local: string) => Promise<T>): Promise<T>;
  /** A recording was taken. */
  taken(path: string): Promise<void>;
  close(): void;
}

export async function openPlace(watch: Watch): Promise<WatchedPlace> {
  const rules: WatchRules = { ...usualRules, readyBy: watch.ready, stableMs: watch.stable_seconds * 1_000 };
  const { folder, s3, move_to: target } = watch;
  if (folder !== undefined) return folderPlace(folder, target, rules);
  if (s3 === undefined) throw new Error(`the settings let the watch ${watch.name} through without a place`);
  const { bucket, region, url, key_id: accessKeyId, secret: secretAccessKey } = s3;
  const reader = await openBucket({
    bucket,
    region,
    ...(url === undefined ? {} : { endpoint: url }),
    ...(accessKeyId === undefined || secretAccessKey === undefined
      ? {}
      : { credentials: { accessKeyId, secretAccessKey } }),
  });
  return bucketPlace(reader, s3.prefix, rules);
}

function folderPlace(folder: string, target: string | undefined, rules: WatchRules): WatchedPlace {
  return {
    scan: (cursor, nowMs) => scanFolder(folder, cursor, rules, nowMs),
    withFile: (path, work) => work(join(folder, path)),
    async taken(path) {
      if (target !== undefined) await moveAside(join(folder, path), join(target, path));
    },
    close: () => {},
  };
}

function bucketPlace(reader: BucketReader, prefix: string, rules: WatchRules): WatchedPlace {
  return {
    scan: (cursor, nowMs) => scanPrefix((under) => reader.list(under), prefix, cursor, rules, nowMs),
    async withFile(path, work) {
      const own = await mkdtemp(join(tmpdir(), "tingheng-watch-"));
      try {
        const local = join(own, `file${extname(path)}`);
        await pipeline(Readable.from(await reader.read(path)), createWriteStream(local));
        return await work(local);
      } finally {
        await rm(own, { recursive: true, force: true });
      }
    },
    taken: async () => {},
    close: () => reader.close(),
  };
}

/** Never over a file that is there already. On another disk it is copied as a whole before the first one goes. */
async function moveAside(from: string, to: string): Promise<void> {
  await mkdir(dirname(to), { recursive: true });
  const free = await freeName(to);
  try {
    await rename(from, free);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EXDEV")) throw error;
    await copyFile(from, `${free}.part`, constants.COPYFILE_EXCL);
    await rename(`${free}.part`, free);
    await rm(from);
  }
}

async function freeName(path: string): Promise<string> {
  const ending = extname(path);
  const stem = path.slice(0, path.length - ending.length);
  for (let count = 0; ; count += 1) {
    const name = count === 0 ? path : `${stem}-${count}${ending}`;
    const there = await stat(name).catch(() => undefined);
    if (there === undefined) return name;
  }
}
