// Calls as long as asked for, and calls of another or an unknown length.
import type { OperatorExamples } from "../../operator.ts";

export const examples: OperatorExamples = {
  accept: [
    {
      title: "longer than a minute",
      params: { above: 60000 },
      call: { sound: { durationMs: 93400 } },
      evidence: { value: 93400 },
    },
    {
      title: "between, by the hang-up",
      params: { between: [120000, 180000] },
      call: { hangup: { by: "customer", atMs: 150000 } },
    },
    {
      title: "from the answer",
      params: { below: 60000, fromAnswer: true },
      call: { answeredAtMs: 10000, hangup: { by: "agent", atMs: 65000 } },
      evidence: { value: 55000 },
    },
    { title: "the last words already lie beyond it", params: { above: 60000 }, dialogue: "[58-61] 坐席:再见" },
  ],
  reject: [
    { title: "exactly a minute is not longer", params: { above: 60000 }, call: { sound: { durationMs: 60000 } } },
    { title: "too long", params: { between: [120000, 180000] }, call: { sound: { durationMs: 181000 } } },
    { title: "too long by its last words", params: { below: 60000 }, dialogue: "[58-61] 坐席:再见" },
  ],
  unknown: [
    { title: "nobody knows when it ended", params: { below: 60000 }, dialogue: "[0-3] 坐席:您好" },
    { title: "nothing is known", params: { above: 60000 }, dialogue: "坐席:您好" },
    {
      title: "nobody knows when it was answered",
      params: { above: 1, fromAnswer: true },
      call: { sound: { durationMs: 60000 } },
    },
  ],
};
