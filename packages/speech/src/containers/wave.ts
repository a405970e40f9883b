// WAV: what the `fmt ` chunk says, and which decoder reads the `data` chunk.
import { g711Decoder } from "../codecs/g711.ts";
import { gsmDecoder, gsmUnits } from "../codecs/gsm.ts";
import { imaDecoder, imaFrames } from "../codecs/ima-adpcm.ts";
import { msAdpcmDecoder, msAdpcmFrames } from "../codecs/ms-adpcm.ts";
import { type PcmLayout, pcmDecoder } from "../codecs/pcm.ts";
import { type SampleDecoder, SoundBreak } from "../codecs/sample-decoder.ts";
import { pieces, type Track, type TrackOpener } from "../decode/track.ts";
import { openMpegStretch } from "./mpeg-file.ts";
import { readWaveChunks } from "./riff-chunks.ts";

/** The description of a WAV file. `unitBytes` is what can't be cut: a frame of linear samples, a block of a packed codec. */
interface WaveFormat {
  readonly tag: number;
  readonly channels: number;
  readonly sampleRateHz: number;
  readonly unitBytes: number;
  readonly bitsPerSample: number;
  /** What stands after the common part. */
  readonly extra: Uint8Array;
}

interface WaveCodec {
  readonly codec: string;
  readonly open: () => SampleDecoder;
  readonly unitBytes: number;
  /** Frames of a unit, for the length that the header promises. */
  readonly unitFrames: number;
}

/** MP3 in the clothes of a WAV file. */
const mp3Tag = 0x55;

/** @throws SoundBreak when there is no sound to be found */
export async function openWave(opener: TrackOpener): Promise<Track> {
  const { source, notes } = opener;
  const { fmt, data, frames } = await readWaveChunks(source, notes);
  const wave = parseWaveFormat(fmt);
  if (wave.tag === mp3Tag) return openMpegStretch(opener, data.start, data.end, "wav");
  const found = waveCodec(wave);
  if (found === undefined) throw new SoundBreak(`its codec (0x${wave.tag.toString(16)}) is not known`);
  const { codec, open, unitBytes, unitFrames } = found;
  const promised = frames ?? Math.floor((data.end - data.start) / unitBytes) * unitFrames;
  const { sampleRateHz, channels } = wave;
  return {
    format: {
      container: "wav",
      codec,
      sampleRateHz,
      channels,
      ...(sampleRateHz > 0 ? { durationMs: Math.round((promised * 1_000) / sampleRateHz) } : {}),
    },
    packets: pieces(source, data.start, data.end, unitBytes),
    open: async () => open(),
    ...(frames === undefined || unitFrames === 1 ? {} : { keepFrames: () => frames }),
  };
}

function parseWaveFormat(fmt: Uint8Array): WaveFormat {
  const view = new DataView(fmt.buffer, fmt.byteOffset, fmt.byteLength);
  const tag = view.getUint16(0, true);
  const extensible = tag === 0xfffe && fmt.length >= 26;
  return {
    tag: extensible ? view.getUint16(24, true) : tag,
    channels: view.getUint16(2, true),
    sampleRateHz: view.getUint32(4, true),
    unitBytes: view.getUint16(12, true),
    bitsPerSample: fmt.length >= 16 ? view.getUint16(14, true) : 8,
    extra: fmt.subarray(18),
  };
}

function waveCodec(wave: WaveFormat): WaveCodec | undefined {
  const { channels, bitsPerSample } = wave;
  switch (wave.tag) {
    case 1:
      return pcm(wave, bitsPerSample <= 8 ? "unsigned" : "signed");
    case 3:
      return pcm(wave, "float");
    case 6:
      return oneByte("pcm_alaw", () => g711Decoder("alaw", channels), channels);
    case 7:
      return oneByte("pcm_mulaw", () => g711Decoder("mulaw", channels), channels);
    case 2:
      return msAdpcm(wave);
    case 0x11:
      return ima(wave);
    case 0x31:
      return gsm(wave);
    default:
      return undefined;
  }
}

function msAdpcm({ channels, unitBytes, extra }: WaveFormat): WaveCodec | undefined {
  const unitFrames = msAdpcmFrames(unitBytes, channels);
  if (unitFrames === 0) return undefined;
  return { codec: "adpcm_ms", open: () => msAdpcmDecoder(channels, unitBytes, extra), unitBytes, unitFrames };
}

function ima({ channels, unitBytes }: WaveFormat): WaveCodec | undefined {
  const unitFrames = imaFrames(unitBytes, channels);
  if (unitFrames === 0) return undefined;
  return { codec: "adpcm_ima_wav", open: () => imaDecoder(channels, unitBytes), unitBytes, unitFrames };
}

function gsm({ channels }: WaveFormat): WaveCodec | undefined {
  const { bytes: unitBytes, frames: unitFrames } = gsmUnits.microsoft;
  return channels === 1 ? { codec: "gsm_ms", open: () => gsmDecoder("microsoft"), unitBytes, unitFrames } : undefined;
}

function oneByte(codec: string, open: () => SampleDecoder, channels: number): WaveCodec {
  return { codec, open, unitBytes: channels, unitFrames: 1 };
}

/** The width is the room that a sample takes (12 valid bits take 16); a block size that contradicts itself is not believed. */
function pcm(wave: WaveFormat, kind: PcmLayout["kind"]): WaveCodec | undefined {
  const { channels, unitBytes, bitsPerSample } = wave;
  const byBits = Math.ceil(bitsPerSample / 8);
  const byUnit = unitBytes / channels;
  const widths = kind === "float" ? [4, 8] : [1, 2, 3, 4];
  const bytesPerSample = widths.includes(byUnit) && byUnit >= byBits ? byUnit : byBits;
  if (!widths.includes(bytesPerSample)) return undefined;
  const sign = kind === "float" ? "f" : bytesPerSample === 1 ? "u" : "s";
  return {
    codec: `pcm_${sign}${bytesPerSample * 8}${bytesPerSample === 1 ? "" : "le"}`,
    open: () => pcmDecoder({ channels, bytesPerSample, kind: bytesPerSample === 1 ? "unsigned" : kind }),
    unitBytes: bytesPerSample * channels,
    unitFrames: 1,
  };
}
