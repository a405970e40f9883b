// Calls ended by the side asked for, and calls ended by another side or nobody knows by whom.
import type { OperatorExamples } from "../../operator.ts";

const dialogue = "[0-3] 坐席:请问还有什么可以帮您\n[3-5] 客户:没有了";
const by = (party: "agent" | "customer" | "unknown", atMs?: number) => ({
  hangup: { by: party, ...(atMs === undefined ? {} : { atMs }) },
});

export const examples: OperatorExamples = {
  accept: [
    { title: "the agent", params: "agent", dialogue, call: by("agent"), evidence: { turn: 1, value: "agent" } },
    {
      title: "slammed down",
      params: { by: "agent", withinMs: 1000 },
      dialogue,
      call: by("agent", 5300),
      evidence: { value: 300 },
    },
    {
      title: "the line stays open",
      params: { afterSilenceMs: 5000 },
      dialogue,
      call: by("customer", 12000),
      evidence: { value: 7000 },
    },
    {
      title: "the gap to the end of the recording",
      params: { afterSilenceMs: 5000 },
      dialogue,
      call: { sound: { durationMs: 12000 } },
    },
    {
      title: "the customer had the last word",
      params: { by: "agent", lastWords: "customer" },
      dialogue,
      call: by("agent"),
    },
    { title: "one of two", params: ["customer", "system"], call: by("customer") },
  ],
  reject: [
    { title: "the customer, not the agent", params: "agent", dialogue, call: by("customer") },
    { title: "the system dropped the line", params: "agent", dialogue, call: { hangup: { by: "system" } } },
    { title: "after a second or more", params: { by: "agent", withinMs: 1000 }, dialogue, call: by("agent", 6000) },
    {
      title: "the customer hung up, whenever that was",
      params: { by: "agent", withinMs: 1000 },
      dialogue: "坐席:再见",
      call: by("customer"),
    },
    { title: "the agent had the last word", params: { lastWords: "agent" }, dialogue, call: by("agent") },
  ],
  unknown: [
    { title: "the record does not say", params: "agent", dialogue, call: {} },
    { title: "the record says that it is not known", params: "agent", dialogue, call: by("unknown") },
    { title: "nobody knows when", params: { by: "agent", withinMs: 1000 }, dialogue, call: by("agent") },
    {
      title: "nobody knows who spoke last",
      params: { by: "agent", lastWords: "customer" },
      dialogue: "坐席:您好\n未知:嗯",
      call: by("agent"),
    },
  ],
};
