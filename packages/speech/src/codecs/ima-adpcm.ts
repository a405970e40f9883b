// IMA ADPCM as WAV keeps it: blocks that begin with a whole sample per channel, then four bits for each sample.
import { imaSteps, stepMoves } from "./adpcm-steps.ts";
import { type SampleDecoder, sampleRoom } from "./sample-decoder.ts";

/** Frames of a block of `blockBytes`. */
export function imaFrames(blockBytes: number, channels: number): number {
  const groups = Math.floor((blockBytes - 4 * channels) / (4 * channels));
  return groups < 0 ? 0 : 1 + 8 * groups;
}

export function imaDecoder(channels: number, blockBytes: number): SampleDecoder {
  const room = sampleRoom(channels);
  return {
    decode(bytes) {
      const whole = Math.floor(bytes.length / blockBytes);
      const last = bytes.length - whole * blockBytes;
      const perBlock = imaFrames(blockBytes, channels);
      const out = room(whole * perBlock + imaFrames(last, channels));
      for (let block = 0; block <= whole; block += 1) {
        const from = block * blockBytes;
        const frames = block < whole ? perBlock : imaFrames(last, channels);
        for (const [channel, samples] of out.entries()) {
          if (frames > 0) decodeChannel(bytes, from, channel, channels, samples, block * perBlock, frames);
        }
      }
      return out;
    },
  };
}

function decodeChannel(
  bytes: Uint8Array,
  from: number,
  channel: number,
  channels: number,
  out: Int16Array,
  start: number,
  frames: number,
): void {
  const head = from + channel * 4;
  let sample = (((bytes[head] ?? 0) | ((bytes[head + 1] ?? 0) << 8)) << 16) >> 16;
  let index = Math.min(88, bytes[head + 2] ?? 0);
  out[start] = sample;
  let at = from + channels * 4 + channel * 4;
  for (let frame = 1; frame < frames; frame += 8) {
    for (let offset = 0; offset < 8; offset += 1) {
      const code = ((bytes[at + (offset >> 1)] ?? 0) >> ((offset & 1) * 4)) & 15;
      const step = imaSteps[index] ?? 0;
      let change = step >> 3;
      if (code & 4) change += step;
      if (code & 2) change += step >> 1;
      if (code & 1) change += step >> 2;
      sample += code & 8 ? -change : change;
      if (sample > 32_767) sample = 32_767;
      else if (sample < -32_768) sample = -32_768;
      index += stepMoves[code & 7] ?? 0;
      if (index < 0) index = 0;
      else if (index > 88) index = 88;
      out[start + frame + offset] = sample;
    }
    at += channels * 4;
  }
}
