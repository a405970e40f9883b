// Tones heard in the recording, and recordings without them or in which nobody looked.
import type { OperatorExamples } from "../../operator.ts";

const tones = (...kinds: ("ringback" | "busy" | "beep")[]) => ({
  sound: { tones: kinds.map((kind, index) => ({ kind, startMs: index * 5000, endMs: index * 5000 + 1000 })) },
});

export const examples: OperatorExamples = {
  accept: [
    { title: "a busy tone", params: "busy", call: tones("busy"), evidence: { value: 1000 } },
    {
      title: "four rings",
      params: { kind: "ringback", times: 4 },
      call: tones("ringback", "ringback", "ringback", "ringback"),
    },
    {
      title: "a key",
      params: { kind: "dtmf", digits: "1" },
      call: { sound: { tones: [{ kind: "dtmf", startMs: 0, endMs: 200, digits: "1" }] } },
    },
  ],
  reject: [
    { title: "another tone", params: "busy", call: tones("ringback", "beep") },
    { title: "none", params: "busy", call: { sound: { tones: [] } } },
    {
      title: "three rings are not four",
      params: { kind: "ringback", times: 4 },
      call: tones("ringback", "ringback", "ringback"),
    },
    {
      title: "another key",
      params: { kind: "dtmf", digits: "1" },
      call: { sound: { tones: [{ kind: "dtmf", startMs: 0, endMs: 200, digits: "3" }] } },
    },
  ],
  unknown: [
    { title: "nobody looked for tones", params: "busy", call: { sound: { durationMs: 1000 } } },
    {
      title: "keys were heard, but not which",
      params: { kind: "dtmf", digits: "1" },
      call: { sound: { tones: [{ kind: "dtmf", startMs: 0, endMs: 200 }] } },
    },
  ],
};
