// A list of phrases may name other lists; one that holds itself is reported with its place.
import { parseCallRecord } from "@tingheng/domain";
import { expect, it } from "vitest";
import { parseDialogue } from "../cases/dialogue.ts";
import { createJudge } from "../judge/judge.ts";

const standard = (lists: readonly string[]) => ({
  name: "lists.yaml",
  text: [
    "id: lists",
    "version: 1.0.0",
    "title: lists",
    "sections:",
    "  - { id: S, title: S, items: [{ id: I, title: I, clauses: [X] }] }",
    "lists:",
    ...lists,
    "clauses:",
    '  - { id: X, title: X, text: X, by: [T], rule: { require: { phrase: ["@soothing"] } } }',
  ].join("\n"),
});

it("finds the phrases of a list that is named in another", () => {
  const judge = createJudge({ standards: [standard(["  apology: [抱歉]", '  soothing: ["@apology", 别着急]'])] });
  const turns = parseDialogue("客户:太慢了\n坐席:非常抱歉");
  const [judgement] = judge.judge(parseCallRecord({ version: 1, id: "1", source: "t", turns }, "t"));
  expect(judgement?.clauses[0]?.outcome).toBe("met");
});

it("reports a list that holds itself", () => {
  const circular = standard(['  apology: ["@soothing"]', '  soothing: ["@apology"]']);
  expect(() => createJudge({ standards: [circular] })).toThrow(/lists\.yaml/);
});
