// Agreeing, half agreeing, putting off and refusing.
import type { OperatorExamples } from "../../operator.ts";

const lists = {
  explicit: ["好的", "可以", "行", "开通"],
  vague: ["嗯", "哦", "啊", "好了好了就这样"],
  refused: ["不要", "不用", "不可以", "不行"],
  undecided: ["考虑", "再说"],
};

export const examples: OperatorExamples = {
  accept: [
    {
      title: "outright",
      params: { ...lists, is: "explicit" },
      dialogue: "客户:可以,开通吧",
      evidence: { value: "explicit" },
    },
    { title: "a filler before it", params: { ...lists, is: "explicit" }, dialogue: "客户:嗯,好的" },
    {
      title: "nothing but fillers",
      params: { ...lists, is: "vague" },
      dialogue: "客户:嗯嗯,哦",
      evidence: { value: "vague" },
    },
    { title: "glad to be rid of it", params: { ...lists, is: "vague" }, dialogue: "客户:好了好了,就这样" },
    {
      title: "put off, though it begins with yes",
      params: { ...lists, is: "undecided" },
      dialogue: "客户:好的,我再考虑考虑",
    },
    {
      title: "a refusal that holds a yes",
      params: { ...lists, is: "refused" },
      dialogue: "客户:不可以",
      evidence: { text: "不可以" },
    },
    { title: "one of several kinds", params: { ...lists, is: ["vague", "refused"] }, dialogue: "客户:啊" },
  ],
  reject: [
    { title: "put off is not explicit", params: { ...lists, is: "explicit" }, dialogue: "客户:好的,我再考虑考虑" },
    { title: "refused is not explicit", params: { ...lists, is: "explicit" }, dialogue: "客户:行了,不用" },
    {
      title: "a filler before something else is not vague",
      params: { ...lists, is: "vague" },
      dialogue: "客户:嗯,多少钱",
    },
    { title: "said by the agent", params: { ...lists, is: "explicit" }, dialogue: "坐席:好的" },
  ],
  unknown: [
    { title: "nobody knows who said it", params: { ...lists, is: "explicit" }, dialogue: "未知:可以" },
    { title: "no transcript", params: { ...lists, is: "explicit" }, call: {} },
  ],
};
