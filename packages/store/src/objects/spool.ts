// Files that are being written: under a random name in the spool folder until they are whole and on the disk.

import { mkdir, open, readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import type { SpooledFile } from "./shelf.ts";
import { onDisk } from "./storage-errors.ts";

export type SpoolFile = {
  append(pieces: readonly Uint8Array[]): Promise<void>;
  /** Makes sure that the file would survive a power cut. `head` is written over its beginning. */
  finish(head?: Uint8Array): Promise<SpooledFile>;
  /** After this nothing is left of the file, unless it was placed on a shelf. */
  discard(): Promise<void>;
};

const nameBytes = 16;
const writeBytes = 256 * 1024;
const spoolName = /^[0-9a-f]{32}\.part$/;

export async function createSpoolFile(folder: string, randomBytes: (count: number) => Uint8Array): Promise<SpoolFile> {
  const path = join(folder, `${Buffer.from(randomBytes(nameBytes)).toString("hex")}.part`);
  const handle = await onDisk(folder, async () => {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    return open(path, "wx", 0o600);
  });
  const waiting = Buffer.allocUnsafe(writeBytes);
  let filled = 0;
  let bytes = 0;
  const writeOut = async () => {
    for (let written = 0; written < filled; ) {
      const { bytesWritten } = await handle.write(waiting, written, filled - written, bytes);
      written += bytesWritten;
      bytes += bytesWritten;
    }
    filled = 0;
  };
  return {
    append: async (pieces) => {
      for (const piece of pieces) {
        for (let at = 0; at < piece.length; ) {
          if (filled === writeBytes) await onDisk(path, writeOut);
          const taken = Math.min(writeBytes - filled, piece.length - at);
          waiting.set(piece.subarray(at, at + taken), filled);
          filled += taken;
          at += taken;
        }
      }
    },
    finish: async (head) => {
      await onDisk(path, async () => {
        await writeOut();
        if (head !== undefined) await handle.write(head, 0, head.length, 0);
        await handle.sync();
      });
      await handle.close();
      return { path, bytes };
    },
    discard: async () => {
      await handle.close().catch(() => undefined);
      await rm(path, { force: true });
    },
  };
}

/** Removes spooled files that were last written to before that moment; answers how many. */
export async function sweepSpool(folder: string, writtenBeforeMs: number): Promise<number> {
  const names = await readdir(folder).catch(() => []);
  let removed = 0;
  for (const name of names.filter((one) => spoolName.test(one))) {
    const path = join(folder, name);
    const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: Number.POSITIVE_INFINITY }));
    if (mtimeMs >= writtenBeforeMs) continue;
    await onDisk(path, () => rm(path, { force: true }));
    removed += 1;
  }
  return removed;
}
