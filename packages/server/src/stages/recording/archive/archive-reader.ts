// The bytes of an archive for the library that reads zip files: small reads, of which a directory has thousands, come from a window.
import { Readable } from "node:stream";
import type { ByteSource } from "@tingheng/speech";
import { RandomAccessReader } from "yauzl";

const windowBytes = 65_536;

export class ArchiveReader extends RandomAccessReader {
  /** Why the source itself could not be read: that is no fault of the archive. */
  failure: unknown;
  private readonly source: ByteSource;
  private windowStart = 0;
  private window: Uint8Array = new Uint8Array();

  constructor(source: ByteSource) {
    super();
    this.source = source;
  }

  override read(
    buffer: Buffer,
    offset: number,
    length: number,
    position: number,
    callback: (error: Error | null, bytesRead?: number) => void,
  ): void {
    this.at(position, length).then(
      (bytes) => {
        buffer.set(bytes, offset);
        callback(null, bytes.length);
      },
      (error: unknown) => callback(error instanceof Error ? error : new Error(String(error))),
    );
  }

  override _readStreamForRange(start: number, end: number): Readable {
    return Readable.from(this.pieces(start, end), { objectMode: false, highWaterMark: windowBytes });
  }

  /** Fewer than `length` only at the end. */
  async at(position: number, length: number): Promise<Uint8Array> {
    const from = position - this.windowStart;
    if (from >= 0 && from + length <= this.window.length) return this.window.subarray(from, from + length);
    const window = await this.readSource(position, Math.max(length, windowBytes));
    this.windowStart = position;
    this.window = window;
    return window.subarray(0, length);
  }

  private async *pieces(start: number, end: number): AsyncGenerator<Uint8Array> {
    for (let at = start; at < end; ) {
      const piece = await this.readSource(at, Math.min(windowBytes, end - at));
      if (piece.length === 0) return;
      yield piece;
      at += piece.length;
    }
  }

  private async readSource(from: number, length: number): Promise<Uint8Array> {
    try {
      return await this.source.read(from, length);
    } catch (error) {
      this.failure = error;
      throw error;
    }
  }
}
