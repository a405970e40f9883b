// A stretch of sound at the rate that a model was made for.
import { resampler } from "../measure/resample.ts";
import type { Chunk } from "./recogniser.ts";

/** What nearly every model of speech was trained on. */
export const modelHz = 16_000;

/** −1 … 1 */
export function floatsAt(hz: number, { samples, sampleRateHz }: Pick<Chunk, "samples" | "sampleRateHz">): Float32Array {
  const { take, rest } = resampler(sampleRateHz, hz);
  const all = new Float32Array(Math.round((samples.length * hz) / sampleRateHz));
  const begun = take(samples).subarray(0, all.length);
  all.set(begun);
  all.set(rest().subarray(0, all.length - begun.length), begun.length);
  return all;
}

export function soundAt(
  hz: number,
  chunk: Pick<Chunk, "samples" | "sampleRateHz">,
): Pick<Chunk, "samples" | "sampleRateHz"> {
  if (chunk.sampleRateHz === hz) return chunk;
  const samples = Int16Array.from(floatsAt(hz, chunk), (one) =>
    Math.max(-32_768, Math.min(32_767, Math.round(one * 32_768))),
  );
  return { samples, sampleRateHz: hz };
}
