// Text out: a file that can't be written is an expected failure, a slow reader is waited for.
import { once } from "node:events";
import { createWriteStream, type WriteStream } from "node:fs";
import type { Writable } from "node:stream";
import { AppError } from "@tingheng/domain";

/**
 * A file to be written, opened.
 * @throws AppError `output.unwritable`
 */
export async function openedFile(path: string): Promise<WriteStream> {
  const file = createWriteStream(path);
  try {
    await once(file, "open");
  } catch (error) {
    throw unwritable(path, error);
  }
  return file;
}

export function unwritable(path: string, error: unknown): AppError {
  return new AppError("output.unwritable", { path, problem: error instanceof Error ? error.message : String(error) });
}

/** Writes and waits until it is written, so that the bytes may be used again; a target that has closed takes nothing. */
export async function writeTo(target: Writable, piece: string | Uint8Array): Promise<void> {
  if (piece.length === 0 || target.destroyed) return;
  await new Promise<void>((resolve) => void target.write(piece, () => resolve()));
}
