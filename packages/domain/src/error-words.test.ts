import { expect, it } from "vitest";
import { inChinese } from "./error-words.ts";
import { AppError } from "./errors.ts";

it.each([
  ["a JSON value or ]", "一个 JSON 值或 ]"],
  ["a JSON value", "一个 JSON 值"],
  ["nothing (+3)", "空缺 (+3)"],
  ["at least 3 elements", "至少 3 项"],
  ["no field colour", "没有字段 colour"],
  ["at least 5", "至少 5"],
  ["lines like 坐席:… or agent: …", "形如 坐席:… 或 agent: … 的行"],
  ["string | number", "文字 | 数字"],
  ['"agent" | "customer"', '"agent" | "customer"'],
  ["exactly one of any, all", "恰好其中之一:any, all"],
])("%s is said as %s", (english, chinese) => {
  expect(inChinese(english)).toBe(chinese);
});

it("keeps the English words as data and says them in the reader's language", () => {
  const error = new AppError("input.malformed", {
    where: "a.json:2:1",
    expected: "a JSON value",
    found: "the end of the text",
  });
  expect(error.details.expected).toBe("a JSON value");
  expect(error.say("zh")).toBe("a.json:2:1:应为 一个 JSON 值,实际是 文本结束");
  expect(error.say("en")).toBe("a.json:2:1: expected a JSON value, found the end of the text");
});

it("names what is not there in Chinese, and in English as it was named", () => {
  const error = new AppError("thing.not-found", { what: "standard version", id: "x@1" });
  expect(error.say("zh")).toBe("没有这个标准版本:x@1");
  expect(error.say("en")).toBe("there is no standard version x@1");
});
