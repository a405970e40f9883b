// Recordings that go on for ever and decoders that misbehave; and what comes of decoding them in a guarded thread.
import { AppError, type ErrorCode } from "@tingheng/domain";
import { type ByteSource, bytesSource } from "../sound/byte-source.ts";
import { decodeSafely, type SafeDecodeOptions } from "./decode-safely.ts";
import { interleaved, sampleBytes } from "./samples.fixture.ts";

export interface HostileRecording {
  readonly name: string;
  readonly source: () => ByteSource;
  readonly options: SafeDecodeOptions;
  readonly refused: ErrorCode;
}

/** A WAV file that goes on for ever: its source makes silence as it is read. */
export function endless(byteCount: number): ByteSource {
  const head = sampleBytes("alaw.wav").slice(0, 58);
  new DataView(head.buffer).setUint32(54, 0xffffffff, true);
  return {
    name: "endless.wav",
    byteCount,
    async read(from, length) {
      const bytes = new Uint8Array(Math.max(0, Math.min(length, byteCount - from))).fill(0xd5);
      if (from < head.length) bytes.set(head.subarray(from, from + bytes.length));
      return bytes;
    },
    close: async () => {},
  };
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
