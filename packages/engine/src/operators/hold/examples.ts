// Holds that are too long or too many, and holds that only add up to it or are not known.
import type { OperatorExamples } from "../../operator.ts";

const three = { holds: [10000, 30000, 50000].map((startMs) => ({ startMs, endMs: startMs + 12000 })) };
const dialogue = "[0-9] 坐席:请稍等\n[23-24] 坐席:让您久等了";

export const examples: OperatorExamples = {
  accept: [
    {
      title: "one longer than ten seconds, placed after the words before it",
      params: 10000,
      dialogue,
      call: { holds: [{ startMs: 9500, endMs: 22500 }] },
      evidence: { turn: 0, value: 13000 },
    },
    { title: "more than two", params: { count: { above: 2 } }, call: three, evidence: { value: 3 } },
    { title: "all together", params: { totalMs: { above: 30000 } }, call: three, evidence: { value: 36000 } },
    { title: "the longest", params: { longestMs: { above: 10000 } }, call: three, evidence: { value: 12000 } },
    {
      title: "music on the line is still a hold",
      params: 20000,
      call: {
        holds: [{ startMs: 0, endMs: 25000 }],
        sound: { silences: [{ startMs: 0, endMs: 25000, filledBy: "music" }] },
      },
    },
    {
      title: "a muted microphone",
      params: { longerThanMs: 20000, mutes: true },
      call: { holds: [], mutes: [{ startMs: 0, endMs: 25000 }] },
    },
    { title: "at most two", params: { count: { atMost: 2 } }, call: { holds: [] } },
  ],
  reject: [
    { title: "three of twelve seconds are not one of thirty", params: 30000, call: three },
    { title: "the longest of them neither", params: { longestMs: { above: 30000 } }, call: three },
    { title: "none", params: true, call: { holds: [] } },
    { title: "three, but not three long ones", params: { longerThanMs: 15000, count: { above: 2 } }, call: three },
    {
      title: "a muted microphone does not count unless asked",
      params: 20000,
      call: { holds: [], mutes: [{ startMs: 0, endMs: 25000 }] },
    },
  ],
  unknown: [
    { title: "the record says nothing of holds", params: true, call: {} },
    { title: "nothing known is not none", params: { count: { atMost: 2 } }, call: {} },
    {
      title: "mutes are not known",
      params: { longerThanMs: 20000, mutes: true },
      call: { holds: [{ startMs: 0, endMs: 5000 }] },
    },
    {
      title: "more mutes may break the limit",
      params: { count: { atMost: 2 }, mutes: true },
      call: { holds: [{ startMs: 0, endMs: 5000 }] },
    },
  ],
};
