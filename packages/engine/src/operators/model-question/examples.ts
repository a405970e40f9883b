// Without stored answers nothing is found and nothing is missing but the answer; stored answers are tried in the test beside this.
import type { OperatorExamples } from "../../operator.ts";

const params = { key: "warmth", ask: "坐席是否热情?" };

export const examples: OperatorExamples = {
  accept: [
    {
      title: "quoted where it stands",
      params,
      dialogue: "坐席:很高兴为您服务",
      answers: [
        { key: "warmth", verdict: "yes", quotes: [{ turn: 0, text: "很高兴" }], model: "double", promptVersion: "1" },
      ],
      evidence: { text: "很高兴" },
    },
  ],
  reject: [
    {
      title: "the model says no",
      params,
      dialogue: "坐席:说",
      answers: [{ key: "warmth", verdict: "no", quotes: [], model: "double", promptVersion: "1" }],
    },
  ],
  unknown: [
    { title: "nobody was asked", params, dialogue: "坐席:很高兴为您服务" },
    {
      title: "an invented quotation",
      params,
      dialogue: "坐席:说",
      answers: [
        { key: "warmth", verdict: "yes", quotes: [{ turn: 0, text: "很高兴" }], model: "double", promptVersion: "1" },
      ],
    },
    {
      title: "a yes without a quotation",
      params,
      dialogue: "坐席:说",
      answers: [{ key: "warmth", verdict: "yes", quotes: [], model: "double", promptVersion: "1" }],
    },
  ],
};
