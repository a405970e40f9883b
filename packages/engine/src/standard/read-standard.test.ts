// A mistake in a standard is told with file, line, path, what was expected and what was found; all of them at once.
import { AppError } from "@tingheng/domain";
import { describe, expect, it } from "vitest";
import { createJudge } from "../judge/judge.ts";
import { standardOf } from "../rule/own-standard.contract.ts";

function problemIn(text: string): AppError {
  try {
    createJudge({ standards: [{ name: "own.yaml", text }] });
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
  throw new Error("was accepted");
}

/** Six lines stand before the first clause where nothing is given but the rule. */
const firstClause = 6;
const ruleAt = "$.clauses[0].rule";

const mistakes: readonly (readonly [name: string, rule: string, path: string, expected: string, found: string])[] = [
  [
    "unknown operator",
    "{ forbid: { phrases: [喂] } }",
    `${ruleAt}.forbid.phrases`,
    "an operator or combination",
    "phrases",
  ],
  ["no operator", "{ forbid: { by: agent } }", `${ruleAt}.forbid`, "exactly one operator", "nothing"],
  ["two operators", "{ forbid: { phrase: [喂], hold: true } }", `${ruleAt}.forbid`, "exactly one operator", "hold"],
  ["no rule", "{ fobid: { phrase: [喂] } }", ruleAt, "one of each, forbid", "fobid"],
  [
    "unknown key of a rule",
    "{ forbid: { phrase: [喂] }, due: closing }",
    `${ruleAt}.due`,
    "only forbid, kindsAllowed",
    "due",
  ],
  [
    "unknown parameter",
    "{ forbid: { phrase: { any: [喂], sounds: true } } }",
    `${ruleAt}.forbid.phrase`,
    "sounds",
    "any",
  ],
  ["unknown side", "{ forbid: { phrase: [喂], by: boss } }", `${ruleAt}.forbid.by`, "agent | customer", "boss"],
  ["unknown definition", "{ forbid: { use: nothing } }", `${ruleAt}.forbid.use`, "a definition", "nothing"],
  ["unknown list", '{ forbid: { phrase: ["@none"] } }', `${ruleAt}.forbid.phrase`, "a list", "@none"],
  ["unknown meaning", "{ forbid: { meaning: none } }", `${ruleAt}.forbid.meaning`, "a meaning", "none"],
  ["bad phrase", '{ forbid: { phrase: ["甲(乙"] } }', `${ruleAt}.forbid.phrase`, "a phrase", "甲(乙"],
  ["bad pattern", '{ forbid: { pattern: "甲(乙" } }', `${ruleAt}.forbid.pattern`, "", "甲(乙"],
  [
    "bounds the wrong way",
    "{ forbid: { turn-count: { between: [5, 2] } } }",
    `${ruleAt}.forbid.turn-count.between`,
    "the smaller one first",
    "[5,2]",
  ],
  [
    "count the wrong way",
    "{ forbid: { count: { of: { phrase: [喂] }, atLeast: 3, atMost: 1 } } }",
    `${ruleAt}.forbid.count.atMost`,
    "atMost not below atLeast",
    "1",
  ],
  [
    "two places at once",
    "{ forbid: { phrase: [喂], in: { first: 1, last: 1 } } }",
    `${ruleAt}.forbid.in`,
    "exactly one of",
    "first",
  ],
  ["each without an answer", "{ each: { hold: true } }", ruleAt, "either require or forbid", "neither"],
  ["a script without steps", "{ script: [] }", `${ruleAt}.script`, "", "[]"],
  [
    "kinds that are no number",
    "{ forbid: { phrase: [喂] }, kindsAllowed: some }",
    `${ruleAt}.kindsAllowed`,
    "a whole number",
    "some",
  ],
];

describe("a rule", () => {
  it.each(mistakes)("%s", (_, rule, path, expected, found) => {
    const { details } = problemIn(standardOf([`rule: ${rule}`]));
    expect(details.where).toBe(`own.yaml:${firstClause} ${path}`);
    expect(details.expected).toContain(expected);
    expect(details.found).toContain(found);
  });
});

const good = "rule: { forbid: { phrase: [喂] } }";
const section = (text: string) => `sections: [{ id: S, title: S, ${text} }]`;

describe("a sheet", () => {
  it.each([
    [
      "a clause that is not there",
      [good],
      [section("items: [{ id: I, title: I, clauses: [R1, R9] }]")],
      "own.yaml:4 $.sections[0].items[0].clauses[1]",
      "R9",
    ],
    [
      "a clause in two items",
      [good],
      [section("items: [{ id: I, title: I, clauses: [R1] }, { id: J, title: J, clauses: [R1] }]")],
      "own.yaml:4 $.sections[0].items[1].clauses[0]",
      "R1",
    ],
    [
      "a clause in no item",
      [good, good],
      [section("items: [{ id: I, title: I, clauses: [R1] }]")],
      "own.yaml:7 $.clauses[1].id",
      "R2",
    ],
    [
      "items above their section",
      [good],
      [section("points: 10, items: [{ id: I, title: I, points: 20, clauses: [R1] }]")],
      "own.yaml:4 $.sections[0].points",
      "10",
    ],
    ["a bonus on nothing", [good], ["bonus: [{ clause: R9, points: 5 }]"], "own.yaml:4 $.bonus[0].clause", "R9"],
    [
      "a bonus lost to nothing",
      [good],
      ["bonus: [{ clause: R1, points: 5, unlessViolated: [X] }]"],
      "own.yaml:4 $.bonus[0].unlessViolated[0]",
      "X",
    ],
    [
      "dates the wrong way",
      [good],
      ["validity: { from: 2026-05-01, to: 2026-04-01 }"],
      "own.yaml:4 $.validity",
      "2026-05-01 > 2026-04-01",
    ],
    ["points the wrong way", [`${good}, points: 5, pointsUpTo: 3`], [], "own.yaml:6 $.clauses[0].pointsUpTo", "3"],
    ["no rule at all", ["points: 5"], [], "own.yaml:6 $.clauses[0]", "neither"],
    ["an unknown key", [`${good}, pionts: 5`], [], "own.yaml:6 $.clauses[0]", "pionts"],
    [
      "a definition that uses itself",
      [good],
      ["definitions: { a: { use: b }, b: { use: a } }"],
      "own.yaml:4 $.definitions.b.use",
      "a",
    ],
    ["a questionnaire that is not there", [good], ["questionnaires: [none]"], "own.yaml:4 $.questionnaires[0]", "none"],
  ])("%s", (_, clauses, rest, where, found) => {
    const { details } = problemIn(standardOf(clauses, rest));
    expect(details.where).toBe(where);
    expect(`${details.expected} ${details.found}`).toContain(found);
  });

  it("two clauses of one id", () => {
    const text = standardOf([good, good]).replace("{ id: R2", "{ id: R1");
    expect(problemIn(text).details).toMatchObject({
      where: "own.yaml:7 $.clauses[1].id",
      expected: "an id that stands once",
    });
  });

  it("text that is no YAML", () => {
    const { details } = problemIn(standardOf([good]).replace("title: own", "title: [own"));
    expect(details.where).toMatch(/^own\.yaml:\d+ \$$/);
    expect(details.expected).toBe("YAML");
  });

  it("a key that stands twice", () => {
    expect(problemIn(`${standardOf([good])}\ntitle: again`).details.where).toBe("own.yaml:7 $");
  });
});

it("tells everything that is wrong, in both languages", () => {
  const problem = problemIn(standardOf(["rule: { forbid: { use: a } }", "rule: { forbid: { use: b } }"]));
  expect(problem.code).toBe("standard.invalid");
  expect(problem.say("en")).toMatch(/own\.yaml:6 .*: expected a definition.*, found a\n {2}own\.yaml:7 /);
  expect(problem.say("zh")).toContain("应为");
});
