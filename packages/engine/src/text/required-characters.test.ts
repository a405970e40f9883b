// What a pattern is said to need is a proof: no text that matches may lack it.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Required, requiredCharacters } from "./required-characters.ts";

const patterns = [
  "^(喂|你好)",
  "^[喂嗯]{0,2}(客服)?(喂|好)[吗啊]?$",
  "[0-9]{2,3}",
  "好.{1,3}(吗|啊)|你.喂",
  "^喂$|^[啊嗯]{0,3}(好|吗)$",
  "(^喂)?好",
  "([^喂]好|喂+)[吗]*",
  "(?:你|您){2}|\\d\\.?",
  "^(你|OK)好",
  "a|好",
  "[好-妈]",
  "喂??好{0}你",
  "(?<!你)好(?!吗)",
];

const holds = ({ inside, opening }: Required, text: string) =>
  inside.every((set) => set.some((code) => text.includes(String.fromCharCode(code)))) &&
  opening.every((set) => set.includes(text.charCodeAt(0)));

describe("characters that a pattern needs", () => {
  it.each(patterns)("%s", (source) => {
    const required = requiredCharacters(source);
    const pattern = new RegExp(source, "giu");
    const text = fc.string({ unit: fc.constantFrom(..."喂你您好吗啊嗯客服12.aoOkK"), maxLength: 8 });
    fc.assert(
      fc.property(text, (said) => {
        if (Array.from(said.matchAll(pattern), ([match]) => match).join("") === "") return;
        expect(holds(required, said), said).toBe(true);
      }),
      { numRuns: 3000 },
    );
  });

  it("are read off where they can be", () => {
    const texts = ({ inside, opening }: Required) =>
      [inside, opening].map((sets) => sets.map((set) => String.fromCharCode(...set)));
    expect(texts(requiredCharacters("^(喂|你好)您"))).toEqual([["您", "喂你"], ["喂你"]]);
    expect(texts(requiredCharacters("^.{1,6}$"))).toEqual([[], []]);
    expect(texts(requiredCharacters("(?i)好"))).toEqual([[], []]);
    expect(texts(requiredCharacters("[好-\\]]好"))).toEqual([[], []]);
  });
});
