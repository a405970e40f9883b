import { expect, it } from "vitest";
import type { CallRecord } from "./call-record.ts";
import { withSidesSwapped } from "./swap-sides.ts";

const call: CallRecord = {
  version: 1,
  id: "1",
  source: "test",
  hangup: { by: "agent" },
  recording: { channels: { "0": "agent", "1": "customer" } },
  turns: [
    { speaker: "agent", text: "您好" },
    { speaker: "customer", text: "喂" },
    { speaker: "ivr", text: "请按一" },
  ],
  sound: {
    speech: [{ speaker: "agent", startMs: 0, endMs: 10 }],
    overlaps: [{ by: "customer", startMs: 0, endMs: 10 }],
    stretches: [{ speaker: "customer", startMs: 0, endMs: 10, pitchHz: 200 }],
    bySpeaker: { agent: { talkMs: 10 }, customer: { talkMs: 20 } },
  },
};

it("turns everything that was said and measured, and nothing that the telephone system reports", () => {
  expect(withSidesSwapped(call)).toEqual({
    version: 1,
    id: "1",
    source: "test",
    hangup: { by: "agent" },
    recording: { channels: { "0": "customer", "1": "agent" } },
    turns: [
      { speaker: "customer", text: "您好" },
      { speaker: "agent", text: "喂" },
      { speaker: "ivr", text: "请按一" },
    ],
    sound: {
      speech: [{ speaker: "customer", startMs: 0, endMs: 10 }],
      overlaps: [{ by: "agent", startMs: 0, endMs: 10 }],
      stretches: [{ speaker: "agent", startMs: 0, endMs: 10, pitchHz: 200 }],
      bySpeaker: { agent: { talkMs: 20 }, customer: { talkMs: 10 } },
    },
  });
  expect(withSidesSwapped(withSidesSwapped(call))).toEqual(call);
});
