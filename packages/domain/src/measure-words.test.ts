import { expect, it } from "vitest";
import { limitInWords, measureInWords } from "./measure-words.ts";

it.each([
  [{ measure: "silenceMs", value: 5_200 }, "静音 5.2 秒", "silence 5.2 s"],
  [{ measure: "callMs", value: 245_000 }, "通话时长 4 分 5 秒", "length of the call 4 min 5 s"],
  [{ measure: "count", value: 5 }, "次数 5", "count 5"],
  [{ measure: "similarity", value: 0.834 }, "相似度 83.4%", "similarity 83.4%"],
  [{ measure: "refusal", value: 2 }, "拒绝 第 2 次", "refusal no. 2"],
  [{ measure: "deadlineMinutes", value: 2_880 }, "期限 2 天", "deadline 2 days"],
  [{ measure: "satisfactionLevel", value: 4 }, "满意度 4/5", "satisfaction 4/5"],
  [{ measure: "hangupBy", value: "agent" }, "挂机方 坐席", "hung up by agent"],
  [{ measure: "speaker", value: "agent" }, "说话人 坐席", "speaker agent"],
  [{ measure: "speaker", value: "agent", role: "unsure" as const }, "说话人不确定:坐席", "speaker not sure: agent"],
  [{ measure: "extra.droppedBy", value: "agent" }, "线路由谁断开 坐席", "who dropped the line agent"],
  [{ measure: "customer.number", value: "138****0000" }, "客户号码 138****0000", "the customer's number 138****0000"],
  [{ measure: "extra.own", value: true }, "extra.own 是", "extra.own yes"],
] as const)("%j is said with its unit", (evidence, zh, en) => {
  expect([measureInWords(evidence, "zh"), measureInWords(evidence, "en")]).toEqual([zh, en]);
});

it.each([
  [{ measure: "silenceMs", value: 5_200, threshold: 3_000 }, "3 秒", "3 s"],
  [{ measure: "loudnessDb", value: -8, threshold: "-30–-10" }, "-30 dB–-10 dB", "-30 dB–-10 dB"],
  [{ measure: "hangupBy", value: "agent", threshold: "agent, system" }, "坐席、系统", "agent, system"],
] as const)("the limit of %j is said with the unit of the value", (evidence, zh, en) => {
  expect([limitInWords(evidence, "zh"), limitInWords(evidence, "en")]).toEqual([zh, en]);
});

it("says nothing where nothing was measured", () => {
  expect(measureInWords({ turn: 1 }, "zh")).toBeUndefined();
  expect(limitInWords({ measure: "hangupBy", value: "agent", threshold: "" }, "zh")).toBeUndefined();
});
