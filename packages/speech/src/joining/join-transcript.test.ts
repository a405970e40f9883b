import type { Turn } from "@tingheng/domain";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkLanes } from "./check-lanes.ts";
import { joinTranscript } from "./join-transcript.ts";

const turn = (startMs: number, endMs: number, more: Partial<Turn> = {}): Turn => ({
  speaker: "agent",
  startMs,
  endMs,
  text: "您好",
  ...more,
});
const speech = [
  { startMs: 1000, endMs: 3000 },
  { startMs: 4200, endMs: 6000 },
  { startMs: 9000, endMs: 12_500 },
];

describe("joining a transcript to its recording", () => {
  it("moves the ends of turns onto the speech that is heard", () => {
    const { turns, notes } = joinTranscript([turn(900, 3300), turn(4000, 6100)], speech);
    expect(turns.map(({ startMs, endMs }) => [startMs, endMs])).toEqual([
      [1000, 3000],
      [4200, 6000],
    ]);
    expect(notes).toEqual([]);
  });

  it("trusts the times of words, also where they disagree with the turn's own", () => {
    const words = [
      { text: "您", startMs: 1310, endMs: 1500 },
      { text: "好", startMs: 1500, endMs: 1720 },
    ];
    expect(joinTranscript([turn(0, 5000, { words })], speech).turns[0]).toMatchObject({ startMs: 1310, endMs: 1720 });
  });

  it("leaves out times at which nobody speaks, keeps what was claimed, and says so", () => {
    const { turns, notes } = joinTranscript([turn(1000, 3000), turn(4200, 6000), turn(7000, 8500)], speech);
    expect(turns[2]).toEqual({
      speaker: "agent",
      text: "您好",
      extra: { claimedTimes: { startMs: 7000, endMs: 8500 } },
    });
    expect(notes).toHaveLength(1);
  });

  it("finds a transcript that starts elsewhere than its recording", () => {
    const late = speech.map(({ startMs, endMs }) => turn(startMs + 2600, endMs + 2600));
    const { turns, notes } = joinTranscript(late, speech);
    expect(turns.map(({ startMs, endMs }) => ({ startMs, endMs }))).toEqual(speech);
    expect(notes[0]).toContain("-2600 ms");
  });

  it("gives a transcript without times back as it is", () => {
    const bare: Turn[] = [{ speaker: "customer", text: "喂" }];
    expect(joinTranscript(bare, speech)).toEqual({ turns: bare, notes: [] });
  });

  it("never touches the words, nor loses a turn", () => {
    const times = fc.tuple(fc.nat(20_000), fc.nat(4000)).map(([startMs, length]) => turn(startMs, startMs + length));
    fc.assert(
      fc.property(fc.array(times, { maxLength: 8 }), (turns) => {
        const joined = joinTranscript(turns, speech).turns;
        expect(joined.map(({ text, speaker }) => [text, speaker])).toEqual(
          turns.map(({ text, speaker }) => [text, speaker]),
        );
        for (const { startMs = 0, endMs = 0 } of joined) expect(startMs).toBeLessThanOrEqual(endMs);
      }),
    );
  });
});

describe("checking whose channel is whose", () => {
  const lanes = [[{ startMs: 0, endMs: 4000 }], [{ startMs: 5000, endMs: 9000 }]];
  const turns: Turn[] = [turn(0, 4000), turn(5000, 9000, { speaker: "customer" })];

  it.each([
    [["agent", "customer"] as const, "right"],
    [["customer", "agent"] as const, "swapped"],
  ])("%s is %s", (map, wanted) => {
    expect(checkLanes(turns, lanes, map)).toBe(wanted);
  });

  it("doesn't guess from a word or two, nor where both channels carry both voices", () => {
    expect(checkLanes([turn(0, 900)], lanes, ["customer", "agent"])).toBe("unsure");
    expect(checkLanes(turns, [lanes.flat(), lanes.flat()], ["customer", "agent"])).toBe("unsure");
  });
});
