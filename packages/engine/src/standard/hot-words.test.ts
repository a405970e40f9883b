import type { Standard } from "@tingheng/domain";
import { expect, it } from "vitest";
import { hotWordsOf } from "./hot-words.ts";

const standard = (names: string[], prescribed: string[]) =>
  ({ names, prescribed }) as Pick<Standard, "names" | "prescribed"> as Standard;

it("names products and companies first, then the fixed parts of prescribed wording, each once", () => {
  const words = hotWordsOf([
    standard(["来电显示", "全球通"], ["您好…很高兴为您服务"]),
    standard(["全球通"], ["(请您|请)稍等", "嗯"]),
  ]);
  expect(words).toEqual(["来电显示", "全球通", "您好", "很高兴为您服务", "请您稍等"]);
});
