// Patterns that hit, patterns that must not, and one that would hang a backtracking engine.
import type { OperatorExamples } from "../../operator.ts";

export const examples: OperatorExamples = {
  accept: [
    {
      title: "words apart",
      params: "(退款|退钱).{0,8}不行",
      dialogue: "坐席:退钱这个肯定不行",
      evidence: { turn: 0, text: "退钱这个肯定不行" },
    },
    { title: "numbers however written", params: "[0-9]{2,}元", dialogue: "坐席:一共三百二十元" },
    { title: "the raw text", params: { match: "[!!]{2,}", raw: true }, dialogue: "坐席:听着!!" },
  ],
  reject: [
    { title: "the other side", params: "退款", dialogue: "客户:我要退款" },
    {
      title: "excused by another pattern",
      params: { match: "退款", except: "已经退款" },
      dialogue: "坐席:已经退款给您了",
    },
    { title: "a pattern made to explode", params: "^(a+)+$", dialogue: `坐席:${"a".repeat(2000)}b` },
  ],
  unknown: [{ title: "an unknown speaker", params: "退款", dialogue: "未知:退款不行" }],
};
