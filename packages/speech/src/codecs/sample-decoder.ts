// What every codec gives: encoded bytes in, 16-bit samples by channel out.

/** Samples by channel, all of one length. The arrays belong to the decoder and are written over by its next call. */
export type Samples = readonly Int16Array[];

/** Serves one recording, from its first byte to its last. */
export interface SampleDecoder {
  /** Whole units of the codec (frames, blocks, packets), as its container hands them out.
   * @throws SoundBreak when nothing after these bytes can be decoded */
  decode(bytes: Uint8Array): Samples | Promise<Samples>;
  /** What was held back until the end was known. */
  finish?(): AsyncIterable<Samples>;
  /** Gives back what was taken outside of the JavaScript heap. */
  close?(): void;
  /** Units that could not be decoded and were replaced by silence. */
  readonly damaged?: number;
}

/** Where a recording breaks off. What came before it is kept. */
export class SoundBreak extends Error {
  /** @param problem in English, to stand after a colon */
  constructor(problem: string) {
    super(problem);
    this.name = "SoundBreak";
  }
}

/** Buffers that grow with what is decoded into them and are used again. */
export function sampleRoom(channels: number): (frames: number) => Int16Array<ArrayBuffer>[] {
  let room: Int16Array<ArrayBuffer>[] = [];
  return (frames) => {
    if (room.length === 0 || (room[0]?.length ?? 0) < frames)
      room = Array.from({ length: channels }, () => new Int16Array(frames));
    return room.map((channel) => channel.subarray(0, frames));
  };
}
