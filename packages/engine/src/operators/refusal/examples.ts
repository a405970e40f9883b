// One refusal, several, and words that only look like one.
import type { OperatorExamples } from "../../operator.ts";

const of = ["不需要", "不要", "不用"];

export const examples: OperatorExamples = {
  accept: [
    { title: "one", params: of, dialogue: "坐席:给您开通好吗\n客户:不需要", evidence: { turn: 1, value: 1 } },
    {
      title: "three, with the agent between",
      params: { of, atLeast: 3 },
      dialogue: "客户:不要\n坐席:很优惠\n客户:不用了\n坐席:首月免费\n客户:我说了不需要",
      evidence: { turn: 4, value: 3 },
    },
    { title: "one that is only meant", params: { of, meaning: "refusal" }, dialogue: "坐席:您好\n客户:refusal" },
  ],
  reject: [
    { title: "said twice in one breath", params: { of, atLeast: 2 }, dialogue: "客户:不要\n客户:不用\n坐席:好的" },
    { title: "an exception", params: { of, except: ["不用谢", "不要紧"] }, dialogue: "客户:不要紧,你说" },
    { title: "the agent refuses", params: of, dialogue: "坐席:不需要" },
  ],
  unknown: [
    { title: "nobody knows who said it", params: of, dialogue: "未知:不需要" },
    {
      title: "the second may be somebody else's",
      params: { of, atLeast: 2 },
      dialogue: "客户:不要\n坐席:很优惠\n未知:不用了",
    },
    { title: "no transcript", params: of, call: {} },
  ],
};
