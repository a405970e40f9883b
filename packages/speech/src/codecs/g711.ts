// A-law and mu-law (ITU-T G.711): one byte is one sample, looked up in a table of 256.
import { type SampleDecoder, sampleRoom } from "./sample-decoder.ts";

export type G711Law = "alaw" | "mulaw";

const tables: Readonly<Record<G711Law, Int16Array>> = {
  alaw: Int16Array.from({ length: 256 }, (_, code) => fromAlaw(code)),
  mulaw: Int16Array.from({ length: 256 }, (_, code) => fromMulaw(code)),
};

export function g711Decoder(law: G711Law, channels: number): SampleDecoder {
  const room = sampleRoom(channels);
  const table = tables[law];
  return {
    decode(bytes) {
      const frames = Math.floor(bytes.length / channels);
      const out = room(frames);
      for (const [index, channel] of out.entries()) lookUp(bytes, index, channels, table, channel);
      return out;
    },
  };
}

function lookUp(bytes: Uint8Array, from: number, step: number, table: Int16Array, out: Int16Array): void {
  const { length } = out;
  for (let frame = 0, at = from; frame < length; frame += 1, at += step) out[frame] = table[bytes[at] ?? 0] ?? 0;
}

function fromAlaw(code: number): number {
  const bits = code ^ 0x55;
  const exponent = (bits >> 4) & 7;
  const step = ((bits & 15) << 4) + 8;
  const size = exponent === 0 ? step : (step + 0x100) << (exponent - 1);
  return (bits & 0x80) === 0 ? -size : size;
}

function fromMulaw(code: number): number {
  const bits = ~code & 0xff;
  const size = ((((bits & 15) << 3) + 0x84) << ((bits >> 4) & 7)) - 0x84;
  return (bits & 0x80) === 0 ? size : -size;
}
