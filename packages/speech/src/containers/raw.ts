// Telephony audio without a header: what it is must be said, or follows from its bytes or its name.
import { AppError } from "@tingheng/domain";
import { dialogicDecoder } from "../codecs/dialogic-adpcm.ts";
import { g711Decoder } from "../codecs/g711.ts";
import { gsmDecoder, gsmUnits } from "../codecs/gsm.ts";
import { pcmDecoder } from "../codecs/pcm.ts";
import type { SampleDecoder } from "../codecs/sample-decoder.ts";
import { pieces, type Track, type TrackOpener } from "../decode/track.ts";

/** What a file without a header holds. */
export interface RawSound {
  readonly encoding: RawEncoding;
  readonly sampleRateHz: number;
  readonly channels: number;
}

interface RawCodec {
  open(channels: number): SampleDecoder;
  /** Bytes and frames of what can't be cut. */
  unit(channels: number): { readonly bytes: number; readonly frames: number };
}

const oneFrame = (bytes: number) => (channels: number) => ({ bytes: bytes * channels, frames: 1 });

const rawEncodings = {
  pcm_alaw: { open: (channels) => g711Decoder("alaw", channels), unit: oneFrame(1) },
  pcm_mulaw: { open: (channels) => g711Decoder("mulaw", channels), unit: oneFrame(1) },
  pcm_s8: { open: (channels) => pcmDecoder({ channels, bytesPerSample: 1, kind: "signed" }), unit: oneFrame(1) },
  pcm_u8: { open: (channels) => pcmDecoder({ channels, bytesPerSample: 1, kind: "unsigned" }), unit: oneFrame(1) },
  pcm_s16le: { open: (channels) => pcmDecoder({ channels, bytesPerSample: 2, kind: "signed" }), unit: oneFrame(2) },
  pcm_s16be: {
    open: (channels) => pcmDecoder({ channels, bytesPerSample: 2, kind: "signed", bigEndian: true }),
    unit: oneFrame(2),
  },
  pcm_s24be: {
    open: (channels) => pcmDecoder({ channels, bytesPerSample: 3, kind: "signed", bigEndian: true }),
    unit: oneFrame(3),
  },
  pcm_s32be: {
    open: (channels) => pcmDecoder({ channels, bytesPerSample: 4, kind: "signed", bigEndian: true }),
    unit: oneFrame(4),
  },
  pcm_f32be: {
    open: (channels) => pcmDecoder({ channels, bytesPerSample: 4, kind: "float", bigEndian: true }),
    unit: oneFrame(4),
  },
  pcm_f64be: {
    open: (channels) => pcmDecoder({ channels, bytesPerSample: 8, kind: "float", bigEndian: true }),
    unit: oneFrame(8),
  },
  gsm: { open: () => gsmDecoder("plain"), unit: () => gsmUnits.plain },
  adpcm_dialogic: { open: () => dialogicDecoder(), unit: () => ({ bytes: 1, frames: 2 }) },
} as const satisfies Record<string, RawCodec>;
export type RawEncoding = keyof typeof rawEncodings;
export const rawEncodingNames = Object.keys(rawEncodings) as readonly RawEncoding[];

const oneChannelOnly: readonly RawEncoding[] = ["gsm", "adpcm_dialogic"];

/** @throws AppError `sound.broken` for a codec of one channel that is said to have more */
export function openRaw(opener: TrackOpener, sound: RawSound, from = 0, to?: number, container = "raw"): Track {
  const { source } = opener;
  const { encoding, sampleRateHz, channels } = sound;
  if (channels !== 1 && oneChannelOnly.includes(encoding)) {
    throw new AppError("sound.broken", { path: source.name, problem: `${encoding} has one channel, not ${channels}` });
  }
  const codec: RawCodec = rawEncodings[encoding];
  const unit = codec.unit(Math.max(1, channels));
  const end = to ?? source.byteCount;
  const frames = Math.floor((end - from) / unit.bytes) * unit.frames;
  return {
    format: {
      container,
      codec: encoding,
      sampleRateHz,
      channels,
      ...(sampleRateHz > 0 ? { durationMs: Math.round((frames * 1_000) / sampleRateHz) } : {}),
    },
    packets: pieces(source, from, end, unit.bytes),
    open: async () => openRawCodec(encoding, channels),
  };
}

export function openRawCodec(encoding: RawEncoding, channels: number): SampleDecoder {
  return rawEncodings[encoding].open(channels);
}

/** Names that telephone systems give to sound without a header; all of it is 8 kHz, one channel. */
const names: Readonly<Record<string, RawEncoding>> = {
  al: "pcm_alaw",
  alaw: "pcm_alaw",
  ul: "pcm_mulaw",
  ulaw: "pcm_mulaw",
  mulaw: "pcm_mulaw",
  pcmu: "pcm_mulaw",
  pcma: "pcm_alaw",
  sln: "pcm_s16le",
  gsm: "gsm",
  vox: "adpcm_dialogic",
};

/** Only where the bytes say nothing. */
export function rawByName(name: string): RawSound | undefined {
  const ending = /\.(\w+)$/.exec(name)?.[1]?.toLowerCase() ?? "";
  const encoding = names[ending];
  return encoding === undefined ? undefined : { encoding, sampleRateHz: 8_000, channels: 1 };
}

/** Plain GSM frames all begin with the same four bits. */
export function looksLikeGsm(head: Uint8Array): boolean {
  const { bytes } = gsmUnits.plain;
  if (head.length < bytes * 8) return false;
  for (let at = 0; at < head.length; at += bytes) if ((head[at] ?? 0) >> 4 !== 13) return false;
  return true;
}
