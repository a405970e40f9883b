// Every condition, rule and clause key that the READMEs show is compiled, so that what is copied from there works.
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { Clause } from "../packages/domain/src/index.ts";
import { createJudge, SourceDocument } from "../packages/engine/src/index.ts";
import { ownData, sharedParts } from "../packages/knowledge/src/index.ts";

const shared = sharedParts(ownData);
const ruleKeys = ["forbid", "require", "each", "script", "label", "questionnaire", "human"];

function fragmentsOf(file: string): string[] {
  const text = readFileSync(new URL(`../${file}`, import.meta.url), "utf8");
  return [...text.matchAll(/`(\{ [^`]+ \})`/g)].map(([, code = ""]) => code.replaceAll("\\|", "|"));
}

/** A fragment as the clause it would stand in: a rule, keys of the clause, or a condition that is forbidden. */
function clauseOf(fragment: Record<string, unknown>): Record<string, unknown> {
  const keys = Object.keys(fragment);
  if (keys.some((key) => ruleKeys.includes(key))) return { rule: fragment };
  if (keys.every((key) => key in Clause.shape)) return { rule: { forbid: { phrase: ["喂"] } }, ...fragment };
  return { rule: { forbid: fragment } };
}

function parsed(fragment: string): Record<string, unknown> {
  const document = new SourceDocument({ name: fragment, text: fragment });
  document.throwProblems();
  return document.value as Record<string, unknown>;
}

function compile(fragment: string): void {
  const standard = {
    id: "readme",
    version: "1.0.0",
    title: "README",
    sections: [{ id: "s", title: "s", points: 100, items: [{ id: "i", title: "i", points: 100, clauses: ["c"] }] }],
    definitions: { name: { phrase: ["您好"] } },
    lists: { name: ["您好"] },
    clauses: [{ id: "c", title: "c", text: "c", by: ["T"], ...clauseOf(parsed(fragment)) }],
  };
  createJudge({ ...shared, standards: [{ name: "README", text: JSON.stringify(standard) }] });
}

describe.each(["README.md", "README.zh-CN.md"])("%s", (file) => {
  test.each(fragmentsOf(file))("%s", (fragment) => {
    expect(() => compile(fragment)).not.toThrow();
  });
});

test("both languages show the same conditions", () => {
  expect(fragmentsOf("README.zh-CN.md")).toEqual(fragmentsOf("README.md"));
});
