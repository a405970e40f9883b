import { AppError } from "@tingheng/domain";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Decoding, SoundBlock } from "../sound/sound-block.ts";
import { cutChunks } from "./cut-chunks.ts";
import { hear } from "./hear.ts";
import { planChunks, usualLimits } from "./plan-chunks.ts";
import type { Chunk, Recogniser } from "./recogniser.ts";

const rate = 8000;

/** Sample n of channel c is n + 7c (mod 2¹⁵): every sample tells where it came from. */
function recording(lengths: readonly number[], channels = 2): Decoding {
  async function* blocks(): AsyncGenerator<SoundBlock> {
    let startFrame = 0;
    for (const length of lengths) {
      const from = startFrame;
      const samples = (channel: number) => Int16Array.from({ length }, (_, at) => (from + at + 7 * channel) % 32_768);
      yield { startFrame, channels: Array.from({ length: channels }, (_, channel) => samples(channel)) };
      startFrame += length;
    }
  }
  return {
    format: { container: "wav", codec: "pcm_s16le", sampleRateHz: rate, channels },
    blocks: blocks(),
    notes: [],
    falseStereo: false,
  };
}

const collected = async <T>(items: AsyncIterable<T>): Promise<T[]> => {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
};

const spans = fc
  .array(fc.tuple(fc.integer({ min: 1, max: 4000 }), fc.integer({ min: 30, max: 40_000 })), { maxLength: 12 })
  .map((pairs) => {
    let at = 0;
    return pairs.map(([gap, length]) => {
      const startMs = at + gap;
      at = startMs + length;
      return { startMs, endMs: at };
    });
  });

describe("the plan", () => {
  it("covers all speech, overlaps nowhere and keeps to the length that models take", () => {
    fc.assert(
      fc.property(spans, (speech) => {
        const durationMs = (speech.at(-1)?.endMs ?? 0) + 500;
        const plan = planChunks([speech], durationMs);
        for (const { startMs, endMs } of speech) {
          const covered = plan.reduce(
            (sum, one) => sum + Math.max(0, Math.min(endMs, one.endMs) - Math.max(startMs, one.startMs)),
            0,
          );
          expect(covered).toBe(endMs - startMs);
        }
        for (const [index, { startMs, endMs }] of plan.entries()) {
          expect(startMs).toBeGreaterThanOrEqual(plan[index - 1]?.endMs ?? 0);
          expect(endMs - startMs).toBeLessThanOrEqual(usualLimits.longestMs);
          expect(endMs).toBeLessThanOrEqual(durationMs);
        }
      }),
    );
  });

  it("bridges the short gaps of a sentence and parts at the long ones", () => {
    const plan = planChunks(
      [
        [
          { startMs: 1000, endMs: 2000 },
          { startMs: 2300, endMs: 3000 },
          { startMs: 6000, endMs: 7000 },
        ],
      ],
      8000,
    );
    expect(plan.map(({ startMs, endMs }) => [startMs, endMs])).toEqual([
      [800, 3200],
      [5800, 7200],
    ]);
  });
});

it("cuts the same samples out, whatever the blocks", async () => {
  const plan = planChunks([[{ startMs: 300, endMs: 900 }], [{ startMs: 500, endMs: 2100 }]], 2500);
  const wanted = await collected(cutChunks(recording([20_000]), plan));
  expect(wanted.map(({ channel, startMs, samples }) => [channel, startMs, samples.length, samples[0]])).toEqual([
    [0, 100, 8000, 800],
    [1, 300, 16_000, 2407],
  ]);
  await fc.assert(
    fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 4000 }), { minLength: 5, maxLength: 8 }), async (lengths) => {
      const rest = 20_000 - lengths.reduce((sum, one) => sum + one, 0);
      const got = await collected(cutChunks(recording(rest > 0 ? [...lengths, rest] : [20_000]), plan));
      expect(got).toEqual(wanted);
    }),
    { numRuns: 30 },
  );
});

it("keeps what there is of a stretch where the recording breaks off", async () => {
  const [chunk] = await collected(cutChunks(recording([4000]), planChunks([[{ startMs: 300, endMs: 900 }]], 2500)));
  expect(chunk?.samples).toHaveLength(3200);
});

const engine = (recognise: Recogniser["recognise"], atOnce = 2): Recogniser => ({
  id: "instant",
  capabilities: {
    wordTimes: false,
    confidence: false,
    punctuation: false,
    streaming: false,
    hotWords: false,
    events: false,
    languages: "any",
  },
  atOnce,
  recognise,
  close: async () => {},
});

async function* chunksOf(count: number): AsyncGenerator<Chunk> {
  for (let index = 0; index < count; index++)
    yield { channel: index % 2, startMs: 1000 * index, sampleRateHz: rate, samples: new Int16Array(80) };
}

it("gives what was heard in order of time, with no more at once than the engine takes", async () => {
  let busy = 0;
  let most = 0;
  const heard = await hear(
    chunksOf(9),
    engine(async ({ startMs }) => {
      most = Math.max(most, ++busy);
      await new Promise((resolve) => setTimeout(resolve, startMs % 3000 === 0 ? 8 : 1));
      busy -= 1;
      return [{ startMs, endMs: startMs + 10, text: String(startMs) }];
    }, 3),
    {},
  );
  expect(heard.map(({ startMs }) => startMs)).toEqual([0, 1000, 2000, 3000, 4000, 5000, 6000, 7000, 8000]);
  expect(most).toBe(3);
});

it.each([0, 1, 4, 8])("never passes half a transcript for a whole one: stretch %s fails", async (broken) => {
  const failing = engine(async ({ startMs }) => {
    if (startMs === 1000 * broken) throw new AppError("recogniser.failed", { engine: "instant", problem: "no memory" });
    return [];
  });
  await expect(hear(chunksOf(9), failing, {})).rejects.toMatchObject({ code: "recogniser.failed" });
});
