// Numbers that are repeated whole or in pieces, and numbers that are not.
import type { OperatorExamples } from "../../operator.ts";

export const examples: OperatorExamples = {
  accept: [
    {
      title: "repeated at once",
      params: {},
      dialogue: "客户:我电话13800123456\n坐席:13800123456对吗",
      evidence: { turn: 0 },
    },
    {
      title: "repeated in pieces, said digit by digit",
      params: {},
      dialogue: "客户:幺三八零零幺二三四五六\n坐席:138\n客户:嗯\n坐席:0012\n客户:对\n坐席:3456",
    },
    {
      title: "what was not repeated",
      params: { repeated: false },
      dialogue: "客户:我电话13800123456\n坐席:好的记下了",
      evidence: { turn: 0, text: "13800123456" },
    },
  ],
  reject: [
    { title: "another number", params: {}, dialogue: "客户:我电话13800123456\n坐席:13900123456对吗" },
    { title: "too short to need it", params: { repeated: false }, dialogue: "客户:2024年买的\n坐席:好的" },
    { title: "nothing was said", params: { repeated: false }, dialogue: "客户:你好\n坐席:您好" },
  ],
  unknown: [
    { title: "who said it is not known", params: { repeated: false }, dialogue: "未知:13800123456\n坐席:好的" },
  ],
};
