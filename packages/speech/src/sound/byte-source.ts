// Where the bytes of a recording come from: read in any order, a piece at a time.
import { open } from "node:fs/promises";
import { AppError } from "@tingheng/domain";

export interface ByteSource {
  /** For messages, and for a guess where the bytes themselves say nothing. */
  readonly name: string;
  readonly byteCount: number;
  /** The bytes from `from`, fewer than `length` only at the end.
   * @param room where they may be put, if they fit; what comes back may lie elsewhere all the same */
  read(from: number, length: number, room?: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>>;
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
    async read(from, length, room) {
      const wanted = Math.max(0, Math.min(length, size - from));
      const into = room !== undefined && room.length >= wanted ? room : new Uint8Array(wanted);
      let done = 0;
      while (done < wanted) {
        const { bytesRead } = await file.read(into, done, wanted - done, from + done);
        if (bytesRead === 0) break;
        done += bytesRead;
      }
      return into.subarray(0, done);
    },
    close: () => file.close(),
  };
}

export function bytesSource(name: string, bytes: Uint8Array): ByteSource {
  return {
    name,
    byteCount: bytes.length,
    read: async (from, length, room) => filled(bytes.subarray(from, from + length), room),
    close: async () => {},
  };
}

/** A copy, in `room` if it fits there. */
export function filled(bytes: Uint8Array, room?: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  if (room === undefined || room.length < bytes.length) return new Uint8Array(bytes);
  room.set(bytes);
  return room.subarray(0, bytes.length);
}
