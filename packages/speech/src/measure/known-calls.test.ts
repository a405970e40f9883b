import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { openRecording } from "../decode/open-recording.ts";
import { fileSource } from "../sound/byte-source.ts";
import { recording } from "./made-sound.ts";
import { measureSound } from "./measure-sound.ts";
import type { SoundMeasures, Span } from "./sound-measures.ts";
import { soundOf } from "./sound-of.ts";

const folder = fileURLToPath(new URL("../../samples/calls", import.meta.url));

interface Truth {
  readonly speech: readonly (readonly Span[])[];
  readonly backchannels: readonly Span[];
}

async function channelsOf(name: string): Promise<Int16Array<ArrayBuffer>[]> {
  const source = await fileSource(join(folder, `${name}.wav`));
  const parts: Int16Array<ArrayBuffer>[][] = [[], []];
  for await (const { channels } of (await openRecording(source)).blocks)
    for (const [index, channel] of channels.entries()) parts[index]?.push(channel.slice());
  await source.close();
  return parts.map((all) => Int16Array.from(all.flatMap((part) => [...part])));
}

function edges(measures: SoundMeasures): number[] {
  return measures.channels.flatMap(({ speech }) => speech.flatMap(({ startMs, endMs }) => [startMs, endMs]));
}

function apart(one: readonly number[], other: readonly number[]): number {
  if (one.length !== other.length) return Number.POSITIVE_INFINITY;
  return Math.max(0, ...one.map((value, index) => Math.abs(value - (other[index] ?? 0))));
}

describe.each(["quiet-line-zh", "noisy-line-en"])("%s", (name) => {
  const truth = JSON.parse(readFileSync(join(folder, `${name}.json`), "utf8")) as Truth;
  let measures: SoundMeasures;
  beforeAll(async () => {
    measures = await measureSound(recording(await channelsOf(name)));
  });

  test("speech begins and ends within 80 ms of the truth, on each side", () => {
    measures.channels.forEach(({ speech }, side) => {
      expect(speech).toHaveLength(truth.speech[side]?.length ?? -1);
      speech.forEach(({ startMs, endMs }, index) => {
        const wanted = truth.speech[side]?.[index];
        expect(Math.abs(startMs - (wanted?.startMs ?? 0))).toBeLessThanOrEqual(80);
        expect(Math.abs(endMs - (wanted?.endMs ?? 0))).toBeLessThanOrEqual(80);
      });
    });
  });

  test("who breaks in, and who only listens", () => {
    const { overlaps = [] } = soundOf(measures, { by: "channel", speakers: ["agent", "customer"] });
    const [agent = [], customer = []] = truth.speech;
    const both = agent.flatMap((one) =>
      customer.flatMap((other) => {
        const [startMs, endMs] = [Math.max(one.startMs, other.startMs), Math.min(one.endMs, other.endMs)];
        return endMs - startMs < 100 ? [] : [{ startMs, by: one.startMs > other.startMs ? "agent" : "customer" }];
      }),
    );
    expect(overlaps.map(({ by }) => by)).toEqual(both.sort((a, b) => a.startMs - b.startMs).map(({ by }) => by));
    const listening = overlaps.filter(({ backchannel }) => backchannel === true);
    expect(listening).toHaveLength(truth.backchannels.length);
  });

  test("every speaker has loudness, rate and pitch, and so has every longer stretch", () => {
    const { bySpeaker = {}, stretches = [] } = soundOf(measures, { by: "channel", speakers: ["agent", "customer"] });
    for (const speaker of ["agent", "customer"] as const) {
      expect(bySpeaker[speaker]?.loudnessDb).toBeLessThan(0);
      expect(bySpeaker[speaker]?.syllablesPerSecond).toBeGreaterThan(2.5);
      expect(bySpeaker[speaker]?.syllablesPerSecond).toBeLessThan(7);
      expect(bySpeaker[speaker]?.pitchHz).toBeGreaterThan(70);
    }
    for (const stretch of stretches.filter(({ startMs, endMs }) => endMs - startMs > 700)) {
      expect(stretch).toHaveProperty("loudnessDb");
      expect(stretch).toHaveProperty("syllablesPerSecond");
      expect(stretch).toHaveProperty("pitchHz");
    }
  });
});

test.each([
  [-26, 0],
  [-32, 120],
])("the other side's voice, %i dB softer and %i ms late, is no speech", async (db, lateMs) => {
  const channels = await channelsOf("quiet-line-zh");
  const gain = 10 ** (db / 20);
  const leaking = channels.map((channel, index) =>
    channel.map((sample, at) => sample + Math.round(gain * (channels[1 - index]?.[at - lateMs * 8] ?? 0))),
  );
  const clean = edges(await measureSound(recording(channels)));
  expect(apart(edges(await measureSound(recording(leaking))), clean)).toBeLessThanOrEqual(120);
});

describe("what must not change what is measured", () => {
  let channels: Int16Array<ArrayBuffer>[];
  let edgesOfAll: number[];
  beforeAll(async () => {
    channels = await channelsOf("quiet-line-zh");
    edgesOfAll = edges(await measureSound(recording(channels)));
  });

  test("the size of the blocks changes nothing at all", async () => {
    const whole = await measureSound(recording(channels));
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 37, max: 60_000 }), async (block) => {
        expect(await measureSound(recording(channels, { block }))).toEqual(whole);
      }),
      { numRuns: 4 },
    );
  });

  test("the gain of the line moves no edge by more than a frame", async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: -16, max: 6 }), async (db) => {
        const gain = 10 ** (db / 20);
        const louder = channels.map((channel) =>
          channel.map((sample) => Math.max(-32768, Math.min(32767, Math.round(sample * gain)))),
        );
        expect(apart(edges(await measureSound(recording(louder))), edgesOfAll)).toBeLessThanOrEqual(10);
      }),
      { numRuns: 5 },
    );
  });

  test("silence put before moves everything by its length", async () => {
    // The line's own noise: its first half second, again and again.
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 400 }), async (frames) => {
        const later = channels.map((channel) => {
          const all = new Int16Array(frames * 80 + channel.length);
          for (let at = 0; at < frames * 80; at++) all[at] = channel[at % 4000] ?? 0;
          all.set(channel, frames * 80);
          return all;
        });
        const moved = edges(await measureSound(recording(later))).map((edge) => edge - frames * 10);
        expect(apart(moved, edgesOfAll)).toBeLessThanOrEqual(20);
      }),
      { numRuns: 5 },
    );
  });

  test("another rate moves no edge by more than 30 ms", async () => {
    const twice = channels.map((channel) =>
      Int16Array.from({ length: channel.length * 2 }, (_, at) => {
        const here = channel[at >> 1] ?? 0;
        return at % 2 === 0 ? here : Math.round((here + (channel[(at >> 1) + 1] ?? 0)) / 2);
      }),
    );
    const measured = edges(await measureSound(recording(twice, { sampleRateHz: 16_000 })));
    expect(apart(measured, edgesOfAll)).toBeLessThanOrEqual(30);
  });
});
