// The recordings that the decoding tests share, and a short way to all samples of one.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { joinedAs } from "../sound/joined.ts";
import type { Decoding } from "../sound/sound-block.ts";

export const sampleFolder = join(import.meta.dirname, "..", "..", "samples", "codecs");

export interface Expected {
  readonly of: "two" | "one" | "short" | "wide";
  readonly frames: number;
  /** Null: the same samples as the source. */
  readonly snrDb: number | null;
  readonly digest?: string;
}

export const expected: Readonly<Record<string, Expected>> = JSON.parse(
  readFileSync(join(sampleFolder, "expected.json"), "utf8"),
);

/** AAC is decoded by a found ffmpeg only, and no test needs one. */
export const ownFiles = Object.keys(expected).filter((file) => !file.startsWith("aac"));

export const sampleBytes = (file: string) => new Uint8Array(readFileSync(join(sampleFolder, file)));

/** All samples of a recording, interleaved. */
export async function interleaved(decoding: Decoding): Promise<Int16Array> {
  const { channels } = decoding.format;
  const parts: Int16Array[] = [];
  for await (const block of decoding.blocks) {
    const frames = block.channels[0]?.length ?? 0;
    const part = new Int16Array(frames * channels);
    for (const [index, samples] of block.channels.entries()) {
      for (let frame = 0; frame < frames; frame += 1) part[frame * channels + index] = samples[frame] ?? 0;
    }
    parts.push(part);
  }
  return joinedAs(Int16Array, parts);
}
