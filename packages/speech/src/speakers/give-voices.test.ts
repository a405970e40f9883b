import type { Turn } from "@tingheng/domain";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { withVoices } from "./give-voices.ts";
import type { Voices } from "./voices.ts";

const voices: Voices = {
  by: "segment",
  labels: ["voice-1", "voice-2"],
  segments: [
    { startMs: 0, endMs: 2000, voice: "voice-1" },
    { startMs: 2100, endMs: 4000, voice: "voice-2" },
  ],
  confidence: 0.9,
};
const said = (text: string, stepMs = 400): Turn => ({
  speaker: "unknown",
  startMs: 0,
  endMs: stepMs * text.replaceAll(/[,。?]/gu, "").length,
  text,
  words: [...text.replaceAll(/[,。?]/gu, "")].map((one, index) => ({
    text: one,
    startMs: stepMs * index,
    endMs: stepMs * (index + 1),
  })),
});

describe("turns of one channel", () => {
  it("are cut between words where the voice changes, each part with its own words", () => {
    const turns = withVoices([said("请问贵姓?免贵姓李。")], voices);
    expect(turns.map(({ text, speakerLabel }) => [text, speakerLabel])).toEqual([
      ["请问贵姓?免", "voice-1"],
      ["贵姓李。", "voice-2"],
    ]);
    expect(turns[1]).toMatchObject({ startMs: 2000, endMs: 3200, speakerConfidence: 0.9 });
    expect(turns[1]?.words).toHaveLength(3);
  });

  it("are given to the voice that has most of them where words have no times, as sure as its share", () => {
    const [turn] = withVoices([{ speaker: "unknown", startMs: 1000, endMs: 4000, text: "好的好的" }], voices);
    expect(turn?.speakerLabel).toBe("voice-2");
    expect(turn?.speakerConfidence).toBeCloseTo(0.9 * (1900 / 2900));
  });

  it("keep what they know of their speaker, and stay nobody's without times", () => {
    const turns: Turn[] = [
      { speaker: "agent", startMs: 0, endMs: 4000, text: "您好" },
      { speaker: "unknown", speakerLabel: "A", startMs: 0, endMs: 4000, text: "喂" },
      { speaker: "unknown", text: "喂" },
    ];
    expect(withVoices(turns, voices)).toEqual(turns);
  });

  it("never lose, repeat or reorder a word, whatever the segments", () => {
    const segment = fc
      .tuple(fc.nat(6000), fc.nat(2000), fc.constantFrom("voice-1", "voice-2"))
      .map(([startMs, length, voice]) => ({ startMs, endMs: startMs + length, voice }));
    fc.assert(
      fc.property(fc.array(segment, { maxLength: 8 }), fc.integer({ min: 60, max: 500 }), (segments, stepMs) => {
        const whole = said("请问,贵姓?免贵姓李。有什么可以帮您。", stepMs);
        const parts = withVoices([whole], { ...voices, segments });
        expect(parts.map(({ text }) => text).join("")).toBe(whole.text);
        expect(parts.flatMap(({ words = [] }) => words)).toEqual(whole.words);
      }),
    );
  });
});
