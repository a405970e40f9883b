import { describe, expect, test } from "vitest";
import { joined, mixed, music, noise, quiet, recording, samples, tones } from "./made-sound.ts";
import { measureSound } from "./measure-sound.ts";
import { soundOf } from "./sound-of.ts";

const line = (sound: Float32Array) => mixed(sound, noise(sound.length / 8000, -60));

async function heard(sound: Float32Array) {
  const measures = await measureSound(recording([samples(line(sound))]));
  const { speech, tones: found, music: played } = measures.channels[0] ?? { speech: [], tones: [], music: [] };
  return { speech, tones: found, music: played, measures };
}

function cadence(times: number, hertz: readonly number[], ...onAndOff: readonly number[]): Float32Array {
  return joined(
    quiet(0.5),
    ...Array.from({ length: times }, () =>
      joined(...onAndOff.map((seconds, index) => (index % 2 === 0 ? tones(seconds, hertz, -18) : quiet(seconds)))),
    ),
  );
}

describe("ringing and busy tones", () => {
  test.each([
    ["China", 3, [450], [1, 4]],
    ["North America", 2, [440, 480], [2, 4]],
    ["Britain", 3, [400, 450], [0.4, 0.2, 0.4, 2]],
    ["Germany", 2, [425], [1, 4]],
    ["France", 2, [440], [1.5, 3.5]],
    ["Russia", 3, [425], [0.8, 3.2]],
  ] as const)("it rings in %s", async (_, rings, hertz, rhythm) => {
    const { tones: found, speech } = await heard(cadence(rings, hertz, ...rhythm));
    expect(found.map(({ kind, count }) => ({ kind, count }))).toEqual([{ kind: "ringback", count: rings }]);
    expect(Math.abs((found[0]?.startMs ?? 0) - 500)).toBeLessThanOrEqual(30);
    expect(speech).toEqual([]);
  });

  test.each([
    ["China", [450], 0.35],
    ["North America", [480, 620], 0.5],
    ["congestion in North America", [480, 620], 0.25],
    ["Germany", [425], 0.48],
  ] as const)("it is busy in %s", async (_, hertz, seconds) => {
    const { tones: found, speech } = await heard(cadence(6, hertz, seconds, seconds));
    expect(found.map(({ kind, count }) => ({ kind, count }))).toEqual([{ kind: "busy", count: 6 }]);
    expect(speech).toEqual([]);
  });

  test("the answer after one ring, and a dial tone that means nothing", async () => {
    expect((await heard(cadence(1, [450], 1, 6))).tones.map(({ kind }) => kind)).toEqual(["ringback"]);
    expect((await heard(cadence(1, [450], 6, 1))).tones).toEqual([]);
  });

  test("a beep", async () => {
    const { tones: found } = await heard(joined(quiet(1), tones(0.4, [1400], -20), quiet(2)));
    expect(found.map(({ kind }) => kind)).toEqual(["beep"]);
    expect(Math.abs((found[0]?.startMs ?? 0) - 1000)).toBeLessThanOrEqual(30);
  });
});

describe("keys", () => {
  const rows = [697, 770, 852, 941];
  const columns = [1209, 1336, 1477, 1633];
  const keys = ["123A", "456B", "789C", "*0#D"];

  test.each([0.05, 0.1])("all sixteen, each %f s long", async (seconds) => {
    const presses = rows.flatMap((row) =>
      columns.map((column) => joined(tones(seconds, [row, column], -18), quiet(0.06))),
    );
    const { tones: found, speech } = await heard(joined(quiet(0.5), ...presses, quiet(1)));
    expect(found.map(({ kind, digits }) => ({ kind, digits }))).toEqual([{ kind: "dtmf", digits: keys.join("") }]);
    expect(speech).toEqual([]);
  });

  test("two numbers are two", async () => {
    const one = tones(0.1, [697, 1209], -18);
    const { tones: found } = await heard(joined(quiet(0.5), one, quiet(0.1), one, quiet(5), one, quiet(1)));
    expect(found.map(({ digits }) => digits)).toEqual(["11", "1"]);
  });
});

test.each([
  ["music", music(12)],
  ["tone", cadence(5, [450], 1, 2)],
  ["noise", noise(10, -28, 7)],
  ["nothing", quiet(10)],
] as const)("a silence is filled by %s", async (filledBy, sound) => {
  const { measures } = await heard(joined(quiet(7), sound));
  const { silences, speech } = soundOf(measures, { by: "channel", speakers: ["agent"] });
  expect(speech).toEqual([]);
  expect(silences).toEqual([{ startMs: 0, endMs: measures.durationMs, filledBy }]);
});

describe("the line", () => {
  test("cut-off waves are found by the second", async () => {
    const loud = tones(2, [300], 3);
    const { measures } = await heard(joined(quiet(3), loud, quiet(3)));
    expect(measures.faults).toMatchObject([{ kind: "clipping", channel: 0, startMs: 3000, endMs: 5000 }]);
  });

  test("a line that goes dead, and one that is silent whenever nobody speaks", async () => {
    const sounding = samples(line(quiet(6)));
    const dead = new Int16Array(sounding.length + 40_000);
    dead.set(sounding);
    const { faults } = await measureSound(recording([dead]));
    expect(faults).toMatchObject([{ kind: "dropped", channel: 0, endMs: 11_000 }]);
    expect(Math.abs((faults[0]?.startMs ?? 0) - 6000)).toBeLessThanOrEqual(20);
    expect((await measureSound(recording([new Int16Array(80_000)]))).faults).toEqual([]);
  });

  test("the level of the noise, and none where there never is any", async () => {
    expect((await heard(quiet(5))).measures.channels[0]?.noiseFloorDb).toBeCloseTo(-60.5, 0);
    const nothing = await measureSound(recording([new Int16Array(40_000)]));
    expect(nothing.channels[0]).not.toHaveProperty("noiseFloorDb");
  });

  test("music is found where it plays", async () => {
    const { music: played, speech } = await heard(joined(quiet(5), music(20), quiet(5)));
    expect(speech).toEqual([]);
    expect(played).toHaveLength(1);
    expect(Math.abs((played[0]?.startMs ?? 0) - 5000)).toBeLessThanOrEqual(700);
    expect(Math.abs((played[0]?.endMs ?? 0) - 25_000)).toBeLessThanOrEqual(700);
  });

  test("an empty recording has no measures and no error", async () => {
    const sound = soundOf(await measureSound(recording([new Int16Array(0)])), { by: "channel", speakers: ["agent"] });
    expect(sound).toMatchObject({ durationMs: 0, speech: [], silences: [], bySpeaker: {}, stretches: [] });
  });
});
