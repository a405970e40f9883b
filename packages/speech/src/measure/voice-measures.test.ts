import { describe, expect, test } from "vitest";
import { lineGain } from "./line-gain.ts";
import { joined, mixed, noise, quiet, recording, samples, tones } from "./made-sound.ts";
import { measureSound } from "./measure-sound.ts";
import { resampler } from "./resample.ts";
import type { ChannelMeasures, Span } from "./sound-measures.ts";
import { soundOf } from "./sound-of.ts";
import { syllableKernels } from "./syllables.ts";
import { usualVoice, voiceOf } from "./voice-measures.ts";
import { waveformMeter } from "./waveform.ts";

/** A channel that was measured, with stretches of speech as given. */
async function channelOf(sound: Float32Array, speech: readonly Span[]): Promise<ChannelMeasures> {
  const { channels } = await measureSound(recording([samples(sound)]));
  const [channel] = channels;
  if (channel === undefined) throw new Error("no channel");
  return { ...channel, speech };
}

const whole = (seconds: number): Span => ({ startMs: 0, endMs: seconds * 1000 });

describe("pitch", () => {
  test.each([80, 123, 200, 310, 440])("%i Hz with its harmonics", async (hertz) => {
    const harmonics = [1, 2, 3, 4, 5, 6].map((one) => one * hertz);
    const channel = await channelOf(mixed(tones(1, harmonics, -24), noise(1, -60)), []);
    const { pitchHz = 0 } = voiceOf(channel, whole(1));
    expect(Math.abs(pitchHz - hertz) / hertz).toBeLessThan(0.02);
  });

  test("noise has none: the measure is missing, not zero", async () => {
    expect(voiceOf(await channelOf(noise(1, -30), []), whole(1))).not.toHaveProperty("pitchHz");
  });
});

test("syllables are swells of a voice: four in a second, none where nothing is voiced or nothing swells", () => {
  const swells = Int16Array.from({ length: 300 }, (_, at) => -3000 - 600 * Math.cos((2 * Math.PI * at) / 25));
  const voiced = new Uint16Array(300).fill(1500);
  const count = (kernels: Uint8Array) => kernels.reduce((sum, value) => sum + value, 0);
  expect(count(syllableKernels(swells, voiced, [whole(3)]))).toBe(12);
  expect(count(syllableKernels(swells, new Uint16Array(300), [whole(3)]))).toBe(0);
  expect(count(syllableKernels(new Int16Array(300).fill(-3000), voiced, [whole(3)]))).toBeLessThanOrEqual(1);
  expect(count(syllableKernels(swells, voiced, []))).toBe(0);
});

describe("loudness", () => {
  test("of a stretch, in decibels below full scale, without the line's noise", async () => {
    const sound = joined(quiet(3), tones(2, [500, 800], -23), quiet(3));
    const channel = await channelOf(mixed(sound, noise(8, -40)), []);
    expect(voiceOf(channel, { startMs: 3000, endMs: 5000 }).loudnessDb).toBeCloseTo(-20, 0);
    expect(voiceOf(channel, { startMs: 0, endMs: 2000 })).not.toHaveProperty("loudnessDb");
  });

  test("a person who gets louder is louder; a line that gets louder is not", async () => {
    const voiced = (db: number) =>
      joined(...Array.from({ length: 15 }, () => joined(tones(2, [500, 800], db), quiet(2))));
    const speech = Array.from({ length: 30 }, (_, index) => ({ startMs: index * 4000, endMs: index * 4000 + 2000 }));
    const person = await channelOf(mixed(joined(voiced(-30), voiced(-20)), noise(120, -60)), speech);
    const line = await channelOf(
      joined(mixed(voiced(-30), noise(60, -60)), mixed(voiced(-20), noise(60, -50))),
      speech,
    );
    const rise = (channel: ChannelMeasures) => {
      const gain = lineGain(channel);
      const at = (startMs: number) =>
        voiceOf(channel, { startMs, endMs: startMs + 2000 }, gain(startMs)).loudnessDb ?? 0;
      return at(100_000) - at(20_000);
    };
    expect(rise(person)).toBeCloseTo(10, 0);
    expect(Math.abs(rise(line))).toBeLessThan(1);
  });

  test("an outburst does not become the usual", async () => {
    const channel = await channelOf(quiet(1), []);
    const stretch = (startMs: number, loudnessDb: number) => ({ startMs, endMs: startMs + 1000, loudnessDb });
    const usual = usualVoice(
      channel,
      [],
      [stretch(0, -30), stretch(1000, -31), stretch(2000, -12), stretch(3000, -30)],
    );
    expect(usual.loudnessDb).toBe(-30);
  });
});

test("one channel without known voices has no overlaps, rather than none", async () => {
  const measures = await measureSound(recording([samples(noise(2, -50))]));
  expect(soundOf(measures, { by: "channel", speakers: ["unknown"] })).not.toHaveProperty("overlaps");
  expect(soundOf(measures, { by: "segment", segments: [] }).overlaps).toEqual([]);
});

test("the waveform has its extremes at every zoom level", () => {
  const meter = waveformMeter(8000);
  const sound = new Int16Array(8000 * 12);
  sound[40_000] = 32_767;
  sound[40_001] = -32_768;
  for (let from = 0; from < sound.length; from += 777) meter.take(sound.subarray(from, from + 777));
  for (const { msPerPoint, points } of meter.done()) {
    expect(points.length).toBe(2 * Math.ceil(12_000 / msPerPoint));
    const point = Math.floor(5000 / msPerPoint);
    expect([points[2 * point], points[2 * point + 1]]).toEqual([-128, 127]);
  }
});

test.each([6000, 11_025, 16_000, 44_100, 48_000])("from %i Hz a tone keeps its strength and length", (rate) => {
  const tone = Int16Array.from({ length: rate }, (_, at) =>
    Math.round(10_000 * Math.sin((2 * Math.PI * 700 * at) / rate)),
  );
  const change = resampler(rate, 8000);
  const out = [...change.take(tone.subarray(0, 1234)), ...change.take(tone.subarray(1234)), ...change.rest()];
  expect(Math.abs(out.length - 8000)).toBeLessThanOrEqual(2);
  const middle = out.slice(1000, 7000);
  const strength = Math.sqrt((2 * middle.reduce((sum, value) => sum + value * value, 0)) / middle.length);
  expect(strength).toBeCloseTo(10_000 / 32_768, 2);
  // Nothing of it is late or early.
  const late = middle.reduce((sum, value, at) => sum + value * Math.sin((2 * Math.PI * 700 * (at + 1000)) / 8000), 0);
  expect((2 * late) / middle.length).toBeCloseTo(10_000 / 32_768, 2);
});
