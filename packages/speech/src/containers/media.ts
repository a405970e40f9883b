// MP4 and M4A, and ADTS: demuxed by mediabunny, packet by packet, from the one audio track that counts.
import { AppError } from "@tingheng/domain";
import {
  ADTS,
  type AudioCodec,
  CustomSource,
  EncodedPacketSink,
  Input,
  type InputAudioTrack,
  MP4,
  QTFF,
} from "mediabunny";
import { aacDecoder, parseAudioSpecificConfig } from "../codecs/aac.ts";
import { mpegDecoder } from "../codecs/mp3.ts";
import { opusDecoder, parseOpusHead } from "../codecs/opus.ts";
import { type SampleDecoder, SoundBreak } from "../codecs/sample-decoder.ts";
import type { Track, TrackOpener } from "../decode/track.ts";
import type { ByteSource } from "../sound/byte-source.ts";
import { ByteWindow } from "./byte-window.ts";
import { openRawCodec } from "./raw.ts";

/** mediabunny keeps what it read, packet by packet, and the more it keeps the slower it is. */
const cacheBytes = 64 * 1_024;

export type MediaContainer = "mp4" | "adts";

const formats = { mp4: [MP4, QTFF], adts: [ADTS] } as const;

interface PacketCodec {
  readonly codec: string;
  readonly sampleRateHz: number;
  readonly open: () => Promise<SampleDecoder>;
  readonly skipFrames?: number;
}

export function openMedia(container: MediaContainer): (opener: TrackOpener) => Promise<Track> {
  return async ({ source, ffmpeg }) => {
    const input = new Input({ formats: [...formats[container]], source: mediaSource(source) });
    const track = await input.getPrimaryAudioTrack();
    if (track === null) throw new SoundBreak("there is no sound in it");
    const [codec, config] = await Promise.all([track.getCodec(), track.getDecoderConfig()]);
    if (codec === null || config === null) throw new SoundBreak("the codec of its sound is not known");
    const { numberOfChannels: channels, sampleRate } = config;
    const description = bytesOf(config.description);
    const found = packetCodec(codec, channels, sampleRate, description, source.name, ffmpeg);
    const first = await new EncodedPacketSink(track).getFirstPacket();
    const early = Math.max(0, -(first?.timestamp ?? 0));
    const seconds = await track.getDurationFromMetadata();
    return {
      format: {
        container,
        codec: found.codec,
        sampleRateHz: found.sampleRateHz,
        channels,
        ...(seconds !== null && Number.isFinite(seconds) ? { durationMs: Math.round(seconds * 1_000) } : {}),
      },
      packets: packetsOf(track, input),
      open: found.open,
      // What the container places before time zero is the encoder's run-up.
      skipFrames: found.skipFrames ?? Math.round(Math.min(early, 1) * found.sampleRateHz),
    };
  };
}

function packetCodec(
  codec: AudioCodec,
  channels: number,
  sampleRateHz: number,
  description: Uint8Array | undefined,
  path: string,
  ffmpeg: string | undefined,
): PacketCodec {
  if (codec === "opus" && description !== undefined) {
    const head = parseOpusHead(description);
    return {
      codec,
      sampleRateHz: head.sampleRateHz,
      open: () => opusDecoder({ ...head, channels }),
      skipFrames: Math.round((head.preSkip * head.sampleRateHz) / 48_000),
    };
  }
  if (codec === "aac") {
    const config = description === undefined ? undefined : parseAudioSpecificConfig(description);
    return { codec, sampleRateHz, open: () => aacDecoder(config, channels, sampleRateHz, path, ffmpeg) };
  }
  if (codec === "mp3") return { codec, sampleRateHz, open: () => mpegDecoder(channels, sampleRateHz) };
  const raw = { ulaw: "pcm_mulaw", alaw: "pcm_alaw", "pcm-s16": "pcm_s16le", "pcm-s16be": "pcm_s16be" } as const;
  if (codec in raw) {
    const encoding = raw[codec as keyof typeof raw];
    return { codec: encoding, sampleRateHz, open: async () => openRawCodec(encoding, channels) };
  }
  throw new AppError("sound.broken", { path, problem: `sound in ${codec} is not decoded from this container` });
}

/** mediabunny asks for each packet alone, and may ask for the next one before it has an answer. */
function mediaSource(source: ByteSource): CustomSource {
  const window = new ByteWindow(source);
  let last: Promise<unknown> = Promise.resolve();
  return new CustomSource({
    getSize: () => source.byteCount,
    read: (start, end) => {
      const bytes = last.then(async () => (await window.at(start, end - start)).slice());
      last = bytes.catch(() => {});
      return bytes;
    },
    maxCacheSize: cacheBytes,
  });
}

async function* packetsOf(track: InputAudioTrack, input: Input): AsyncGenerator<Uint8Array> {
  try {
    for await (const packet of new EncodedPacketSink(track).packets()) yield packet.data;
  } finally {
    input.dispose();
  }
}

function bytesOf(description: ArrayBufferView | ArrayBufferLike | undefined): Uint8Array | undefined {
  if (description === undefined) return undefined;
  if (ArrayBuffer.isView(description)) {
    return new Uint8Array(description.buffer, description.byteOffset, description.byteLength);
  }
  return new Uint8Array(description);
}
