// Raised voices, and loud lines or loud customers that only look like it.
import type { OperatorExamples } from "../../operator.ts";

const stretches = (speaker: "agent" | "customer", ...levels: number[]) =>
  levels.map((loudnessDb, index) => ({ speaker, startMs: index * 4000, endMs: index * 4000 + 3000, loudnessDb }));

export const examples: OperatorExamples = {
  accept: [
    {
      title: "a sudden rise over the agent's own level",
      params: { of: "change", above: 10 },
      dialogue: "[0-3] 坐席:您好\n[4-7] 坐席:请讲\n[8-11] 坐席:我说过了\n[12-15] 坐席:好",
      call: { sound: { stretches: stretches("agent", -28, -27, -14, -28) } },
      evidence: { turn: 2, text: "我说过了", value: 13.5 },
    },
    {
      title: "against the level measured for the whole call",
      params: { of: "change", above: 10 },
      call: { sound: { bySpeaker: { agent: { loudnessDb: -30 } }, stretches: stretches("agent", -18) } },
      evidence: { value: 12 },
    },
    {
      title: "from one stretch to the next",
      params: { of: "jump", above: 9 },
      call: { sound: { stretches: stretches("agent", -28, -18) } },
    },
    {
      title: "softest to loudest",
      params: { of: "range", above: 15 },
      call: { sound: { stretches: stretches("agent", -30, -25, -12) } },
    },
    {
      title: "faint all through",
      params: { of: "call", below: -40 },
      call: { sound: { bySpeaker: { agent: { loudnessDb: -46 } } } },
    },
  ],
  reject: [
    {
      title: "a loud line, but even",
      params: { of: "change", above: 10 },
      call: { sound: { stretches: stretches("agent", -12, -13, -12, -11) } },
    },
    {
      title: "the customer raises the voice",
      params: { of: "change", above: 10 },
      call: { sound: { stretches: stretches("customer", -28, -28, -28, -10) } },
    },
    {
      title: "a bang too short to be speech",
      params: { above: -10 },
      call: { sound: { stretches: [{ speaker: "agent", startMs: 0, endMs: 100, loudnessDb: -3 }] } },
    },
    {
      title: "softer, not louder",
      params: { of: "jump", above: 9 },
      call: { sound: { stretches: stretches("agent", -18, -30) } },
    },
  ],
  unknown: [
    { title: "nothing measured", params: { of: "change", above: 10 }, dialogue: "[0-3] 坐席:您好" },
    {
      title: "no usual level to compare with",
      params: { of: "change", above: 10 },
      call: { sound: { stretches: stretches("agent", -10) } },
    },
    {
      title: "one channel, and who spoke is not sure",
      params: { above: -15 },
      call: { sound: { speakerConfidence: 0.4, stretches: stretches("agent", -10) } },
    },
  ],
};
