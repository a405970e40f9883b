// Linear samples of every width and order, integer and floating, as 16-bit samples.
import { type SampleDecoder, sampleRoom } from "./sample-decoder.ts";

export interface PcmLayout {
  readonly channels: number;
  readonly bytesPerSample: number;
  readonly kind: "signed" | "unsigned" | "float";
  readonly bigEndian?: boolean;
}

type Reader = (view: DataView, at: number) => number;

export function pcmDecoder(layout: PcmLayout): SampleDecoder {
  const { channels, bytesPerSample } = layout;
  const room = sampleRoom(channels);
  const read = readerOf(layout);
  const step = channels * bytesPerSample;
  const plain16 = layout.kind === "signed" && bytesPerSample === 2 && layout.bigEndian !== true;
  return {
    decode(bytes) {
      const frames = Math.floor(bytes.length / step);
      const out = room(frames);
      if (plain16) {
        const samples = aligned16(bytes, frames * channels);
        for (const [index, channel] of out.entries()) {
          for (let frame = 0, at = index; frame < frames; frame += 1, at += channels) channel[frame] = samples[at] ?? 0;
        }
        return out;
      }
      const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
      for (const [index, channel] of out.entries()) {
        for (let frame = 0, at = index * bytesPerSample; frame < frames; frame += 1, at += step) {
          channel[frame] = read(view, at);
        }
      }
      return out;
    },
  };
}

function aligned16(bytes: Uint8Array, samples: number): Int16Array {
  if (bytes.byteOffset % 2 === 0) return new Int16Array(bytes.buffer, bytes.byteOffset, samples);
  return new Int16Array(bytes.slice(0, samples * 2).buffer);
}

function readerOf({ kind, bytesPerSample, bigEndian = false }: PcmLayout): Reader {
  const little = !bigEndian;
  if (kind === "float") {
    if (bytesPerSample === 8) return (view, at) => fromUnit(view.getFloat64(at, little));
    return (view, at) => fromUnit(view.getFloat32(at, little));
  }
  if (bytesPerSample === 1) {
    return kind === "unsigned" ? (view, at) => (view.getUint8(at) - 128) << 8 : (view, at) => view.getInt8(at) << 8;
  }
  // The lower bytes are below what 16 bits hold: only the two upper ones are read.
  const high = bigEndian ? 0 : bytesPerSample - 2;
  if (kind === "unsigned") return (view, at) => view.getUint16(at + high, little) - 0x8000;
  return (view, at) => view.getInt16(at + high, little);
}

/** −1…1 as 16 bits; what is no number is silence. */
function fromUnit(value: number): number {
  const scaled = value * 32_768;
  if (scaled >= 32_767) return 32_767;
  if (scaled <= -32_768) return -32_768;
  return Math.round(scaled) || 0;
}
