// Whether an upload really is a recording: nothing else is hidden in it, its header keeps the limits, and its beginning becomes sound.
import { AppError } from "@tingheng/domain";
import { type ByteSource, decodeSafely, leaveUnread, type SafeDecodeOptions, type SoundFormat } from "@tingheng/speech";
import { disguiseOf } from "./disguise.ts";

/** Playlists stand behind tags that may be long; what was appended stands at the end. */
const headBytes = 256 * 1_024;
const tailBytes = 128 * 1_024;
const probeMs = 10_000;
const usualMaxDurationMs = 4 * 3_600_000;

/** What the recording says of itself (`durationMs` may still be a lie). The source stays open.
 * @throws AppError `sound.*` */
export async function acceptSound(source: ByteSource, options: SafeDecodeOptions = {}): Promise<SoundFormat> {
  const path = source.name;
  const head = await source.read(0, headBytes);
  const tail = await source.read(Math.max(0, source.byteCount - tailBytes), tailBytes);
  const disguise = disguiseOf(head, tail);
  if (disguise !== undefined) throw new AppError("sound.disguised", { path, ...disguise });
  const limits = { maxDurationMs: usualMaxDurationMs, ...options.limits };
  const decoding = await decodeSafely(source, { ...options, limits });
  const { format, blocks } = decoding;
  const { durationMs = 0, sampleRateHz, container } = format;
  if (durationMs > limits.maxDurationMs) {
    await leaveUnread(decoding);
    throw tooLong(path, durationMs, limits.maxDurationMs);
  }
  const sound: Int16Array[] = [];
  for await (const block of blocks) {
    sound.push(...block.channels.slice(0, 1).map((samples) => samples.slice()));
    if (block.startFrame * 1_000 > probeMs * sampleRateHz) break;
  }
  if (container === "raw" && isNoise(sound)) throw new AppError("sound.unknown", { path });
  return format;
}

function tooLong(path: string, foundMs: number, allowedMs: number): AppError {
  const minutes = (ms: number) => `${Math.round(ms / 60_000)} min`;
  return new AppError("sound.limit", {
    path,
    what: "the length of the recording",
    found: minutes(foundMs),
    allowed: minutes(allowedMs),
  });
}

/** Loud beyond any call (full scale of a square wave is 32,768), or loud and without any likeness from sample to sample: bytes that are something else. */
const louderThanCalls = 20_000;
const loudForNoise = 8_000;
const leastLikeness = 0.1;
const lags = 8;

function isNoise(parts: readonly Int16Array[]): boolean {
  const energies = new Float64Array(lags + 1);
  let count = 0;
  for (const part of parts) {
    count += part.length;
    for (let at = lags; at < part.length; at += 1) {
      const sample = part[at] ?? 0;
      for (let lag = 0; lag <= lags; lag += 1) energies[lag] = (energies[lag] ?? 0) + sample * (part[at - lag] ?? 0);
    }
  }
  const [power = 0, ...likeness] = energies;
  const loudness = Math.sqrt(power / Math.max(1, count));
  const alike = likeness.some((energy) => Math.abs(energy) > leastLikeness * power);
  return loudness > louderThanCalls || (loudness > loudForNoise && !alike);
}
