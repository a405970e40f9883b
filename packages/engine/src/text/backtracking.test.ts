// The bound is a proof: an engine that tries one way after another, counted step by step, never takes more.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { safeLength, stepsAtMost } from "./backtracking.ts";
import { expressionTree, type Tree } from "./expression-tree.ts";

/** Tries every way at every place and never stops at the first: no such engine can take longer. */
function stepsOn(tree: Tree, text: string): number {
  let steps = 0;
  const fits = (characters: readonly number[] | undefined, at: number) =>
    at < text.length && (characters?.includes(text.charCodeAt(at)) ?? true);
  const walk = (node: Tree, at: number, then: (end: number) => void): void => {
    steps += 1;
    if (node.kind === "one") {
      if (fits(node.characters, at)) then(at + 1);
    } else if (node.kind === "place") {
      if (!node.isStart || at === 0) then(at);
    } else if (node.kind === "choice") {
      for (const part of node.parts) walk(part, at, then);
    } else if (node.kind === "sequence") {
      const from = (index: number, end: number): void => {
        const part = node.parts[index];
        if (part === undefined) then(end);
        else walk(part, end, (next) => from(index + 1, next));
      };
      from(0, at);
    } else {
      const again = (times: number, end: number): void => {
        if (times >= node.least) then(end);
        if (times < node.most)
          walk(node.part, end, (next) => {
            if (next > end || times < node.least) again(times + 1, next);
          });
      };
      again(0, at);
    }
  };
  for (let at = 0; at <= text.length; at += 1) walk(tree, at, () => {});
  return steps;
}

const bounded = [
  "甲",
  "甲.{0,3}乙|丙",
  "(甲|乙|甲乙).{0,2}(乙|乙甲|[甲乙])",
  "(甲|甲乙|甲乙丙){0,3}丁",
  ".*甲.*乙",
  "^.{0,2}(甲|乙)+$",
  "(甲?乙?){1,3}丙",
  "(.{0,2}甲|.{0,3}乙){2}",
  "[^甲]{2,4}[丁-丙]*?乙",
  "((甲|乙){0,2}丙?){0,2}",
  "甲{5}|乙{2,}",
  "^(甲|甲乙|甲丙|乙丙丁){1,4}$",
  "^甲.*乙|^.{1,3}(丙|丙丁)",
  "\\d{1,3}(甲|\\x{4e59})?",
];

describe("steps of an expression", () => {
  it.each(bounded)("%s", (source) => {
    const tree = expressionTree(source) as Tree;
    const most = stepsAtMost(source, false) as (length: number) => number;
    const text = fc.string({ unit: fc.constantFrom(..."甲乙丙丁1"), maxLength: 12 });
    fc.assert(
      fc.property(text, (said) => {
        // A step into the expression and one out of it, for each part on the way.
        expect(stepsOn(tree, said)).toBeLessThanOrEqual(2 * most(said.length));
      }),
      { numRuns: 500 },
    );
  });

  it("are without bound where repetitions can share a text in many ways", () => {
    for (const source of ["(甲+)+乙", "(甲|甲甲)*乙", "(甲*乙?)*丙", "((甲|乙)?丙?){0,40}"])
      expect(safeLength(source, true), source).toBe(0);
  });

  it("are not counted for what can't be read", () => {
    for (const source of ["(?i)甲", "\\p{Han}+", "(甲", "[[:alpha:]]", "甲**", "\\Q甲\\E"])
      expect(safeLength(source, true), source).toBe(0);
  });

  it("let words apart stand in long texts", () => {
    const words = Array.from({ length: 60 }, (_, index) => String.fromCharCode(0x4e00 + index)).map(
      (one) => `${one}人.{0,8}好`,
    );
    expect(safeLength(words.join("|"), true)).toBeGreaterThan(20_000);
    expect(safeLength("甲.*乙.*丙.*丁", false)).toBeLessThan(200);
  });
});
