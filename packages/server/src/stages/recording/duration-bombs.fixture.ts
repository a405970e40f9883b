// Few bytes that claim or make many hours of sound, and headers that would; and what comes of taking them for recordings.
import { type ByteSource, bytesSource, type SafeDecodeOptions } from "@tingheng/speech";
import { longRecording } from "../../../../speech/src/decode/long-recording.contract.ts";
import { sample, soundOutcome } from "./disguise-vectors.fixture.ts";

export interface DurationBomb {
  readonly name: string;
  readonly source: () => ByteSource;
  readonly options?: SafeDecodeOptions;
}

function claimsHours(): ByteSource {
  const bomb = Buffer.from(sample("mp3.mp3"));
  bomb.writeUInt32BE((360_000 * 8_000) / 576, bomb.indexOf("Info") + 8);
  return bytesSource("call.mp3", bomb);
}

function withHeader(at: number, bytes: readonly number[]): () => ByteSource {
  return () => {
    const wave = Buffer.from(sample("source-one.wav"));
    wave.set(bytes, at);
    return bytesSource("call.wav", wave);
  };
}

export const durationBombs: readonly DurationBomb[] = [
  { name: "a recording that says it is five hours long", source: () => longRecording(3_600 * 5) },
  {
    name: "a recording longer than this house takes",
    source: () => longRecording(60),
    options: { limits: { maxDurationMs: 30_000 } },
  },
  { name: "a few bytes of MP3 that claim a hundred hours", source: claimsHours },
  { name: "a header without channels", source: withHeader(22, [0, 0]) },
  { name: "a header with 255 channels", source: withHeader(22, [255, 0]) },
  { name: "a header without a rate", source: withHeader(24, [0, 0, 0, 0]) },
  { name: "a header with a rate of four thousand million", source: withHeader(24, [255, 255, 255, 255]) },
];

/** @returns what came of it instead of the refusal for its length, else undefined */
export async function tryDuration({ source, options }: DurationBomb): Promise<string | undefined> {
  const outcome = await soundOutcome(source(), options);
  return outcome === "sound.limit" ? undefined : outcome;
}
