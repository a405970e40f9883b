// A recording whose header has been read: what it says of itself, its encoded bytes in order, and what decodes them.
import type { SampleDecoder } from "../codecs/sample-decoder.ts";
import type { ByteSource } from "../sound/byte-source.ts";
import type { SoundFormat } from "../sound/sound-block.ts";

export interface Track {
  readonly format: SoundFormat;
  /** Encoded bytes in units that the decoder takes, a few ten kilobytes at a time at most. */
  readonly packets: AsyncIterable<Uint8Array>;
  /** Called once, when the format has been found to be allowed. */
  open(): Promise<SampleDecoder>;
  /** Frames at the start that the encoder put there. */
  readonly skipFrames?: number;
  /** Frames after those; what is decoded beyond them is padding. */
  readonly keepFrames?: () => number | undefined;
}

/** How a container opens its recording. */
export interface TrackOpener {
  readonly source: ByteSource;
  /** For what a person should know, in the order found. */
  readonly notes: string[];
  /** The command of a found ffmpeg. */
  readonly ffmpeg?: string | undefined;
  readonly secondThread?: boolean | undefined;
}

export const pieceBytes = 131_072;

/** The bytes from `from` to `to` in pieces of whole units, each read while the one before it is decoded. A last incomplete unit is
 * handed over as it is. A piece is good until the next one is asked for. */
export async function* pieces(source: ByteSource, from: number, to: number, unitBytes = 1): AsyncGenerator<Uint8Array> {
  const size = Math.max(1, Math.floor(pieceBytes / unitBytes)) * unitBytes;
  const roomBytes = Math.max(0, Math.min(size, to - from));
  let [room, other] = [new Uint8Array(roomBytes), new Uint8Array(roomBytes)];
  const readAt = (at: number) => {
    [room, other] = [other, room];
    const read = source.read(at, Math.max(0, Math.min(size, to - at)), room);
    read.catch(() => {});
    return read;
  };
  let next = readAt(from);
  for (let at = from; at < to; at += size) {
    const piece = await next;
    if (piece.length === 0) return;
    next = readAt(at + size);
    yield piece;
  }
}

/** The same in portions that become little sound each, so that what a packed codec makes of them stays in the cache. */
export async function* portions(
  source: ByteSource,
  from: number,
  to: number,
  size = 8_192,
): AsyncGenerator<Uint8Array> {
  for await (const piece of pieces(source, from, to)) {
    for (let at = 0; at < piece.length; at += size) yield piece.subarray(at, at + size);
  }
}
