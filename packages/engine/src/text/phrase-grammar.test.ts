import { describe, expect, test } from "vitest";
import { expandPhrase } from "./phrase-grammar.ts";

/** Variants in one line each: segments joined by their gaps. */
function variants(phrase: string): string[] | string {
  const expansion = expandPhrase(phrase);
  if (expansion.kind === "problem") return `${expansion.at}: ${expansion.expected}; ${expansion.found}`;
  return expansion.variants.flatMap(({ segments, gaps }) =>
    segments.reduce(
      (ways, wordings, index) =>
        ways.flatMap((way) => wordings.map((wording) => way + (index === 0 ? "" : `{${gaps[index - 1]}}`) + wording)),
      [""],
    ),
  );
}

describe("a phrase expands into every way of saying it", () => {
  test.each([
    ["您好", ["您好"]],
    ["(您|你|)好", ["您好", "你好", "好"]],
    ["请[您]稍等", ["请您稍等", "请稍等"]],
    ["（甲｜乙）丙", ["甲丙", "乙丙"]],
    ["甲|乙", ["甲", "乙"]],
    ["((甲|乙)丙|丁)", ["甲丙", "乙丙", "丁"]],
    ["只有…才", ["只有{12}才"]],
    ["只有...才", ["只有{12}才"]],
    ["只有……才", ["只有{12}才"]],
    ["只有*才", ["只有{12}才"]],
    ["只有**才", ["只有{12}才"]],
    ["您好,我是XXX,为您服务", ["您好,我是{12},为您服务"]],
    ["您好,我是××为您服务", ["您好,我是{12}为您服务"]],
    ["只有…{30}才", ["只有{30}才"]],
    ["只有…,…{3}才", ["只有{12}才"]],
    ["XX已经下班了…", ["已经下班了"]],
    ["(您好…|)请问", ["您好{12}请问", "请问"]],
    ["exxon", ["exxon"]],
    ["X光", ["X光"]],
    ["打www.a.com", ["打www.a.com"]],
    ["$5一张", ["$5一张"]],
    ["(甲|甲)", ["甲"]],
  ])("%s", (phrase, expected) => {
    expect(variants(phrase)).toEqual(expected);
  });
});

describe("a phrase that can't be read is named with place, expectation and finding", () => {
  test.each([
    ["甲(乙", /^1: \) to close/],
    ["甲[乙)", /^1: \] to close/],
    ["甲)", /^1: an opening bracket/],
    ["…", /^0: a phrase with at least one character/],
    ["", /^0: a phrase with at least one character/],
    ["甲…{x}乙", /^2: a width like/],
    ["甲…{9999}乙", /^2: a width like/],
    ["^甲乙", /^0: .* goes under pattern; \^$/],
    ["甲(乙|$)", /^4: .* goes under pattern; \$$/],
    ["甲.{0,3}乙", /^1: .* goes under pattern; \.\{$/],
    ["甲\\d", /^1: .* goes under pattern; \\$/],
    ["甲{3}乙", /^1: \{ only in the width of a gap/],
    ["(一|二|三|四)".repeat(6), /^0: at most \d+ wordings/],
  ])("%s", (phrase, expected) => {
    expect(variants(phrase)).toMatch(expected);
  });
});
