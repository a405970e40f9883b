// Sentences that are alike, and sentences that only share a word.
import type { OperatorExamples } from "../../operator.ts";

export const examples: OperatorExamples = {
  accept: [
    {
      title: "a small change of wording",
      params: ["请问有什么可以帮您"],
      dialogue: "坐席:请问有什么可以帮到您的",
      evidence: { turn: 0 },
    },
    {
      title: "one sentence of a long turn",
      params: ["感谢您的来电"],
      dialogue: "坐席:好的这个我记下了。感谢您的来电。再见",
      evidence: { text: "感谢您的来电" },
    },
    { title: "recognition errors", params: ["您的问题我已经记录下来了"], dialogue: "坐席:您的问题我一经纪录下来了" },
  ],
  reject: [
    { title: "only a word in common", params: ["请问有什么可以帮您"], dialogue: "坐席:请问您贵姓" },
    { title: "said by the other side", params: ["感谢您的来电"], dialogue: "客户:感谢您的来电" },
    {
      title: "below the limit",
      params: { to: ["请问有什么可以帮您"], atLeast: 0.95 },
      dialogue: "坐席:请问有什么能帮您的",
    },
  ],
  unknown: [{ title: "an unknown speaker", params: ["感谢您的来电"], dialogue: "未知:感谢您的来电" }],
};
