// Files of this machine, read: one that can't be is an expected failure.
import { createReadStream } from "node:fs";
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
  return new AppError("input.unreadable", { path, problem: error instanceof Error ? error.message : String(error) });
}
