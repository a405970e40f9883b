// Answers that sound like their opposite, marks in many shapes, and talk that answers nothing.
import type { OperatorExamples } from "../../operator.ts";

const levels = {
  1: ["非常不满意", "太差"],
  2: ["不满意", "不是很满意"],
  3: ["一般", "凑合", "就那样"],
  4: ["满意", "还行"],
  5: ["非常满意", "十分满意", "没得说", "杠杠的", "没什么不满意"],
};

const asked = "坐席:请问您对这次服务满意吗?\n";

export const examples: OperatorExamples = {
  accept: [
    { title: "a level in so many words", params: { levels }, dialogue: `${asked}客户:满意`, evidence: { value: 4 } },
    {
      title: "the longest phrase wins",
      params: { levels },
      dialogue: `${asked}客户:不是很满意`,
      evidence: { value: 2 },
    },
    {
      title: "two negatives are praise",
      params: { levels, atLeast: 5 },
      dialogue: `${asked}客户:没什么不满意的`,
      evidence: { value: 5 },
    },
    {
      title: "an indirect answer",
      params: { levels, atMost: 3 },
      dialogue: `${asked}客户:就那样吧`,
      evidence: { value: 3 },
    },
    {
      title: "traditional characters, and a mark that is part of a phrase",
      params: { levels, atLeast: 5 },
      dialogue: `${asked}客户:十分滿意`,
      evidence: { text: "十分滿意", value: 5 },
    },
    {
      title: "a mark on the five-point scale",
      params: { levels },
      dialogue: `${asked}客户:给四分`,
      evidence: { value: 4 },
    },
    {
      title: "a mark from one to ten, after a back-channel",
      params: { scale: "ten" },
      dialogue: "坐席:一到十分您打几分\n客户:嗯\n坐席:嗯\n客户:给个九分吧",
      evidence: { value: 9 },
    },
    { title: "full marks", params: { scale: "ten" }, dialogue: "坐席:您打几分?\n客户:满分", evidence: { value: 10 } },
    {
      title: "a number alone",
      params: { scale: "ten" },
      dialogue: "坐席:您打几分?\n客户:那就八吧",
      evidence: { value: 8 },
    },
    {
      title: "between two marks",
      params: { scale: "ten" },
      dialogue: "坐席:几分呢\n客户:八九分",
      evidence: { value: 8 },
    },
    { title: "a decimal", params: { scale: "ten" }, dialogue: "坐席:几分呢\n客户:九点五分", evidence: { value: 9.5 } },
    {
      title: "a no that holds the word yes",
      params: { scale: "yesNo", yes: ["有"], no: ["没有"], is: false },
      dialogue: "坐席:有没有给您解释费用?\n客户:没有",
      evidence: { value: false },
    },
    {
      title: "asked in the words that were given",
      params: { levels, asked: ["满意(度|程度)"] },
      dialogue: "坐席:您的满意程度如何\n客户:满意",
    },
    { title: "never mind the question", params: { levels, asked: false }, dialogue: "客户:太差了你们" },
  ],
  reject: [
    { title: "nothing was asked", params: { levels }, dialogue: "坐席:谢谢您\n客户:满意" },
    { title: "the agent reads the levels out", params: { levels }, dialogue: "坐席:是满意还是一般?" },
    {
      title: "an exception",
      params: { levels, except: ["一般都是"] },
      dialogue: "坐席:您多久保养一次?\n客户:一般都是半年",
    },
    { title: "better than asked for", params: { levels, atMost: 3 }, dialogue: `${asked}客户:非常满意` },
    { title: "what is taken off", params: { scale: "ten" }, dialogue: "坐席:几分呢\n客户:扣两分" },
    { title: "minutes", params: { scale: "ten" }, dialogue: "坐席:等了多久?\n客户:十分钟" },
    {
      title: "asked in other words",
      params: { levels, asked: ["满意度"] },
      dialogue: "坐席:您是车主吗\n客户:满意",
    },
  ],
  unknown: [
    { title: "nobody knows who asked", params: { levels }, dialogue: "未知:您满意吗?\n客户:一般" },
    { title: "nobody knows who answered", params: { levels }, dialogue: "坐席:您满意吗?\n未知:一般" },
    {
      title: "hardly heard",
      params: { levels },
      call: {
        turns: [
          { speaker: "agent", text: "您满意吗?" },
          { speaker: "customer", confidence: 0.2, text: "一般" },
        ],
      },
    },
    { title: "no transcript", params: { levels }, call: {} },
  ],
};
