import fc from "fast-check";
import { expect, it } from "vitest";
import type { Decoding, SoundBlock } from "../sound/sound-block.ts";
import { silenced } from "./silence-stretches.ts";

function loud(lengths: readonly number[]): Decoding {
  async function* blocks(): AsyncGenerator<SoundBlock> {
    let startFrame = 0;
    for (const length of lengths) {
      yield { startFrame, channels: [new Int16Array(length).fill(9000), new Int16Array(length).fill(-9000)] };
      startFrame += length;
    }
  }
  return {
    format: { container: "wav", codec: "pcm_s16le", sampleRateHz: 8000, channels: 2 },
    blocks: blocks(),
    notes: [],
    falseStereo: false,
  };
}

async function samplesOf(decoding: Decoding): Promise<number[][]> {
  const all: number[][] = [[], []];
  for await (const { channels } of decoding.blocks)
    for (const [index, samples] of channels.entries()) all[index]?.push(...samples);
  return all;
}

it("leaves zeros in every channel, fades beside them and everything else as it was, whatever the blocks", async () => {
  const stretches = [
    { startMs: 100, endMs: 200 },
    { startMs: 350, endMs: 360 },
  ];
  const wanted = await samplesOf(silenced(loud([4000]), stretches));
  for (const samples of wanted) {
    expect(samples).toHaveLength(4000);
    expect(samples.slice(800, 1600).every((one) => one === 0)).toBe(true);
    expect(samples.slice(2800, 2880).every((one) => one === 0)).toBe(true);
    expect(samples.filter((one) => Math.abs(one) === 9000)).toHaveLength(4000 - 800 - 80 - 4 * 40);
  }
  await fc.assert(
    fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 900 }), { minLength: 3, maxLength: 4 }), async (lengths) => {
      const rest = 4000 - lengths.reduce((sum, one) => sum + one, 0);
      expect(await samplesOf(silenced(loud([...lengths, rest]), stretches))).toEqual(wanted);
    }),
    { numRuns: 25 },
  );
});
