// Where the bytes of a recording come from: read in any order, a piece at a time.
import { open } from "node:fs/promises";
import { AppError } from "@tingheng/domain";

export interface ByteSource {
  /** For messages, and for a guess where the bytes themselves say nothing. */
  readonly name: string;
  readonly byteCount: number;
  /** The bytes from `from`, fewer than `length` only at the end. */
  read(from: number, length: number): Promise<Uint8Array<ArrayBuffer>>;
  close(): Promise<void>;
}

/** @throws AppError `input.not-found`, `input.unreadable` */
export async function fileSource(path: string): Promise<ByteSource> {
  const file = await open(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") throw new AppError("input.not-found", { path });
    throw new AppError("input.unreadable", { path, problem: error.message });
  });
  const { size } = await file.stat();
  return {
    name: path,
    byteCount: size,
    async read(from, length) {
      const room = new Uint8Array(Math.max(0, Math.min(length, size - from)));
      let done = 0;
      while (done < room.length) {
        const { bytesRead } = await file.read(room, done, room.length - done, from + done);
        if (bytesRead === 0) break;
        done += bytesRead;
      }
      return room.subarray(0, done);
    },
    close: () => file.close(),
  };
}

export function bytesSource(name: string, bytes: Uint8Array): ByteSource {
  return {
    name,
    byteCount: bytes.length,
    read: async (from, length) => new Uint8Array(bytes.subarray(from, from + length)),
    close: async () => {},
  };
}
