// Opus through libopus: packets in, samples out at the rate that the sound had before it was encoded, taken from where the compiled
// decoder leaves them.
import { to16 } from "./floats.ts";
import { type SampleDecoder, SoundBreak, sampleRoom } from "./sample-decoder.ts";

/** What every Opus stream counts in, whatever it is decoded to. */
export const opusTicksPerSecond = 48_000;
const rates = [8_000, 12_000, 16_000, 24_000, 48_000] as const;
/** What libopus may be given at once, by channel: 256 kbit/s for the longest packet. */
const mostPacketBytes = 3_840;

export interface OpusHead {
  readonly channels: number;
  /** Ticks of 1/48,000 s that the encoder put before the sound. */
  readonly preSkip: number;
  readonly sampleRateHz: (typeof rates)[number];
  readonly gain: number;
  readonly streams: number;
  readonly coupled: number;
  readonly mapping: readonly number[];
}

/** RFC 7845, 5.1.
 * @throws SoundBreak */
export function parseOpusHead(bytes: Uint8Array): OpusHead {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 19 || view.getUint32(0) !== 0x4f707573) throw new SoundBreak("the Opus header is incomplete");
  const channels = view.getUint8(9);
  const family = view.getUint8(18);
  if (family === 0 && (channels < 1 || channels > 2)) throw new SoundBreak(`its header names ${channels} channels`);
  if (family !== 0 && bytes.length < 21 + channels) throw new SoundBreak("the Opus header is incomplete");
  const before = view.getUint32(12, true);
  const gainDb = view.getInt16(16, true) / 256;
  return {
    channels,
    preSkip: view.getUint16(10, true),
    sampleRateHz: (before > 0 ? rates.find((rate) => rate >= before) : undefined) ?? 48_000,
    gain: 10 ** (gainDb / 20),
    streams: family === 0 ? 1 : view.getUint8(19),
    coupled: family === 0 ? channels - 1 : view.getUint8(20),
    mapping: family === 0 ? [0, 1].slice(0, channels) : [...bytes.subarray(21, 21 + channels)],
  };
}

/** Ticks of 1/48,000 s that a packet lasts; 0 when it can't be one (RFC 6716, 3.1). */
export function opusTicks(packet: Uint8Array): number {
  const [toc, second = 0] = packet;
  if (toc === undefined) return 0;
  const config = toc >> 3;
  const size =
    config < 12 ? ([480, 960, 1_920, 2_880][config & 3] ?? 0) : config < 16 ? 480 << (config & 1) : 120 << (config & 3);
  const count = (toc & 3) === 0 ? 1 : (toc & 3) === 3 ? second & 63 : 2;
  return size * count <= 5_760 ? size * count : 0;
}

/** What `opus-decoder` is made of inside, in the version that package.json pins. */
interface OpusParts {
  readonly _common: {
    readonly wasm: {
      /** Frames of each channel, one channel after the other; below zero when it refuses the packet. */
      opus_frame_decode_float_deinterleaved(decoder: number, bytes: number, length: number, room: number): number;
    };
  };
  readonly _decoder: number;
  readonly _input: { readonly ptr: number; readonly buf: Uint8Array };
  readonly _output: { readonly ptr: number; readonly buf: Float32Array };
}

/** Takes one packet at a time. A packet that libopus refuses becomes silence of its length. */
export async function opusDecoder(head: OpusHead): Promise<SampleDecoder> {
  const { channels, sampleRateHz, streams, coupled, mapping, gain } = head;
  if (streams < 1 || coupled > streams || mapping.some((one) => one !== 255 && one >= streams + coupled)) {
    throw new SoundBreak("the Opus header contradicts itself");
  }
  const { OpusDecoder } = await import("opus-decoder");
  const decoder = new OpusDecoder({
    sampleRate: sampleRateHz,
    channels,
    streamCount: streams,
    coupledStreamCount: coupled,
    channelMappingTable: [...mapping],
    preSkip: 0,
  });
  await decoder.ready;
  const { _common, _decoder, _input, _output } = decoder as unknown as OpusParts;
  const { wasm } = _common;
  const room = sampleRoom(channels);
  let damaged = 0;
  return {
    decode(packet) {
      const frames = (opusTicks(packet) * sampleRateHz) / opusTicksPerSecond;
      if (frames > 0 && packet.length <= mostPacketBytes * channels) {
        _input.buf.set(packet);
        const count = wasm.opus_frame_decode_float_deinterleaved(_decoder, _input.ptr, packet.length, _output.ptr);
        if (count > 0) {
          const out = room(count);
          for (const [index, samples] of out.entries())
            to16(_output.buf.subarray(index * count, (index + 1) * count), samples, 32_768 * gain);
          return out;
        }
      }
      damaged += 1;
      return room(frames).map((samples) => samples.fill(0));
    },
    close: () => decoder.free(),
    get damaged() {
      return damaged;
    },
  };
}
