// Cuts samples that arrive in any portions into blocks of equal length.
import type { Samples } from "../codecs/sample-decoder.ts";
import type { SoundBlock } from "./sound-block.ts";

export class BlockBuilder {
  private readonly channels: number;
  private readonly blockFrames: number;
  private room: Int16Array<ArrayBuffer>[];
  private filled = 0;
  private startFrame = 0;

  constructor(channels: number, blockFrames: number) {
    this.channels = channels;
    this.blockFrames = blockFrames;
    this.room = this.freshRoom();
  }

  /** Frames that came in so far. */
  get frames(): number {
    return this.startFrame + this.filled;
  }

  /** Takes the frames from `from` to `to`; the samples are copied. Gives the blocks that are now full. */
  *add(samples: Samples, from = 0, to = samples[0]?.length ?? 0): Generator<SoundBlock> {
    let at = from;
    while (at < to) {
      const count = Math.min(to - at, this.blockFrames - this.filled);
      for (const [index, channel] of this.room.entries()) {
        const source = samples[index];
        if (source !== undefined) channel.set(source.subarray(at, at + count), this.filled);
      }
      this.filled += count;
      at += count;
      if (this.filled === this.blockFrames) yield this.cut();
    }
  }

  /** The last, shorter block, if there is one. */
  *rest(): Generator<SoundBlock> {
    if (this.filled > 0) yield this.cut();
  }

  private cut(): SoundBlock {
    const channels =
      this.filled === this.blockFrames ? this.room : this.room.map((channel) => channel.slice(0, this.filled));
    const block = { startFrame: this.startFrame, channels };
    this.startFrame += this.filled;
    this.filled = 0;
    this.room = this.freshRoom();
    return block;
  }

  private freshRoom(): Int16Array<ArrayBuffer>[] {
    return Array.from({ length: this.channels }, () => new Int16Array(this.blockFrames));
  }
}
