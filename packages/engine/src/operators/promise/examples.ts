// Promises with and without a deadline.
import type { OperatorExamples } from "../../operator.ts";

export const examples: OperatorExamples = {
  accept: [
    {
      title: "within an hour",
      params: { of: ["回复"] },
      dialogue: "坐席:我们一小时内给您回复",
      evidence: { value: 60 },
    },
    {
      title: "a range counts to its later end",
      params: { of: ["处理好"], laterThanMinutes: 4320 },
      dialogue: "坐席:三到五天给您处理好",
      evidence: { value: 7200 },
    },
    { title: "no deadline named", params: { of: ["回复"], named: false }, dialogue: "坐席:稍后给您回复" },
  ],
  reject: [
    { title: "later than wanted", params: { of: ["联系您"], withinMinutes: 1440 }, dialogue: "坐席:三天后联系您" },
    { title: "the customer promises", params: { of: ["回复"] }, dialogue: "客户:我明天回复你" },
    { title: "a time without a promise", params: { of: ["回复"] }, dialogue: "坐席:我们八点上班" },
  ],
  unknown: [{ title: "an unknown speaker", params: { of: ["回复"] }, dialogue: "未知:一小时内回复" }],
};
