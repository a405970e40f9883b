import fc from "fast-check";
import { expect, it } from "vitest";
import { hideSpans, maskName, maskNumber } from "./masking.ts";

it.each([
  ["13812345678", "138****5678"],
  ["+86 138-1234-5678", "+86 138-****-5678"],
  ["013812345678", "0138****5678"],
  ["02038651234", "020****1234"],
  ["38651234", "*****234"],
  ["11010519491231002X", "110105************"],
  ["110105194912310021", "110105************"],
  ["6222021234567890128", "622202*********0128"],
  ["8012", "8012"],
  ["anonymous", "anonymous"],
])("shows the number %s as %s", (number, shown) => {
  expect(maskNumber(number)).toBe(shown);
});

it.each([
  ["张三", "张*"],
  ["欧阳小明", "欧***"],
  ["John Smith", "J*** S****"],
  ["阿凡提·买买提", "阿**·买**"],
])("shows the name %s as %s", (name, shown) => {
  expect(maskName(name)).toBe(shown);
});

it("leaves everything in its place, and never seven digits together", () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[0-9 -]{7,24}$/), (number) => {
      const shown = maskNumber(number);
      expect(shown).toHaveLength(number.length);
      if (number.replace(/\D/g, "").length >= 7) expect(shown).not.toMatch(/\d{7}/);
    }),
  );
  expect(hideSpans("电话138", [{ from: 2, to: 5 }])).toBe("电话***");
  expect(hideSpans("话138", [{ from: 2, to: 4 }], 1)).toBe("话**8");
});
