// What counts as a character and as a syllable.
import { expect, test } from "vitest";
import { charactersIn, syllablesIn } from "./speech-length.ts";

test.each([
  ["您好,请讲。", 4, 4],
  ["  …… !?", 0, 0],
  ["车牌是A12345", 9, 9.5],
  ["don't worry", 9, 3],
  ["ＡＢ 和 café", 7, 4],
  ["𠮷野家", 3, 3],
])("%s", (text, characters, syllables) => {
  expect(charactersIn(text)).toBe(characters);
  expect(syllablesIn(text)).toBe(syllables);
});
