// Recordings that go on for ever and decoders that misbehave; and what comes of decoding them in a guarded thread.
import { AppError, type ErrorCode } from "@tingheng/domain";
import { type ByteSource, bytesSource } from "../sound/byte-source.ts";
import { decodeSafely, type SafeDecodeOptions } from "./decode-safely.ts";
import { endless } from "./long-recording.contract.ts";
import { interleaved, sampleBytes } from "./samples.fixture.ts";

export interface HostileRecording {
  readonly name: string;
  readonly source: () => ByteSource;
  readonly options: SafeDecodeOptions;
  readonly refused: ErrorCode;
}

function silentHours(): ByteSource {
  const head = new TextEncoder().encode("#!AMR\n");
  return bytesSource("bomb.amr", new Uint8Array([...head, ...new Uint8Array(900_000).fill(0x7c)]));
}

const script = new URL("./misbehaving.fixture.ts", import.meta.url);
const misbehaving = (how: string, refused: ErrorCode, stallMs: number): HostileRecording => ({
  name: `a decoder that ${how}`,
  source: () => bytesSource(how, sampleBytes("alaw.wav")),
  options: { script, stallMs },
  refused,
});

export const hostileRecordings: readonly HostileRecording[] = [
  {
    name: "a recording that does not end where it said",
    source: () => endless(1 << 26),
    options: { limits: { maxDurationMs: 60_000 } },
    refused: "sound.limit",
  },
  {
    name: "hours of silence in a few bytes",
    source: silentHours,
    options: { limits: { minBytesPerSecond: 60 } },
    refused: "sound.limit",
  },
  misbehaving("spins", "sound.stalled", 1_000),
  misbehaving("fills its memory", "sound.limit", 30_000),
  misbehaving("stops", "sound.broken", 5_000),
];

/** @returns what came of it instead of its typed error, else undefined */
export async function tryRecording({ source, options, refused }: HostileRecording): Promise<string | undefined> {
  try {
    await interleaved(await decodeSafely(source(), options));
    return "decoded";
  } catch (error) {
    const code = error instanceof AppError ? error.code : String(error);
    return code === refused ? undefined : code;
  }
}
