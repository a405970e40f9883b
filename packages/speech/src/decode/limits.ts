// What a recording may ask for before it counts as a lie or an attack.
import { AppError } from "@tingheng/domain";
import type { RawSound } from "../containers/raw.ts";

export interface DecodeLimits {
  readonly maxChannels: number;
  readonly minSampleRateHz: number;
  readonly maxSampleRateHz: number;
  readonly maxDurationMs: number;
  /** Below this the bytes of a second are not counted: short recordings may hold a lot of silence. */
  readonly thinAfterMs: number;
  /** The fewest bytes that a second of a long recording takes. AMR at 4.75 kbit/s with half its frames silent takes 330. */
  readonly minBytesPerSecond: number;
}

export interface DecodeOptions {
  readonly limits?: Partial<DecodeLimits>;
  /** For sound without a header. Given, it stands, whatever the bytes look like. */
  readonly raw?: RawSound;
  /** Where an ffmpeg is looked for: folders as in `PATH`. Empty or not given, none is used. */
  readonly ffmpegPath?: string;
  /** Whether a second thread helps with a long MP3; when not given, it does where a core is free. */
  readonly secondThread?: boolean;
  /** Frames of a block; four seconds when not given. */
  readonly blockFrames?: number;
}

export const usualLimits: DecodeLimits = {
  maxChannels: 8,
  minSampleRateHz: 4_000,
  maxSampleRateHz: 192_000,
  maxDurationMs: 12 * 3_600_000,
  thinAfterMs: 30 * 60_000,
  minBytesPerSecond: 100,
};

/** @throws AppError `sound.limit` when the header asks for more than is allowed */
export function checkFormat(
  path: string,
  format: { readonly sampleRateHz: number; readonly channels: number },
  limits: DecodeLimits,
): void {
  const { sampleRateHz, channels } = format;
  if (!(channels >= 1 && channels <= limits.maxChannels)) {
    throw beyond(path, "the number of channels", channels, `1–${limits.maxChannels}`);
  }
  if (!(sampleRateHz >= limits.minSampleRateHz && sampleRateHz <= limits.maxSampleRateHz)) {
    throw beyond(path, "the sample rate", sampleRateHz, `${limits.minSampleRateHz}–${limits.maxSampleRateHz} Hz`);
  }
}

/** @throws AppError `sound.limit` when so few bytes have become so much sound, or the sound is too long */
export function checkLength(path: string, decodedMs: number, bytesRead: number, limits: DecodeLimits): void {
  if (decodedMs > limits.maxDurationMs) {
    throw beyond(path, "the decoded sound", "longer", `${Math.round(limits.maxDurationMs / 60_000)} min`);
  }
  const seconds = decodedMs / 1_000;
  if (decodedMs > limits.thinAfterMs && bytesRead < seconds * limits.minBytesPerSecond) {
    const found = (bytesRead / seconds).toFixed(1);
    throw beyond(path, "bytes for a second of sound", found, `${limits.minBytesPerSecond} or more`);
  }
}

function beyond(path: string, what: string, found: number | string, allowed: string): AppError {
  return new AppError("sound.limit", { path, what, found: String(found), allowed });
}
