import { expect, it } from "vitest";
import { speakerFields, speakerOf } from "./roles.ts";
import { labelsOf, splitLabel } from "./speaker-label.ts";
import { fromClock, instantAt, instantOf } from "./time-in-call.ts";

it.each([
  ["客服", "agent"],
  ["坐席8012", "agent"],
  ["Agent (Anna)", "agent"],
  ["AGENT", "agent"],
  ["客户:", "customer"],
  ["User 2", "customer"],
  ["机器人", "ivr"],
  ["客户经理", "unknown"],
  ["客服小王", "agent"],
  ["客户张先生", "customer"],
  ["客服机器人", "ivr"],
  ["A", "unknown"],
  [undefined, "unknown"],
])("takes the label %s for %s", (label, speaker) => {
  expect(speakerOf(label)).toBe(speaker);
});

it("keeps a label that says more than the role", () => {
  expect(speakerFields("客服")).toEqual({ speaker: "agent" });
  expect(speakerFields("坐席8012")).toEqual({ speaker: "agent", speakerLabel: "坐席8012" });
  expect(speakerFields(0)).toEqual({ speaker: "unknown", speakerLabel: "0" });
  expect(speakerFields(undefined)).toEqual({ speaker: "unknown" });
});

it.each([
  ["坐席:您好:请讲", "坐席", "您好:请讲"],
  ["[SPEAKER_01]: Hi", "SPEAKER_01", "Hi"],
  ["(客户)喂", "客户", "喂"],
  ["Speaker 1: it is 9:30", "Speaker 1", "it is 9:30"],
])("splits %s", (line, label, text) => {
  expect(splitLabel(line)).toMatchObject({ label, text });
});

it("takes a name for a label only where it comes back, and a sound in brackets never", () => {
  expect([...labelsOf(["王芳:您好", "备注:第一次", "王芳:再见", "[音乐]", "[音乐]", "客户:喂"])]).toEqual([
    "王芳",
    "客户",
  ]);
});

it("reads clocks and instants", () => {
  expect(["00:12", "01:02:03.5", "1:02,25", "99"].map(fromClock)).toEqual([12_000, 3_723_500, 62_250, undefined]);
  expect(instantOf("2026/3/2 9:14", "+08:00")).toBe("2026-03-02T09:14:00+08:00");
  expect(instantOf("2026-03-02T01:14:05Z", "+08:00")).toBe("2026-03-02T01:14:05Z");
  expect(instantOf("2026-03-02 09:14:05", undefined)).toBeUndefined();
  expect(instantOf("2026-13-40 09:14:05", "+08:00")).toBeUndefined();
  expect(instantAt(Date.parse("2026-03-02T01:14:05Z"), "+08:00")).toBe("2026-03-02T09:14:05+08:00");
});
