// Who speaks, who does not, how many; and calls in which that can't be told.
import type { OperatorExamples } from "../../operator.ts";

export const examples: OperatorExamples = {
  accept: [
    {
      title: "only the agent speaks",
      params: "agent",
      dialogue: "坐席:您好\n坐席:您好,请讲",
      evidence: { turn: 0, value: "agent" },
    },
    { title: "the customer is silent", params: { silent: "customer" }, dialogue: "语音:请按1\n坐席:您好" },
    {
      title: "a third person",
      params: { distinct: { above: 2 } },
      dialogue: "坐席:您好\n客户:你好\n第三方:我是他儿子",
      evidence: { value: 3 },
    },
    {
      title: "two voices without a role",
      params: { distinct: { between: [2, 2] } },
      call: {
        turns: [
          { speaker: "unknown", speakerLabel: "A", text: "您好" },
          { speaker: "unknown", speakerLabel: "B", text: "你好" },
        ],
      },
    },
  ],
  reject: [
    { title: "the customer speaks too", params: "agent", dialogue: "坐席:您好\n客户:你好" },
    { title: "the customer is not silent", params: { silent: "customer" }, dialogue: "坐席:您好\n客户:嗯\n未知:喂" },
    { title: "a voice menu is nobody", params: { distinct: { above: 1 } }, dialogue: "语音:请按1\n坐席:您好" },
    { title: "nobody speaks at all", params: "agent", call: { turns: [] } },
  ],
  unknown: [
    { title: "somebody unknown may be the customer", params: { silent: "customer" }, dialogue: "坐席:您好\n未知:喂" },
    {
      title: "an unknown voice may be a third person",
      params: { distinct: { above: 2 } },
      dialogue: "坐席:您好\n客户:你好\n未知:喂",
    },
    { title: "no transcript", params: "agent", call: {} },
  ],
};
