// Speech that is too fast or suddenly faster, and speech that is not or whose rate can't be known.
import type { OperatorExamples } from "../../operator.ts";

const fast = "[0-2] 坐席:这个套餐每个月只要三十八块钱包含两百分钟";
const steady =
  "[0-4] 坐席:您好这里是客户服务热线\n[5-9] 坐席:请问有什么可以帮助您\n[10-14] 坐席:我帮您查询一下这个订单\n";
const stretch = (speaker: "agent" | "customer", startMs: number, syllablesPerSecond: number) => {
  return { speaker, startMs, endMs: startMs + 3000, syllablesPerSecond };
};

export const examples: OperatorExamples = {
  accept: [
    {
      title: "faster than six syllables a second",
      params: { above: 6 },
      dialogue: fast,
      evidence: { turn: 0, value: 10 },
    },
    { title: "by the minute", params: { unit: "minute", above: 370 }, dialogue: fast, evidence: { value: 600 } },
    {
      title: "suddenly faster than usual",
      params: { of: "change", above: 1.5 },
      dialogue: `${steady}[15-17] 坐席:这个我刚才不是已经跟您说过了吗`,
      evidence: { turn: 3 },
    },
    {
      title: "measured in the recording",
      params: { above: 6 },
      call: { sound: { stretches: [stretch("agent", 0, 6.5)] } },
      evidence: { value: 6.5 },
    },
    {
      title: "the whole call",
      params: { of: "call", above: 5 },
      call: { sound: { bySpeaker: { agent: { syllablesPerSecond: 5.4 } } } },
    },
    { title: "a moderate rate", params: { of: "call", between: [2, 3.5] }, dialogue: steady },
    {
      title: "English words",
      params: { above: 4 },
      dialogue: "[0-3] 坐席:this plan is only thirty eight dollars a month for you",
    },
  ],
  reject: [
    { title: "the customer is fast", params: { above: 6 }, dialogue: fast.replace("坐席", "客户") },
    { title: "too short to tell a rate", params: { above: 6 }, dialogue: "[0-1] 坐席:好的好的好的" },
    {
      title: "fast, but always so",
      params: { of: "change", above: 1.5 },
      dialogue: "[0-2] 坐席:您好这里是客户服务热线\n[3-5] 坐席:请问有什么可以帮助您\n[6-8] 坐席:我帮您查询这个订单吧",
    },
    { title: "only once, not three times", params: { above: 6, times: 3 }, dialogue: fast },
    {
      title: "the measure in the recording goes before the turns",
      params: { above: 6 },
      dialogue: fast,
      call: { sound: { stretches: [stretch("agent", 0, 4)] } },
    },
  ],
  unknown: [
    { title: "turns without times", params: { above: 6 }, dialogue: "坐席:这个套餐每个月只要三十八块钱" },
    { title: "nothing to compare with", params: { of: "change", above: 1.5 }, dialogue: fast },
    {
      title: "one channel, and who spoke is not sure",
      params: { above: 6 },
      call: { sound: { speakerConfidence: 0.5, stretches: [stretch("agent", 0, 6.5)] } },
    },
  ],
};
