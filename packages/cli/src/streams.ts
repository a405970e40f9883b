// Bytes in and text out: a file that can't be read or written is an expected failure, a slow reader is waited for.
import { once } from "node:events";
import { createReadStream, createWriteStream, type WriteStream } from "node:fs";
import type { Writable } from "node:stream";
import { AppError } from "@tingheng/domain";

/**
 * The bytes of a file, in pieces.
 * @throws AppError `input.not-found` or `input.unreadable`
 */
export async function* fileBytes(path: string, pieceBytes = 64 * 1024): AsyncGenerator<Uint8Array> {
  try {
    yield* createReadStream(path, { highWaterMark: pieceBytes }) as AsyncIterable<Uint8Array>;
  } catch (error) {
    throw unreadable(path, error);
  }
}

export function unreadable(path: string, error: unknown): AppError {
  if ((error as NodeJS.ErrnoException).code === "ENOENT") return new AppError("input.not-found", { path });
  return new AppError("input.unreadable", { path, problem: problemIn(error) });
}

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
  return new AppError("output.unwritable", { path, problem: problemIn(error) });
}

/** Writes and waits until it is written, so that the bytes may be used again; a target that has closed takes nothing. */
export async function writeTo(target: Writable, piece: string | Uint8Array): Promise<void> {
  if (piece.length === 0 || target.destroyed) return;
  await new Promise<void>((resolve) => void target.write(piece, () => resolve()));
}

function problemIn(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
