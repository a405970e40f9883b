// A copy of a recording for a player 试听副本: mu-law (ITU-T G.711) at the telephone's rate, a byte a sample, which any page can
// play after a table of 256, whatever the recording was made in.
import { resampler } from "../measure/resample.ts";
import { joinedAs } from "../sound/joined.ts";
import type { Decoding } from "../sound/sound-block.ts";

export interface PlaybackCopy {
  readonly sampleRateHz: number;
  readonly channels: number;
  /** Interleaved mu-law bytes. */
  readonly bytes: Uint8Array<ArrayBuffer>;
}

const telephoneRateHz = 8000;
const mostChannels = 2;

/** Undefined where the copy would be larger than `limitBytes`: nothing is kept of it then. */
export async function playbackCopy(decoding: Decoding, limitBytes: number): Promise<PlaybackCopy | undefined> {
  const { sampleRateHz } = decoding.format;
  const rate = Math.min(sampleRateHz, telephoneRateHz);
  const channels = Math.min(decoding.format.channels, mostChannels);
  const lanes = Array.from({ length: channels }, () => resampler(sampleRateHz, rate));
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  let byteCount = 0;
  const add = (parts: readonly Float32Array[]): void => {
    const length = Math.min(...parts.map((part) => part.length));
    const piece = new Uint8Array(length * channels);
    for (const [lane, part] of parts.entries())
      for (let at = 0; at < length; at++) piece[at * channels + lane] = toMuLaw(Math.round((part[at] ?? 0) * 32_768));
    pieces.push(piece);
    byteCount += piece.length;
  };
  for await (const block of decoding.blocks) {
    add(lanes.map((lane, index) => lane.take(block.channels[index] ?? new Int16Array(0))));
    if (byteCount > limitBytes) return undefined;
  }
  add(lanes.map((lane) => lane.rest()));
  return { sampleRateHz: rate, channels, bytes: joinedAs(Uint8Array, pieces) };
}

const bias = 0x84;
const loudest = 32_635;

/** A 16-bit sample as one byte. */
export function toMuLaw(sample: number): number {
  const sign = sample < 0 ? 0x80 : 0;
  const size = Math.min(Math.abs(sample), loudest) + bias;
  const exponent = 31 - Math.clz32(size >> 7);
  return ~(sign | (exponent << 4) | ((size >> (exponent + 3)) & 15)) & 0xff;
}
