// Breaking into the other side's words, and listening sounds or touching turns that only look like it.
import type { OperatorExamples } from "../../operator.ts";

const breaksIn = "[0-6] 客户:我上次来的时候你们说\n[4-9] 坐席:这个您得听我先说完";

export const examples: OperatorExamples = {
  accept: [
    {
      title: "two seconds into the customer's words",
      params: 1000,
      dialogue: breaksIn,
      evidence: { turn: 1, value: 2000 },
    },
    { title: "taking the floor", params: { longerThanMs: 1000, outcome: "takesFloor" }, dialogue: breaksIn },
    {
      title: "measured in the recording",
      params: 1000,
      dialogue: "[0-6] 客户:我上次来的时候\n[6-9] 坐席:您听我说完好吗",
      call: { sound: { channels: 2, overlaps: [{ startMs: 4500, endMs: 6000, by: "agent" }] } },
      evidence: { value: 1500 },
    },
    {
      title: "twice",
      params: { longerThanMs: 500, times: 2 },
      dialogue:
        "[0-6] 客户:我上次来的时候\n[4-9] 坐席:您听我说完好吗\n[9-15] 客户:可是你们上次\n[13-18] 坐席:上次不是我接的",
    },
    {
      title: "the customer breaks in",
      params: 1000,
      by: "customer",
      dialogue: "[0-6] 坐席:这款套餐每月\n[3-8] 客户:我不需要别说了",
    },
  ],
  reject: [
    { title: "a back-channel", params: 300, dialogue: "[0-6] 客户:我上次来的时候\n[4-5] 坐席:嗯嗯,好的,明白" },
    { title: "too short to be more than a sound", params: 300, dialogue: "[0-6] 客户:我上次来的时候\n[4-5] 坐席:是吗" },
    {
      title: "the customer interrupts, not the agent",
      params: 1000,
      dialogue: "[0-6] 坐席:这款套餐每月\n[3-8] 客户:我不需要别说了",
    },
    {
      title: "one turn right after the other",
      params: 0,
      dialogue: "[0-6] 客户:我上次来的时候\n[6-9] 坐席:您听我说完好吗",
    },
    {
      title: "measured, and known as a back-channel",
      params: 500,
      dialogue: breaksIn,
      call: { sound: { channels: 2, overlaps: [{ startMs: 4000, endMs: 6000, by: "agent", backchannel: true }] } },
    },
    {
      title: "right at the start of the other's words",
      params: { longerThanMs: 500, afterMs: 1000 },
      dialogue: "[0-6] 客户:我上次来的时候\n[0.4-3] 坐席:您好请问怎么称呼",
    },
    {
      title: "the agent stops at once",
      params: { longerThanMs: 500, outcome: "takesFloor" },
      dialogue: "[0-8] 客户:我上次来的时候你们说\n[4-6] 坐席:您听我说完好吗",
    },
  ],
  unknown: [
    {
      title: "heard in the recording, but perhaps only a listening sound",
      params: 500,
      call: { sound: { overlaps: [{ startMs: 4000, endMs: 6000, by: "agent" }] } },
    },
    {
      title: "nobody knows who was broken into",
      params: 500,
      dialogue: "[0-6] 未知:我上次来的时候\n[4-9] 坐席:您听我说完好吗",
    },
    { title: "turns without times", params: 500, dialogue: "客户:我上次来\n坐席:您听我说完" },
    { title: "one channel, nothing measured", params: 500, dialogue: breaksIn, call: { sound: { channels: 1 } } },
    {
      title: "nobody knows who broke in",
      params: 500,
      dialogue: "[0-6] 客户:我上次来的时候\n[4-9] 未知:您听我说完好吗",
    },
  ],
};
