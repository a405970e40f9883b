// Calls in which one side talks nearly alone, and balanced or unclear ones.
import type { OperatorExamples } from "../../operator.ts";

const lecture = "[0-9] 坐席:我们这款套餐每个月三十八块\n[9-10] 客户:哦";

export const examples: OperatorExamples = {
  accept: [
    { title: "nine tenths of the talk", params: { above: 0.8 }, dialogue: lecture, evidence: { value: 0.9 } },
    {
      title: "by characters, without times",
      params: { unit: "characters", above: 0.8 },
      dialogue: "坐席:我们这款套餐每个月三十八块\n客户:哦",
    },
    {
      title: "measured in the recording",
      params: { above: 0.7 },
      dialogue: "[0-1] 坐席:好",
      call: { sound: { bySpeaker: { agent: { talkMs: 75000 }, customer: { talkMs: 25000 } } } },
      evidence: { value: 0.75 },
    },
    {
      title: "the customer's share of the call's length",
      params: { of: "call", below: 0.2 },
      by: "customer",
      dialogue: lecture,
      call: { hangup: { by: "customer", atMs: 20000 } },
      evidence: { value: 0.05 },
    },
  ],
  reject: [
    { title: "balanced", params: { above: 0.8 }, dialogue: "[0-5] 坐席:您好\n[5-10] 客户:你好" },
    {
      title: "the customer talks",
      params: { above: 0.8 },
      dialogue: lecture.replace("坐席", "某人").replace("客户", "坐席").replace("某人", "客户"),
    },
    { title: "decided whoever it was", params: { below: 0.3 }, dialogue: `${lecture}\n[10-11] 未知:嗯` },
  ],
  unknown: [
    { title: "no times", params: { above: 0.8 }, dialogue: "坐席:您好\n客户:你好" },
    {
      title: "it depends on who the unknown voice is",
      params: { above: 0.8 },
      dialogue: "[0-5] 坐席:您好\n[5-9] 未知:嗯\n[9-10] 客户:好",
    },
    { title: "no transcript", params: { unit: "characters", above: 0.8 }, call: {} },
  ],
};
