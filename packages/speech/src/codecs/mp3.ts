// MPEG audio layers 1–3 through mpg123, and what the header of a frame says.
import { to16 } from "./floats.ts";
import { type Mpg123, openMpg123 } from "./mpg123.ts";
import { type SampleDecoder, SoundBreak } from "./sample-decoder.ts";

export interface MpegFrame {
  readonly layer: 1 | 2 | 3;
  readonly bitsPerSecond: number;
  readonly sampleRateHz: number;
  readonly channels: 1 | 2;
  readonly frames: number;
  readonly bytes: number;
  /** Bytes of side information between the header and where an encoder's own tag may stand. */
  readonly tagOffset: number;
}

const rates = [44_100, 48_000, 32_000] as const;
/** kbit/s by version (1, or 2 and 2.5) and layer. */
const bitRates: Readonly<Record<string, readonly number[]>> = {
  "1-1": [32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448],
  "1-2": [32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384],
  "1-3": [32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
  "2-1": [32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256],
  "2-2": [8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
  "2-3": [8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
};

export function parseMpegFrame(bytes: Uint8Array, at: number): MpegFrame | undefined {
  const [first = 0, second = 0, third = 0, fourth = 0] = bytes.subarray(at, at + 4);
  if (at + 4 > bytes.length || first !== 0xff || (second & 0xe0) !== 0xe0) return undefined;
  const version = ([2.5, undefined, 2, 1] as const)[(second >> 3) & 3];
  const layer = ([undefined, 3, 2, 1] as const)[(second >> 1) & 3];
  const rate = rates[((third >> 2) & 3) as 0 | 1 | 2];
  const kilobits = bitRates[`${version === 1 ? 1 : 2}-${layer}`]?.[(third >> 4) - 1];
  if (version === undefined || layer === undefined || rate === undefined || kilobits === undefined) return undefined;
  const sampleRateHz = version === 1 ? rate : version === 2 ? rate / 2 : rate / 4;
  const padding = (third >> 1) & 1;
  const channels = fourth >> 6 === 3 ? 1 : 2;
  const frames = layer === 1 ? 384 : layer === 3 && version !== 1 ? 576 : 1_152;
  const bytesOfFrame =
    layer === 1
      ? (Math.floor((12_000 * kilobits) / sampleRateHz) + padding) * 4
      : Math.floor(((frames / 8) * kilobits * 1_000) / sampleRateHz) + padding;
  const side = version === 1 ? (channels === 1 ? 17 : 32) : channels === 1 ? 9 : 17;
  return {
    layer,
    bitsPerSecond: kilobits * 1_000,
    sampleRateHz,
    channels,
    frames,
    bytes: bytesOfFrame,
    tagOffset: 4 + side,
  };
}

/** Takes bytes in any portions. mpg123 finds its way back by itself where some are missing. */
export async function mpegDecoder(channels: number, sampleRateHz: number): Promise<SampleDecoder> {
  const mpg123 = await openMpg123({ gapless: true });
  return { decode: mpegSamples(mpg123, channels, sampleRateHz), close: () => mpg123.close() };
}

/** What mpg123 makes of some bytes, in 16 bits; written over by the next call. */
export function mpegSamples(mpg123: Mpg123, channels: number, sampleRateHz: number) {
  const room = growingRoom(channels);
  return (bytes: Uint8Array): Int16Array<ArrayBuffer>[] => {
    room.empty();
    mpg123.decode(bytes, (left, right, rate) => {
      if (rate !== sampleRateHz) throw new SoundBreak(`the sample rate changes from ${sampleRateHz} to ${rate} Hz`);
      for (const [index, samples] of room.more(left.length).entries())
        to16(index === 0 ? left : right, samples, 32_768);
    });
    return room.all();
  };
}

/** Room for portions that follow one another. */
function growingRoom(channels: number) {
  let room = Array.from({ length: channels }, () => new Int16Array(16_384));
  let filled = 0;
  const part = (from: number, to: number) => room.map((samples) => samples.subarray(from, to));
  return {
    empty() {
      filled = 0;
    },
    more(frames: number) {
      const from = filled;
      filled += frames;
      if (filled > (room[0]?.length ?? 0)) {
        room = room.map((samples) => {
          const wider = new Int16Array(filled * 2);
          wider.set(samples);
          return wider;
        });
      }
      return part(from, filled);
    },
    all: () => part(0, filled),
  };
}
