// Monologues, and long talks that the other side shared in.
import type { OperatorExamples } from "../../operator.ts";

const monologue = "坐席:我们这款套餐呢,\n坐席:每个月只要三十八块钱,\n坐席:包含两百分钟通话";

export const examples: OperatorExamples = {
  accept: [
    {
      title: "three turns in a row are one",
      params: { above: 20 },
      dialogue: monologue,
      evidence: { turn: 0, value: 25 },
    },
    {
      title: "in time",
      params: { unit: "ms", above: 60000 },
      dialogue: "[0-40] 坐席:我们这款套餐\n[40-75] 坐席:每个月",
      evidence: { value: 75000 },
    },
    {
      title: "a listening sound does not end it",
      params: { above: 15, throughChars: 1 },
      dialogue: "坐席:我们这款套餐呢每个月\n客户:嗯\n坐席:三十八块钱两百分钟",
    },
    {
      title: "one-word answers",
      params: { below: 3, joined: false, times: 2 },
      dialogue: "坐席:嗯\n客户:在吗\n坐席:不行",
    },
  ],
  reject: [
    {
      title: "the customer has a turn in between",
      params: { above: 15 },
      dialogue: "坐席:我们这款套餐呢每个月\n客户:嗯\n坐席:三十八块钱两百分钟",
    },
    { title: "each turn by itself is short", params: { above: 20, joined: false }, dialogue: monologue },
    { title: "the customer's monologue", params: { above: 20 }, dialogue: monologue.replaceAll("坐席", "客户") },
    { title: "marks and blanks are not characters", params: { above: 5 }, dialogue: "坐席:嗯…… ,,, 那 、 好 吧 。。" },
  ],
  unknown: [
    { title: "no times", params: { unit: "ms", above: 1000 }, dialogue: monologue },
    { title: "nobody knows who speaks", params: { above: 5 }, dialogue: "未知:我们这款套餐呢每个月" },
    { title: "no transcript", params: { above: 5 }, call: {} },
  ],
};
