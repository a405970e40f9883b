// AAC: no decoder that may be shipped exists for it, so a found ffmpeg gets its packets, each behind an ADTS header.
import { AppError } from "@tingheng/domain";
import { ffmpegDecoder } from "../decode/ffmpeg.ts";
import { type SampleDecoder, SoundBreak } from "./sample-decoder.ts";

export interface AacConfig {
  readonly objectType: number;
  readonly rateIndex: number;
  readonly channelConfig: number;
}

/** ISO/IEC 14496-3, 1.6.2.1; the part in front of it that names an extension is stepped over.
 * @throws SoundBreak */
export function parseAudioSpecificConfig(bytes: Uint8Array): AacConfig {
  if (bytes.length < 2) throw new SoundBreak("the AAC header is incomplete");
  const bits = ((bytes[0] ?? 0) << 24) | ((bytes[1] ?? 0) << 16) | ((bytes[2] ?? 0) << 8) | (bytes[3] ?? 0);
  const objectType = bits >>> 27;
  const rateIndex = (bits >>> 23) & 15;
  const channelConfig = (bits >>> 19) & 15;
  if (objectType === 31 || rateIndex > 12) throw new SoundBreak("this kind of AAC is not known");
  return { objectType, rateIndex, channelConfig };
}

/** Without a `config`, packets have their ADTS headers already.
 * @throws AppError `sound.needs-ffmpeg` */
export async function aacDecoder(
  config: AacConfig | undefined,
  channels: number,
  sampleRateHz: number,
  path: string,
  ffmpeg: string | undefined,
): Promise<SampleDecoder> {
  if (ffmpeg === undefined) throw new AppError("sound.needs-ffmpeg", { path, codec: "AAC" });
  const task = { command: ffmpeg, demuxer: "aac", channels, sampleRateHz } as const;
  if (config === undefined) return ffmpegDecoder(task);
  return ffmpegDecoder({ ...task, header: (bytes) => adtsHeader(config, channels, bytes.length) });
}

/** Seven bytes (ISO/IEC 14496-3, 1.A.2.2). High-efficiency AAC is announced as the plain one that it builds on. */
function adtsHeader({ objectType, rateIndex, channelConfig }: AacConfig, channels: number, size: number): Uint8Array {
  const profile = (objectType > 4 ? 2 : objectType) - 1;
  const shape = channelConfig === 0 ? channels : channelConfig;
  const length = size + 7;
  return Uint8Array.of(
    0xff,
    0xf1,
    (profile << 6) | (rateIndex << 2) | (shape >> 2),
    ((shape & 3) << 6) | (length >> 11),
    (length >> 3) & 0xff,
    ((length & 7) << 5) | 0x1f,
    0xfc,
  );
}
