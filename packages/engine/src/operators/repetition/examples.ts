// Turns that repeat an earlier one, and turns that do not.
import type { OperatorExamples } from "../../operator.ts";

export const examples: OperatorExamples = {
  accept: [
    {
      title: "the same sentence again",
      params: {},
      dialogue: "坐席:您这个需要到店检测\n客户:为什么\n坐席:您这个是需要到店检测的",
      evidence: { turn: 2 },
    },
    {
      title: "what the customer just said",
      params: { of: "other" },
      dialogue: "客户:我的车打不着火了\n坐席:您的车打不着火了",
    },
    { title: "twice", params: { times: 2 }, dialogue: "坐席:您需要到店检测\n坐席:您需要到店检测\n坐席:您需要到店检测" },
  ],
  reject: [
    { title: "too short to count", params: {}, dialogue: "坐席:好的\n客户:嗯\n坐席:好的" },
    { title: "something new", params: {}, dialogue: "坐席:您需要到店检测\n坐席:我们八点开门" },
    {
      title: "excepted",
      params: { except: ["请问有什么"] },
      dialogue: "坐席:您好请问有什么可以帮您\n坐席:您好请问有什么可以帮您",
    },
    {
      title: "further back than is compared",
      params: { back: 1 },
      dialogue: "坐席:您需要到店检测\n坐席:我们八点开门呢\n坐席:您需要到店检测",
    },
  ],
  unknown: [{ title: "an unknown speaker", params: {}, dialogue: "未知:您需要到店检测\n未知:您需要到店检测" }],
};
