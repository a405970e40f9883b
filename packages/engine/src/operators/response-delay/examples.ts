// Answers that come late, and answers that come in time or whose delay can't be known.
import type { OperatorExamples } from "../../operator.ts";

const late = "[0-3] 客户:几点开门\n[10-12] 坐席:早上九点";
const slowGreeting = "[7-9] 坐席:您好\n[9-10] 客户:你好";

export const examples: OperatorExamples = {
  accept: [
    {
      title: "the agent answers after seven seconds",
      params: 5000,
      dialogue: late,
      evidence: { turn: 1, value: 7000 },
    },
    {
      title: "slow greeting",
      params: { first: true, longerThanMs: 5000 },
      dialogue: slowGreeting,
      call: { answeredAtMs: 1000 },
      evidence: { value: 6000 },
    },
    {
      title: "recordings that begin with the answer",
      params: { first: true, longerThanMs: 5000, assumeAnsweredAtStart: true },
      dialogue: slowGreeting,
      evidence: { value: 7000 },
    },
    {
      title: "the customer hesitates",
      params: 5000,
      by: "customer",
      dialogue: "[0-3] 坐席:您需要办理吗\n[11-12] 客户:嗯……",
    },
    {
      title: "speech measured in the recording goes before the turns' times",
      params: 5000,
      dialogue: "[0-8] 客户:几点开门\n[8-12] 坐席:早上九点",
      call: {
        sound: {
          speech: [
            { speaker: "customer", startMs: 0, endMs: 2000 },
            { speaker: "agent", startMs: 9000, endMs: 12000 },
          ],
        },
      },
      evidence: { value: 7000 },
    },
    {
      title: "the agent never speaks",
      params: { first: true, longerThanMs: 5000 },
      dialogue: "[2-3] 客户:喂",
      call: { answeredAtMs: 0, hangup: { by: "customer", atMs: 20000 } },
      evidence: { value: 20000 },
    },
  ],
  reject: [
    { title: "in time", params: 7000, dialogue: late },
    {
      title: "the customer's hesitation is not the agent's",
      params: 5000,
      dialogue: "[0-3] 坐席:您需要办理吗\n[11-12] 客户:嗯",
    },
    { title: "a pause in one's own words is no delay", params: 5000, dialogue: "[0-3] 坐席:您好\n[12-14] 坐席:请讲" },
    {
      title: "announced",
      params: { longerThanMs: 5000, announced: ["请稍等"] },
      dialogue: "[0-2] 坐席:请稍等\n[2-3] 客户:好\n[20-21] 坐席:查到了",
    },
    { title: "an answer that breaks in", params: 1000, dialogue: "[0-6] 客户:我想问\n[4-8] 坐席:您请说" },
    {
      title: "the ring before the answer does not count",
      params: { first: true, longerThanMs: 5000 },
      dialogue: slowGreeting,
      call: { answeredAtMs: 6500 },
    },
  ],
  unknown: [
    { title: "nothing is known of the answer", params: { first: true, longerThanMs: 5000 }, dialogue: slowGreeting },
    { title: "turns without times", params: 5000, dialogue: "客户:在吗\n坐席:在" },
    { title: "nobody knows who answered", params: 5000, dialogue: "[0-3] 客户:几点开门\n[10-12] 未知:早上九点" },
  ],
};
