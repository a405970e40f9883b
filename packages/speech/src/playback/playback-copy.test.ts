import { expect, it } from "vitest";
import { g711Decoder } from "../codecs/g711.ts";
import type { Decoding } from "../sound/sound-block.ts";
import { playbackCopy, toMuLaw } from "./playback-copy.ts";

function tone(sampleRateHz: number, seconds: number): Decoding {
  const samples = Int16Array.from({ length: sampleRateHz * seconds }, (_, at) =>
    Math.round(9000 * Math.sin((2 * Math.PI * 440 * at) / sampleRateHz)),
  );
  async function* blocks() {
    for (let startFrame = 0; startFrame < samples.length; startFrame += 3001)
      yield {
        startFrame,
        channels: [
          samples.slice(startFrame, startFrame + 3001),
          new Int16Array(Math.min(3001, samples.length - startFrame)),
        ],
      };
  }
  return {
    format: { container: "wav", codec: "pcm_s16le", sampleRateHz, channels: 2 },
    blocks: blocks(),
    notes: [],
    falseStereo: false,
  };
}

it("every byte of mu-law comes back as itself", async () => {
  const [samples] = await g711Decoder("mulaw", 1).decode(Uint8Array.from({ length: 256 }, (_, code) => code));
  const codes = [...(samples ?? [])].map(toMuLaw);
  expect(codes.map((code) => (code === 0x7f ? 0xff : code))).toEqual(
    Array.from({ length: 256 }, (_, code) => (code === 0x7f ? 0xff : code)),
  );
});

it.each([8000, 16_000, 44_100])("plays what a recording of %s Hz holds, both sides", async (rate) => {
  const copy = await playbackCopy(tone(rate, 2), 1 << 20);
  expect(copy?.sampleRateHz).toBe(8000);
  expect((copy?.bytes.length ?? 0) / 2 / 8000).toBeCloseTo(2, 1);
  const [tones, silence] = await g711Decoder("mulaw", 2).decode(copy?.bytes ?? new Uint8Array());
  const power = (samples: Int16Array | undefined) =>
    Math.sqrt([...(samples ?? [])].slice(2000, 12_000).reduce((sum, one) => sum + one * one, 0) / 10_000);
  expect(power(tones)).toBeCloseTo(9000 / Math.SQRT2, -3);
  expect(power(silence)).toBeLessThan(10);
});

it("makes no copy that is larger than the page can carry", async () => {
  expect(await playbackCopy(tone(8000, 2), 20_000)).toBeUndefined();
});
