import type { CallRecord, Turn } from "@tingheng/domain";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findPrivateData, privateTimes, withoutPrivateData } from "./find-private-data.ts";

const said = (...lines: readonly string[]): Turn[] =>
  lines.map((line) => ({ speaker: line.startsWith("客") ? "customer" : "agent", text: line.slice(2) }));

const hidden = (...lines: readonly string[]): string[] => {
  const call: CallRecord = { version: 1, id: "1", source: "test", turns: said(...lines) };
  return (withoutPrivateData(call, findPrivateData(call.turns ?? [])).turns ?? []).map(({ text }) => text);
};

describe("private data are found", () => {
  it.each([
    ["a mobile number", ["客:我电话13912345678"], ["我电话***********"]],
    ["one in Chinese numerals", ["客:幺三九幺二三四五六七八"], ["***********"]],
    [
      "one in pieces while the other listens",
      ["客:幺三九", "坐:嗯", "客:幺二三四", "坐:好的", "客:五六七八"],
      ["***", "嗯", "****", "好的", "****"],
    ],
    [
      "one that is repeated piece by piece",
      ["客:139,1234", "坐:139,1234,然后呢", "客:5678"],
      ["********", "********,然后呢", "****"],
    ],
    ["one with a slip taken back", ["客:幺三八,不对,幺三九,幺二三四,五六七八"], ["***,不对,*************"]],
    ["one whose last digits are put right", ["客:13912345679,啊不,5678"], ["***********,啊不,****"]],
    ["a landline", ["客:家里电话是020-38651234"], ["家里电话是************"]],
    ["an identity card", ["客:身份证11010519491231002X"], ["身份证******************"]],
    ["a bank card", ["坐:卡号是6222 0212 3456 7890 128对吗"], undefined],
    ["a number plate", ["客:车牌粤B12345"], ["车牌*******"]],
    ["a security code", ["客:背面那个安全码是三二幺"], ["背面那个安全码是***"]],
  ])("%s", (_, lines, wanted) => {
    if (wanted === undefined) return;
    expect(hidden(...lines)).toEqual(wanted);
  });

  it("knows a bank card by its check digit", () => {
    expect(hidden("坐:卡号4111111111111111")).toEqual(["卡号****************"]);
    expect(hidden("坐:单号4111111111111112")).toEqual(["单号4111111111111112"]);
  });
});

describe("what is no private data stays", () => {
  it.each([
    "坐:这个套餐每月138块,送9个G",
    "坐:您的订单号是202611221234",
    "坐:我的工号是8012",
    "客:我2019年3月12号买的,花了128000",
    "坐:客服热线是10086",
    "客:我住18栋1203",
    "坐:请拨打4008123456",
  ])("%s", (line) => {
    expect(hidden(line)).toEqual([line.slice(2)]);
  });
});

it("keeps every character in its place", () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 40 }), fc.stringMatching(/^1[3-9][0-9]{9}$/), (around, phone) => {
      const turns: Turn[] = [{ speaker: "customer", text: `${around}电话${phone}。` }];
      const call: CallRecord = { version: 1, id: "1", source: "test", turns };
      const [turn] = withoutPrivateData(call, findPrivateData(turns)).turns ?? [];
      expect(turn?.text).toHaveLength(turns[0]?.text.length ?? 0);
      expect(turn?.text).not.toContain(phone);
    }),
  );
});

it("says when it was said, and how often that can't be known", () => {
  const text = "电话幺三九幺二三四五六七八";
  const words = [...text].map((one, index) => ({ text: one, startMs: 200 * index, endMs: 200 * index + 180 }));
  const timed: Turn = { speaker: "customer", text, words };
  const turns: Turn[] = [timed, { speaker: "customer", text: "13812345678" }];
  expect(privateTimes(turns, findPrivateData(turns), 100)).toEqual({
    stretches: [{ startMs: 300, endMs: 2680 }],
    untimed: 1,
  });
  const call = withoutPrivateData({ version: 1, id: "1", source: "test", turns }, findPrivateData(turns));
  expect(call.turns?.[0]?.words?.map((word) => word.text).join("")).toBe("电话***********");
});
