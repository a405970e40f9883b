// Conversations with as many turns as asked for, and others.
import type { OperatorExamples } from "../../operator.ts";

const three = "坐席:您好\n客户:你好\n坐席:请讲";

export const examples: OperatorExamples = {
  accept: [
    { title: "three turns in all", params: { between: [3, 3] }, dialogue: three, evidence: { value: 3 } },
    {
      title: "the customer never spoke",
      params: { below: 1 },
      by: "customer",
      dialogue: "坐席:您好\n坐席:您好,请讲",
      evidence: { value: 0 },
    },
    { title: "the agent twice", params: { atLeast: 2 }, by: "agent", dialogue: three },
    { title: "short turns left out", params: { below: 2, minChars: 3 }, dialogue: `${three}\n客户:我想问问套餐` },
  ],
  reject: [
    { title: "the customer spoke once", params: { below: 1 }, by: "customer", dialogue: three },
    { title: "not above three", params: { above: 3 }, dialogue: three },
    { title: "enough whoever it was", params: { below: 2 }, by: "agent", dialogue: `${three}\n未知:嗯` },
  ],
  unknown: [
    {
      title: "somebody unknown may be the customer",
      params: { below: 1 },
      by: "customer",
      dialogue: "坐席:您好\n未知:喂",
    },
    { title: "no transcript", params: { above: 3 }, call: {} },
  ],
};
