import { fieldName } from "@tingheng/domain";
import { expect, it } from "vitest";
import { knownCalls, shippedJudge } from "./shipped-data.contract.ts";

const judge = shippedJudge();

it("every field that a shipped standard reads has a name in both languages", () => {
  const paths = [...JSON.stringify(judge.standards).matchAll(/"path":"([\w.]+)"/gu)].flatMap(([, path]) => path ?? []);
  expect(paths).toContain("extra.droppedBy");
  expect(paths.filter((path) => fieldName(path, "zh") === path || fieldName(path, "en") === path)).toEqual([]);
});

it("no reason holds a field's or a measure's raw name", () => {
  const reasons = knownCalls().flatMap((call) =>
    judge.judge(call).flatMap(({ clauses }) => clauses.map(({ reason }) => reason.replace(/[「“][^」”]*[」”]/gu, ""))),
  );
  expect(reasons.length).toBeGreaterThan(1_000);
  expect(reasons.filter((reason) => /[a-z][A-Z][a-z]|[a-z]\.[a-z]/u.test(reason))).toEqual([]);
});
