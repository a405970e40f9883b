import { expect, it } from "vitest";
import { differences } from "./diff-standards.ts";

const standard = {
  version: "1.0.0",
  clauses: [
    { id: "E1", propose: [{ kind: "fine", amount: 10 }] },
    { id: "E2", rule: { forbid: { phrase: ["甲", "乙"] } } },
  ],
};

it("names a changed fine by its clause", () => {
  const changed = structuredClone(standard);
  Object.assign(changed.clauses[0]?.propose?.[0] ?? {}, { amount: 20 });
  expect(differences(standard, changed)).toEqual([
    { path: "clauses[E1].propose[0].amount", kind: "changed", before: 10, after: 20 },
  ]);
});

it("tells phrases that came and went, whatever their order", () => {
  const changed = { ...standard, clauses: [standard.clauses[1], { ...standard.clauses[0] }] };
  expect(differences(standard, changed)).toEqual([]);
  const other = {
    ...standard,
    clauses: [standard.clauses[0], { id: "E2", rule: { forbid: { phrase: ["丙", "甲"] } } }],
  };
  expect(differences(standard, other)).toEqual([
    { path: "clauses[E2].rule.forbid.phrase", kind: "removed", before: "乙" },
    { path: "clauses[E2].rule.forbid.phrase", kind: "added", after: "丙" },
  ]);
});

it("tells a clause that was taken out", () => {
  const shorter = { ...standard, clauses: [standard.clauses[0]] };
  expect(differences(standard, shorter).map(({ path, kind }) => `${kind} ${path}`)).toEqual(["removed clauses[E2]"]);
});
