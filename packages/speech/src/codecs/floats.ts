// Decoders compiled from C give floating samples by channel: here they become 16 bits, in rooms that are used again.
import { type Samples, sampleRoom } from "./sample-decoder.ts";

export interface FloatSamples {
  readonly channelData: readonly Float32Array[];
  readonly samplesDecoded: number;
}

export function floatRoom(channels: number, gain = 1): (decoded: FloatSamples) => Samples {
  const room = sampleRoom(channels);
  return ({ channelData, samplesDecoded }) => {
    const out = room(samplesDecoded);
    for (const [index, samples] of out.entries()) {
      const floats = channelData[index] ?? channelData[0];
      if (floats !== undefined) to16(floats, samples, 32_768 * gain);
    }
    return out;
  };
}

/** In the range of unsigned numbers, cutting off is rounding down. What is no number becomes silence. */
export function to16(floats: Float32Array, samples: Int16Array, scale: number): void {
  const { length } = samples;
  for (let at = 0; at < length; at += 1) {
    const value = (floats[at] ?? 0) * scale + 32_768.5;
    samples[at] = (value >= 0 ? (value < 65_536 ? value | 0 : 65_535) : value < 0 ? 0 : 32_768) - 32_768;
  }
}
