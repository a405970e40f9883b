// Small pieces of a source in rising order, without a read for each of them.
import type { ByteSource } from "../sound/byte-source.ts";

export class ByteWindow {
  private readonly source: ByteSource;
  private readonly size: number;
  private room = new Uint8Array();
  private bytes: Uint8Array = new Uint8Array();
  private start = 0;

  constructor(source: ByteSource, size = 262_144) {
    this.source = source;
    this.size = size;
  }

  /** `length` bytes, fewer only at the end of the source. Good until the next call. */
  async at(from: number, length: number): Promise<Uint8Array> {
    const wanted = Math.min(from + length, this.source.byteCount);
    if (from < this.start || wanted > this.start + this.bytes.length) {
      const size = Math.max(length, this.size);
      if (this.room.length < size) this.room = new Uint8Array(size);
      this.bytes = await this.source.read(from, size, this.room);
      this.start = from;
    }
    return this.bytes.subarray(from - this.start, from - this.start + length);
  }
}
