// A recording written as 16-bit PCM WAV, as it comes: for copies with something silenced.
import { open } from "node:fs/promises";
import { AppError } from "@tingheng/domain";
import { wavHeader } from "../recognisers/wav-of.ts";
import type { Decoding } from "../sound/sound-block.ts";

const bytesPerSample = 2;

/** @throws AppError `output.unwritable`, and what decoding throws */
export async function writeWav(path: string, { format, blocks }: Decoding): Promise<void> {
  const { channels, sampleRateHz } = format;
  const file = await open(path, "w").catch((error: Error) => {
    throw new AppError("output.unwritable", { path, problem: error.message });
  });
  try {
    await file.write(wavHeader({ channels, sampleRateHz, dataBytes: 0 }));
    let dataBytes = 0;
    for await (const block of blocks) {
      const frames = block.channels[0]?.length ?? 0;
      const view = new DataView(new ArrayBuffer(frames * channels * bytesPerSample));
      for (const [lane, samples] of block.channels.entries())
        for (let at = 0; at < frames; at++)
          view.setInt16((at * channels + lane) * bytesPerSample, samples[at] ?? 0, true);
      await file.write(new Uint8Array(view.buffer));
      dataBytes += view.byteLength;
    }
    await file.write(wavHeader({ channels, sampleRateHz, dataBytes }), 0, undefined, 0);
  } finally {
    await file.close();
  }
}
