// Questions put again, and questions that only follow one another.
import type { OperatorExamples } from "../../operator.ts";

const asks = ["多少", "吗"];

export const examples: OperatorExamples = {
  accept: [
    {
      title: "the price, twice",
      params: asks,
      dialogue: "客户:这个套餐一个月多少钱\n坐席:这个套餐很划算的\n客户:我是问这个套餐一个月多少钱",
      evidence: { turn: 2 },
    },
    {
      title: "known by the question mark",
      params: asks,
      dialogue: "客户:我的车什么时候能修好?\n坐席:在修了\n客户:我的车到底什么时候能修好?",
    },
    {
      title: "asked three times",
      params: { asks, times: 2 },
      dialogue: "客户:你们周末上班吗\n坐席:我看看\n客户:你们周末上班吗\n坐席:稍等\n客户:你们周末上班吗",
    },
  ],
  reject: [
    {
      title: "another question",
      params: asks,
      dialogue: "客户:这个套餐一个月多少钱\n坐席:三十八\n客户:那流量有多少个G",
    },
    { title: "said twice in one breath", params: asks, dialogue: "客户:你们周末上班吗\n客户:你们周末上班吗" },
    {
      title: "a statement repeated",
      params: asks,
      dialogue: "客户:我的车坏在路上了\n坐席:好的\n客户:我的车坏在路上了",
    },
  ],
  unknown: [
    { title: "who asks is not known", params: asks, dialogue: "未知:你们周末上班吗\n坐席:我看看\n未知:你们周末上班吗" },
  ],
};
