// A stretch of sound as the bytes of a WAV file: what servers and programs take.
import type { Chunk } from "./recogniser.ts";

const headerBytes = 44;
const pcm = 1;

export function wavOf({ samples, sampleRateHz }: Pick<Chunk, "samples" | "sampleRateHz">): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(headerBytes + samples.byteLength);
  bytes.set(wavHeader({ channels: 1, sampleRateHz, dataBytes: samples.byteLength }));
  bytes.set(littleEndian(samples), headerBytes);
  return bytes;
}

/** The 44 bytes before 16-bit PCM. */
export function wavHeader(sound: {
  readonly channels: number;
  readonly sampleRateHz: number;
  readonly dataBytes: number;
}): Uint8Array<ArrayBuffer> {
  const { channels, sampleRateHz, dataBytes } = sound;
  const view = new DataView(new ArrayBuffer(headerBytes));
  const name = (at: number, text: string) => {
    for (let index = 0; index < text.length; index++) view.setUint8(at + index, text.charCodeAt(index));
  };
  name(0, "RIFF");
  view.setUint32(4, headerBytes - 8 + dataBytes, true);
  name(8, "WAVEfmt ");
  view.setUint32(16, 16, true);
  view.setUint16(20, pcm, true);
  view.setUint16(22, channels, true);
  view.setUint32(24, sampleRateHz, true);
  view.setUint32(28, 2 * channels * sampleRateHz, true);
  view.setUint16(32, 2 * channels, true);
  view.setUint16(34, 16, true);
  name(36, "data");
  view.setUint32(40, dataBytes, true);
  return new Uint8Array(view.buffer);
}

const hostIsLittle = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1;

/** The samples as 16-bit little-endian bytes, sharing memory where the machine allows it. */
export function littleEndian(samples: Int16Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength);
  if (hostIsLittle) return bytes;
  const turned = new Uint8Array(bytes);
  for (let at = 0; at < turned.length; at += 2) [turned[at], turned[at + 1]] = [turned[at + 1] ?? 0, turned[at] ?? 0];
  return turned;
}
