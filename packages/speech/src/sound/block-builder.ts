// Cuts samples that arrive in any portions into blocks of equal length.
import type { Samples } from "../codecs/sample-decoder.ts";
import type { SampleRoom, SampleRooms } from "./sample-rooms.ts";
import type { SoundBlock } from "./sound-block.ts";

export class BlockBuilder {
  private readonly channels: number;
  private readonly blockFrames: number;
  private readonly rooms: SampleRooms;
  private room: SampleRoom | undefined;
  private filled = 0;
  private startFrame = 0;

  constructor(channels: number, blockFrames: number, rooms: SampleRooms) {
    this.channels = channels;
    this.blockFrames = blockFrames;
    this.rooms = rooms;
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
      this.room ??= this.rooms.take(this.channels, this.blockFrames);
      for (const [index, channel] of this.room.entries()) {
        const source = samples[index];
        if (source === undefined) channel.fill(0, this.filled, this.filled + count);
        else channel.set(source.subarray(at, at + count), this.filled);
      }
      this.filled += count;
      at += count;
      if (this.filled === this.blockFrames) yield* this.cut();
    }
  }

  /** The last, shorter block, if there is one. */
  *rest(): Generator<SoundBlock> {
    if (this.filled > 0) yield* this.cut();
  }

  private *cut(): Generator<SoundBlock> {
    const { room, filled, startFrame } = this;
    if (room === undefined) return;
    this.startFrame += filled;
    this.filled = 0;
    this.room = undefined;
    const channels = filled === this.blockFrames ? room : room.map((channel) => channel.subarray(0, filled));
    yield { startFrame, channels };
    this.rooms.giveBack(room);
  }
}
