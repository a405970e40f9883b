// Voices that rise or stay flat, and voices that do not or were not measured.
import type { OperatorExamples } from "../../operator.ts";

const stretches = (speaker: "agent" | "customer", ...heights: number[]) =>
  heights.map((pitchHz, index) => ({ speaker, startMs: index * 4000, endMs: index * 4000 + 3000, pitchHz }));

export const examples: OperatorExamples = {
  accept: [
    {
      title: "an octave over the usual height",
      params: { of: "change", above: 5 },
      call: { sound: { stretches: stretches("agent", 200, 200, 400, 200) } },
      evidence: { value: 12 },
    },
    {
      title: "a flat voice",
      params: { of: "range", below: 4 },
      call: { sound: { bySpeaker: { agent: { pitchRangeSemitones: 2.5 } } } },
      evidence: { value: 2.5 },
    },
    {
      title: "higher than so many hertz",
      params: { above: 320 },
      call: { sound: { stretches: stretches("agent", 210, 340) } },
    },
    {
      title: "a wide range, from the stretches",
      params: { of: "range", above: 10 },
      call: { sound: { stretches: stretches("agent", 150, 300) } },
    },
  ],
  reject: [
    {
      title: "a high voice that stays where it is",
      params: { of: "change", above: 5 },
      call: { sound: { stretches: stretches("agent", 320, 330, 325, 318) } },
    },
    {
      title: "the customer's voice rises",
      params: { of: "jump", above: 5 },
      call: { sound: { stretches: stretches("customer", 150, 300) } },
    },
    {
      title: "lively, not flat",
      params: { of: "range", below: 4 },
      call: { sound: { bySpeaker: { agent: { pitchRangeSemitones: 9 } } } },
    },
    {
      title: "a stretch without voice has no pitch",
      params: { of: "range", above: 10 },
      call: { sound: { stretches: stretches("agent", 0, 200, 210) } },
    },
  ],
  unknown: [
    { title: "nothing measured", params: { of: "change", above: 5 }, dialogue: "[0-3] 坐席:您好" },
    {
      title: "loudness was measured, pitch was not",
      params: { above: 320 },
      call: { sound: { stretches: [{ speaker: "agent", startMs: 0, endMs: 900, loudnessDb: -20 }] } },
    },
  ],
};
