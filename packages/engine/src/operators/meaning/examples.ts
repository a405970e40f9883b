// The walking test knows one meaning, whose name is also the word that carries it.
import type { OperatorExamples } from "../../operator.ts";

export const examples: OperatorExamples = {
  accept: [
    { title: "an agent's turn that means it", params: "reproach", dialogue: "坐席:reproach", evidence: { turn: 0 } },
    {
      title: "a customer's turn",
      params: "refusal",
      by: "customer",
      dialogue: "坐席:您好\n客户:refusal",
      evidence: { turn: 1 },
    },
  ],
  reject: [
    { title: "meant by the other side", params: "reproach", dialogue: "客户:reproach\n坐席:您好" },
    { title: "not meant at all", params: "reproach", dialogue: "坐席:您好" },
  ],
  unknown: [
    { title: "nobody knows who said it", params: "reproach", dialogue: "未知:reproach" },
    {
      title: "below the clause's own limit",
      params: { is: "reproach", sure: 1, unsure: 0.5 },
      call: { turns: [{ speaker: "agent", confidence: 0.3, text: "reproach" }] },
    },
    { title: "no transcript", params: "reproach", call: {} },
  ],
};
