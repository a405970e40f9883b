// Pauses that count as silence, and pauses that are too short, announced, filled with music, or on hold.
import type { OperatorExamples } from "../../operator.ts";

const keepsWaiting = "[0-3] 客户:我的车什么时候能好\n[15-17] 坐席:明天下午";
const announcedPause = "[0-3] 坐席:请稍等,我查一下\n[3-4] 客户:好的\n[20-22] 坐席:让您久等了";

export const examples: OperatorExamples = {
  accept: [
    { title: "a long gap between turns", params: 10000, dialogue: keepsWaiting, evidence: { turn: 0, value: 12000 } },
    { title: "after the customer's words", params: 10000, by: "customer", dialogue: keepsWaiting },
    {
      title: "announced, but nothing forgives it",
      params: 10000,
      dialogue: announcedPause,
      evidence: { value: 16000 },
    },
    {
      title: "the agent asks, nobody answers, the agent asks again",
      params: { longerThanMs: 4000, speakers: "same" },
      by: "agent",
      dialogue: "[0-2] 坐席:您好,请讲\n[7-9] 坐席:您好,请问能听到吗",
    },
    {
      title: "measured in the recording, though the turns leave no gap",
      params: 5000,
      dialogue: "[0-10] 坐席:您好\n[10-20] 客户:你好",
      call: { sound: { silences: [{ startMs: 3000, endMs: 9500, filledBy: "nothing" }] } },
      evidence: { value: 6500 },
    },
    {
      title: "what is left of it outside a hold",
      params: { longerThanMs: 10000, excluding: ["holds"] },
      dialogue: "[0-3] 坐席:您好\n[30-32] 坐席:喂",
      call: { holds: [{ startMs: 3000, endMs: 12000 }] },
      evidence: { value: 18000 },
    },
    {
      title: "before the first words",
      params: { longerThanMs: 3000, edges: true },
      dialogue: "[6-8] 坐席:您好",
      call: { answeredAtMs: 0 },
    },
  ],
  reject: [
    {
      title: "announced in the turn before",
      params: { longerThanMs: 10000, announced: ["请稍等"] },
      dialogue: announcedPause,
    },
    { title: "exactly as long as allowed", params: 12000, dialogue: keepsWaiting },
    { title: "after the other side's words", params: 10000, by: "agent", dialogue: keepsWaiting },
    {
      title: "three pauses of twelve seconds are not one of thirty",
      params: 30000,
      dialogue: "[0-2] 坐席:稍等\n[14-16] 坐席:再等一下\n[28-30] 坐席:还在查\n[42-44] 坐席:查到了",
    },
    {
      title: "filled with music",
      params: { longerThanMs: 10000, filledBy: ["nothing", "noise"] },
      dialogue: "[0-3] 坐席:请稍等\n[40-42] 坐席:让您久等了",
      call: { sound: { silences: [{ startMs: 3000, endMs: 40000, filledBy: "music" }] } },
    },
    {
      title: "all of it on hold",
      params: { longerThanMs: 10000, excluding: "holds" },
      dialogue: "[0-3] 坐席:您好\n[30-32] 坐席:喂",
      call: { holds: [{ startMs: 2500, endMs: 29000 }] },
    },
    { title: "only once, not twice", params: { longerThanMs: 10000, times: 2 }, dialogue: keepsWaiting },
    {
      title: "a turn that runs under two others leaves no gap",
      params: 5000,
      dialogue: "[0-20] 坐席:我给您念一遍\n[2-3] 客户:嗯\n[18-19] 客户:好",
    },
  ],
  unknown: [
    { title: "turns without times", params: 10000, dialogue: "客户:在吗\n坐席:在的" },
    {
      title: "who spoke before it is not sure",
      params: 10000,
      by: "customer",
      dialogue: "[0-3] 未知:喂\n[15-17] 坐席:您好",
    },
    {
      title: "whether music plays was not measured",
      params: { longerThanMs: 10000, filledBy: "nothing" },
      dialogue: keepsWaiting,
    },
    { title: "holds are not known", params: { longerThanMs: 10000, excluding: "holds" }, dialogue: keepsWaiting },
  ],
};
