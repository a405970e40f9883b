// Microsoft ADPCM: blocks with two whole samples per channel, then four bits for the error of a linear prediction.
import { type SampleDecoder, sampleRoom } from "./sample-decoder.ts";

type Coefficients = readonly (readonly [number, number])[];

/** The seven pairs that every file has (Microsoft Multimedia Standards Update, 1994). */
const usualCoefficients: Coefficients = [
  [256, 0],
  [512, -256],
  [0, 0],
  [192, 64],
  [240, 0],
  [460, -208],
  [392, -232],
];

const adaptation = Int32Array.of(230, 230, 230, 230, 307, 409, 512, 614, 768, 614, 512, 409, 307, 230, 230, 230);

/** Frames of a block of `blockBytes`. */
export function msAdpcmFrames(blockBytes: number, channels: number): number {
  const codes = (blockBytes - 7 * channels) * 2;
  return codes < 0 ? 0 : 2 + Math.floor(codes / channels);
}

/** @param extra what the header says after its common part: samples of a block, number of pairs, pairs */
export function msAdpcmDecoder(channels: number, blockBytes: number, extra: Uint8Array): SampleDecoder {
  const room = sampleRoom(channels);
  const coefficients = coefficientsOf(extra);
  const perBlock = msAdpcmFrames(blockBytes, channels);
  return {
    decode(bytes) {
      const whole = Math.floor(bytes.length / blockBytes);
      const rest = bytes.subarray(whole * blockBytes);
      const out = room(whole * perBlock + msAdpcmFrames(rest.length, channels));
      for (let block = 0; block < whole; block += 1) {
        const one = bytes.subarray(block * blockBytes, (block + 1) * blockBytes);
        decodeBlock(one, channels, coefficients, out, block * perBlock);
      }
      if (rest.length > 0) decodeBlock(rest, channels, coefficients, out, whole * perBlock);
      return out;
    },
  };
}

function coefficientsOf(extra: Uint8Array): Coefficients {
  if (extra.length < 4) return usualCoefficients;
  const view = new DataView(extra.buffer, extra.byteOffset, extra.byteLength);
  const count = Math.min(view.getUint16(2, true), (extra.length - 4) >> 2);
  if (count < usualCoefficients.length) return usualCoefficients;
  return Array.from({ length: count }, (_, index) => {
    return [view.getInt16(4 + index * 4, true), view.getInt16(6 + index * 4, true)] as const;
  });
}

function decodeBlock(
  block: Uint8Array,
  channels: number,
  coefficients: Coefficients,
  out: Int16Array[],
  start: number,
) {
  const frames = msAdpcmFrames(block.length, channels);
  if (frames === 0) return;
  const view = new DataView(block.buffer, block.byteOffset, block.byteLength);
  for (const [channel, samples] of out.entries()) {
    const [first, second] = coefficients[block[channel] ?? 0] ?? [256, 0];
    let delta = view.getInt16(channels + channel * 2, true);
    let last = view.getInt16(channels * 3 + channel * 2, true);
    let before = view.getInt16(channels * 5 + channel * 2, true);
    samples[start] = before;
    samples[start + 1] = last;
    for (let frame = 2, code = channel; frame < frames; frame += 1, code += channels) {
      const byte = block[channels * 7 + (code >> 1)] ?? 0;
      const bits = code & 1 ? byte & 15 : byte >> 4;
      const signed = bits >= 8 ? bits - 16 : bits;
      const guess = (last * first + before * second) >> 8;
      const sample = Math.max(-32_768, Math.min(32_767, guess + signed * delta));
      before = last;
      last = sample;
      delta = Math.max(16, ((adaptation[bits] ?? 0) * delta) >> 8);
      samples[start + frame] = sample;
    }
  }
}
