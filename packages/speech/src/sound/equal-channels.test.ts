import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { EqualChannels } from "./equal-channels.ts";

const rate = 8_000;

/** A voice: bursts of a moving tone with noise, silence between them. */
function voice(seconds: number, seed: number): Int16Array<ArrayBuffer> {
  let state = seed;
  const noise = () => {
    state = (state * 1_103_515_245 + 12_345) & 0x7fffffff;
    return state / 0x3fffffff - 1;
  };
  return Int16Array.from({ length: seconds * rate }, (_, at) => {
    const time = at / rate;
    const speaks = Math.sin(time * 2.1 + seed) > 0;
    return speaks ? 6_000 * Math.sin(time * (700 + 50 * seed) + 3 * Math.sin(time * 5)) + 1_500 * noise() : 8 * noise();
  });
}

function judged(left: Int16Array<ArrayBuffer>, right: Int16Array<ArrayBuffer>): boolean {
  const equal = new EqualChannels(rate);
  for (let at = 0; at < left.length; at += rate) {
    equal.watch({ startFrame: at, channels: [left.slice(at, at + rate), right.slice(at, at + rate)] });
  }
  return equal.equal;
}

describe("false stereo", () => {
  const left = voice(20, 1);
  test("the same samples twice", () => expect(judged(left, left)).toBe(true));
  test("at another level, upside down, with the noise of a codec, with an offset", () =>
    fc.assert(
      fc.property(
        fc.double({ min: 0.3, max: 1.4, noNaN: true }),
        fc.boolean(),
        fc.integer({ min: 0, max: 60 }),
        (gain, turned, noise) => {
          const right = left.map(
            (value, at) => (turned ? -1 : 1) * gain * value + ((at * 7_919) % 101) * (noise / 101),
          );
          expect(judged(left, right)).toBe(true);
        },
      ),
      { numRuns: 20 },
    ));
  test("two people on two channels, even with crosstalk, are two", () => {
    const right = voice(20, 2);
    expect(judged(left, right)).toBe(false);
    const leaking = right.map((value, at) => value + (left[at] ?? 0) * 0.2);
    expect(judged(left, leaking)).toBe(false);
  });
  test("one side alone with its echo in the other is not proof of two, a single other word is", () => {
    const echo = left.map((value) => value * 0.1);
    const other = voice(20, 3);
    const words = echo.map((value, at) => (at > 5 * rate && at < 7 * rate ? value + (other[at] ?? 0) : value));
    expect(judged(left, words)).toBe(false);
  });
  test("silence says nothing", () => {
    const silent = new Int16Array(rate * 4);
    expect(judged(silent, silent)).toBe(false);
    expect(judged(left, new Int16Array(left.length))).toBe(false);
  });
});
