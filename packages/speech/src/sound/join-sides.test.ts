import { expect, test } from "vitest";
import { openRecording } from "../decode/open-recording.ts";
import { interleaved, sampleBytes } from "../decode/samples.fixture.ts";
import { bytesSource } from "./byte-source.ts";
import { joinSides } from "./join-sides.ts";
import type { Decoding, SoundBlock } from "./sound-block.ts";

function side(samples: readonly number[], sampleRateHz = 10, channels = 1): Decoding {
  async function* blocks(): AsyncGenerator<SoundBlock> {
    for (let at = 0; at < samples.length; at += 3) {
      const part = Int16Array.from(samples.slice(at, at + 3));
      yield { startFrame: at, channels: Array.from({ length: channels }, () => part.slice()) };
    }
  }
  const format = { container: "wav", codec: "pcm_s16le", sampleRateHz, channels, durationMs: samples.length * 100 };
  return { format, blocks: blocks(), notes: [], falseStereo: false };
}

test("the shorter side ends in silence, an offset begins with it", async () => {
  const joined = joinSides(side([1, 2, 3, 4, 5]), side([7, 8], 10, 2), { customerMs: 200 });
  expect(joined.format).toMatchObject({ channels: 2, sampleRateHz: 10, durationMs: 500 });
  expect([...(await interleaved(joined))]).toEqual([1, 0, 2, 0, 3, 7, 4, 8, 5, 0]);
});

test("sides of any length meet block by block", async () => {
  const joined = joinSides(
    side(Array.from({ length: 25 }, (_, at) => at)),
    side(Array.from({ length: 31 }, (_, at) => -at)),
  );
  const samples = await interleaved(joined);
  expect(samples.length).toBe(62);
  expect(samples[48]).toBe(24);
  expect(samples[50]).toBe(0);
  expect(samples[61]).toBe(-30);
});

test("notes say whose they are", async () => {
  const cut = await openRecording(bytesSource("a.wav", sampleBytes("source-one.wav").subarray(0, 20_044)));
  const joined = joinSides(cut, await openRecording(bytesSource("b.wav", sampleBytes("gsm.wav"))));
  expect((await interleaved(joined)).length).toBe(32_000);
  expect(joined.notes.join()).toMatch(/^agent: the file breaks off/);
  expect(joined.format.codec).toBe("pcm_s16le+gsm_ms");
});

test("sides of different rates are not joined", () =>
  expect(() => joinSides(side([1], 8_000), side([1], 16_000))).toThrow(/sound\.broken/));
