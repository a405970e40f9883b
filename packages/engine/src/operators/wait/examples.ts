// Customers kept waiting, and waits that only add up, announcements without a wait, and waits of unknown length.
import type { OperatorExamples } from "../../operator.ts";

const phrases = ["请稍等", "稍等一下"];
const search = "[0-3] 坐席:请稍等\n[3-4] 客户:好的\n[36-38] 坐席:让您久等了";
const threeShort =
  "[0-2] 坐席:请稍等\n[14-16] 坐席:还要稍等一下\n[28-30] 坐席:再请稍等\n[42-44] 坐席:让您久等了,查到了";

export const examples: OperatorExamples = {
  accept: [
    {
      title: "an announced search, the customer's 好的 inside it",
      params: { phrases, longerThanMs: 30000 },
      dialogue: search,
      evidence: { turn: 0, value: 33000 },
    },
    { title: "more than two", params: { phrases, count: { above: 2 } }, dialogue: threeShort, evidence: { value: 3 } },
    {
      title: "all together",
      params: { phrases, totalMs: { above: 30000 } },
      dialogue: threeShort,
      evidence: { value: 36000 },
    },
    {
      title: "a hold, the music on it and its announcement are one wait",
      params: { phrases, count: { between: [1, 1] } },
      dialogue: search,
      call: {
        holds: [{ startMs: 4500, endMs: 35000 }],
        sound: { silences: [{ startMs: 4600, endMs: 35000, filledBy: "music" }] },
      },
      evidence: { value: 1 },
    },
    {
      title: "a hold without a word",
      params: { longerThanMs: 30000 },
      call: { holds: [{ startMs: 0, endMs: 31000 }] },
    },
    {
      title: "music alone shows it",
      params: { phrases, longerThanMs: 30000 },
      dialogue: "[0-3] 坐席:我看看\n[40-42] 坐席:好了",
      call: { sound: { silences: [{ startMs: 3000, endMs: 40000, filledBy: "music" }] } },
    },
    {
      title: "counted by words where there are no times",
      params: { phrases, count: { atLeast: 2 } },
      dialogue: "坐席:请稍等\n客户:好\n坐席:麻烦再稍等一下\n客户:嗯\n坐席:查到了",
    },
    {
      title: "the announcement goes on for a sentence",
      params: { phrases, longerThanMs: 20000 },
      dialogue: "[0-2] 坐席:请稍等\n[2.2-4] 坐席:我帮您查一下系统\n[30-32] 坐席:查到了",
    },
  ],
  reject: [
    {
      title: "three waits of twelve seconds are not one over thirty",
      params: { phrases, longerThanMs: 30000 },
      dialogue: threeShort,
    },
    {
      title: "announced, but the talk goes on at once",
      params: { phrases },
      dialogue: "[0-2] 坐席:请稍等\n[2.1-9] 客户:我再说一下我的情况是这样\n[9-12] 坐席:好的",
    },
    {
      title: "the customer asks the agent to wait",
      params: { phrases },
      dialogue: "[0-3] 客户:请稍等\n[20-22] 客户:我找到了",
    },
    {
      title: "a silence that nobody announced is no wait",
      params: { phrases, longerThanMs: 10000 },
      dialogue: "[0-3] 坐席:您好\n[30-32] 坐席:喂",
    },
    { title: "no holds", params: { longerThanMs: 1000 }, call: { holds: [] } },
    {
      title: "two are not more than two",
      params: { phrases, count: { above: 2 } },
      dialogue: "坐席:请稍等\n客户:好\n坐席:再稍等一下",
    },
    {
      title: "one announcement cut in two turns is one",
      params: { phrases, count: { atLeast: 2 } },
      dialogue: "坐席:请稍等\n坐席:稍等一下\n客户:好",
    },
  ],
  unknown: [
    {
      title: "announced, but without times",
      params: { phrases, longerThanMs: 30000 },
      dialogue: "坐席:请稍等\n客户:好\n坐席:查到了",
    },
    { title: "nothing is known of holds", params: { longerThanMs: 1000 }, call: {} },
    {
      title: "no transcript: more may have been announced",
      params: { phrases, count: { above: 2 } },
      call: { holds: [{ startMs: 0, endMs: 9000 }] },
    },
    {
      title: "nobody knows who announced it",
      params: { phrases, longerThanMs: 10000 },
      dialogue: search.replaceAll("坐席", "未知"),
    },
  ],
};
