// Calls in which the phrase operator finds its phrases, and calls that only look like it.
import type { OperatorExamples } from "../../operator.ts";

export const examples: OperatorExamples = {
  accept: [
    {
      title: "one of several, in traditional characters and with punctuation inside",
      params: ["请问有什么可以帮您"],
      dialogue: "坐席:您好,請問,有什麼可以幫您?",
      evidence: { turn: 0, text: "請問,有什麼可以幫您" },
    },
    {
      title: "all of them, in different turns",
      params: { all: ["抱歉", "再说一遍"] },
      dialogue: "坐席:很抱歉\n客户:嗯\n坐席:麻烦您再说一遍",
    },
    {
      title: "two of three",
      params: { atLeast: { count: 2, of: ["您好", "请", "谢谢"] } },
      dialogue: "坐席:您好\n坐席:谢谢您",
    },
    {
      title: "in order",
      params: { inOrder: ["请稍等", "让您久等了"] },
      dialogue: "坐席:请稍等\n客户:好\n坐席:让您久等了",
    },
    { title: "none of them", params: { none: ["喂"] }, dialogue: "坐席:您好\n客户:喂" },
    {
      title: "said with recognition errors",
      params: { any: "您好,很高兴为您服务", tolerance: "sound" },
      dialogue: "坐席:您好很高心为您服务",
    },
    {
      title: "three times",
      params: { any: ["对"], times: 3 },
      dialogue: "坐席:对对对",
    },
  ],
  reject: [
    { title: "said by the customer", params: ["必须"], dialogue: "客户:你们必须今天给我修好\n坐席:好的" },
    {
      title: "inside an exception",
      params: { any: ["可能"], except: ["尽可能", "可能性"] },
      dialogue: "坐席:我们尽可能快",
    },
    { title: "in the wrong order", params: { inOrder: ["请稍等", "您好"] }, dialogue: "坐席:您好\n坐席:请稍等" },
    {
      title: "all, but not in one turn",
      params: { all: ["抱歉", "再说一遍"], sameTurn: true },
      dialogue: "坐席:很抱歉\n客户:嗯\n坐席:麻烦您再说一遍",
    },
    { title: "a short word across a comma", params: ["只能"], dialogue: "坐席:有一只,能看见吗" },
  ],
  unknown: [
    { title: "nobody knows who said it", params: ["必须"], dialogue: "未知:你必须来" },
    {
      title: "a speaker that is not sure",
      params: ["必须"],
      call: { turns: [{ speaker: "agent", speakerConfidence: 0.4, text: "您必须来" }] },
    },
    {
      title: "words that were hardly recognised",
      params: ["必须"],
      call: { turns: [{ speaker: "agent", confidence: 0.2, text: "您必须来" }] },
    },
    { title: "no transcript at all", params: ["必须"], call: {} },
  ],
};
