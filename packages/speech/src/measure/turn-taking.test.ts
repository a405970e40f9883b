import type { Speaker } from "@tingheng/domain";
import { describe, expect, test } from "vitest";
import { overlapsOf, type SpokenSpan, silentSpans } from "./turn-taking.ts";

const said = (speaker: Speaker, startMs: number, endMs: number): SpokenSpan => ({
  speaker,
  startMs,
  endMs,
  channel: speaker === "agent" ? 0 : 1,
});
const asUsual = () => 0;

describe("overlaps", () => {
  test("whoever begins later breaks in; one who goes on alone afterwards was not only listening", () => {
    const spoken = [said("agent", 0, 3000), said("customer", 2400, 5000)];
    expect(overlapsOf(spoken, asUsual)).toEqual([{ startMs: 2400, endMs: 3000, by: "customer", backchannel: false }]);
  });

  test.each([
    ["short, and the other goes on", [said("agent", 0, 5000), said("customer", 2000, 2400)], true],
    ["longer than a listening sound", [said("agent", 0, 5000), said("customer", 2000, 3400)], false],
    [
      "short, but words follow at once",
      [said("agent", 0, 2700), said("customer", 2000, 2500), said("customer", 2800, 5000)],
      false,
    ],
    [
      "short, at the other's end, who resumes",
      [said("agent", 0, 2200), said("customer", 2000, 2400), said("agent", 2900, 6000)],
      true,
    ],
    ["short, at the other's end, who says no more", [said("agent", 0, 2200), said("customer", 2000, 2400)], false],
  ] as const)("%s", (_, spoken, backchannel) => {
    expect(overlapsOf(spoken, asUsual).map((one) => one.backchannel)).toEqual([backchannel]);
  });

  test("a raised voice is no listening sound", () => {
    const spoken = [said("agent", 0, 5000), said("customer", 2000, 2400)];
    expect(overlapsOf(spoken, () => 6)[0]?.backchannel).toBe(false);
  });

  test("where both begin together, the one who had just spoken had the floor", () => {
    const spoken = [said("customer", 0, 2000), said("agent", 3000, 3500), said("customer", 3050, 5000)];
    expect(overlapsOf(spoken, asUsual).map(({ by }) => by)).toEqual(["agent"]);
  });
});

test("silences lie before, between and after what is said, unless they are only a breath", () => {
  const spoken = [said("agent", 1000, 2000), said("customer", 1500, 3000), said("agent", 3100, 4000)];
  expect(silentSpans(spoken, 6000)).toEqual([
    { startMs: 0, endMs: 1000 },
    { startMs: 4000, endMs: 6000 },
  ]);
});
