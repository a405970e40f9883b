import type { Judgement } from "@tingheng/domain";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { judgementOf, judgeOf } from "../rule/own-standard.contract.ts";

const bad = "rule: { forbid: { phrase: [甲甲] } }";
const good = "rule: { require: { phrase: [乙乙] } }";
const times = (count: number) => Array.from({ length: count }, () => "坐席:甲甲").join("\n");

const items = (text: string, extra = "") => [`sections: [{ id: S, title: S, ${extra} items: [${text}] }]`];
const twoItems = (first: string, second: string) =>
  items(`{ id: I1, title: I, ${first}, clauses: [R1] }, { id: I2, title: I, ${second}, clauses: [R2] }`);

const judged = (clauses: readonly string[], dialogue: string, rest: readonly string[] = []): Judgement =>
  judgementOf(judgeOf(clauses, rest), dialogue);

describe("points off", () => {
  it.each([
    ["points: 5", 3, 85],
    ["points: 5, per: call", 3, 95],
    ["points: 5, most: 8", 3, 92],
    ["points: 60", 3, 0],
  ])("%s", (fields, count, score) => {
    expect(judged([`${bad}, ${fields}`], times(count)).score).toBe(score);
  });

  it("two places in one turn are one time", () => {
    expect(judged([`${bad}, points: 5`], "坐席:甲甲,甲甲\n坐席:甲甲").score).toBe(90);
  });

  it("the cap of an item holds for all its clauses, and tenths add up", () => {
    const rest = twoItems("points: 10", "points: 20");
    const sheet = judged([`${bad}, points: 8`, `${good}, points: 0.1`], times(2), rest);
    expect(sheet.items).toMatchObject([
      { id: "I1", points: 0, maxPoints: 10 },
      { id: "I2", points: 19.9, maxPoints: 20 },
    ]);
    expect(sheet).toMatchObject({ score: 19.9, maxScore: 30 });
  });

  it("in steps, by the number of kinds", () => {
    const kinds = "rule: { forbid: { kinds: { a: { phrase: [甲甲] }, b: { phrase: [丙丙] }, c: { phrase: [丁丁] } } }";
    const clause = `${kinds}, kindsAllowed: 1 }, steps: [0, 0, 1, 3]`;
    const score = (dialogue: string) => judged([clause], dialogue).score;
    expect(score("坐席:甲甲\n坐席:甲甲")).toBe(100);
    expect(score("坐席:甲甲丙丙")).toBe(99);
    expect(score("坐席:甲甲丙丙丁丁")).toBe(97);
  });
});

describe("critical clauses", () => {
  const rest = (level: string) => ({
    clauses: [`${bad}, critical: ${level}, points: 1`, `${good}`],
    sections: [
      "sections:",
      "  - { id: S1, title: S, items: [{ id: I1, title: I, points: 10, clauses: [R1] }, { id: I2, title: I, points: 20, clauses: [R2] }] }",
      "  - { id: S2, title: S, items: [{ id: I3, title: I, points: 30, clauses: [] }] }",
    ],
  });

  it.each([
    ["item", 50, false],
    ["section", 30, false],
    ["sheet", 0, true],
  ])("for the %s", (level, score, fatal) => {
    const { clauses, sections } = rest(level);
    expect(judged(clauses, "坐席:甲甲乙乙", sections)).toMatchObject({ score, fatal, maxScore: 60 });
    expect(judged(clauses, "坐席:乙乙", sections)).toMatchObject({ score: 60, fatal: false });
  });
});

describe("bonus", () => {
  const rest = [...twoItems("points: 10", "points: 0"), "bonus: [{ clause: R2, points: 5, unlessViolated: [I1] }]"];
  const clauses = [`${bad}, points: 2`, good];

  it("comes on top, and is lost to what it depends on", () => {
    expect(judged(clauses, "坐席:乙乙", rest)).toMatchObject({ score: 15, bonus: 5, maxScore: 10 });
    expect(judged(clauses, "坐席:好", rest)).toMatchObject({ score: 10, bonus: 0 });
    const lost = judged(clauses, "坐席:乙乙,甲甲", rest);
    expect(lost).toMatchObject({ score: 8, bonus: 0 });
    expect(lost.clauses[1]).toMatchObject({ outcome: "notApplicable", reason: expect.stringContaining("R1") });
  });
});

describe("what does not apply", () => {
  const clauses = ["rule: { each: { hold: true }, require: { phrase: [久等] } }", `${bad}, points: 5`];
  const noHolds = { holds: [] };
  const sheet = (drop: string, rescale: boolean) => {
    const rest = [
      ...twoItems(`points: 40, whenNotApplicable: ${drop}`, "points: 10"),
      `scoring: { rescale: ${rescale} }`,
    ];
    return judgementOf(judgeOf(clauses, rest), "坐席:甲甲", noHolds);
  };

  it("stays, leaves the denominator, or is made up for", () => {
    expect(sheet("keep", false)).toMatchObject({ score: 45, maxScore: 50 });
    expect(sheet("drop", false)).toMatchObject({ score: 5, maxScore: 10 });
    expect(sheet("drop", true)).toMatchObject({ score: 25, maxScore: 50 });
    expect(sheet("drop", true).items?.[0]).toMatchObject({ id: "I1", dropped: true });
  });
});

describe("what is not known yet", () => {
  it("costs nothing and makes the sheet provisional, where it weighs", () => {
    expect(judged([`${bad}, points: 5`], "未知:甲甲")).toMatchObject({ score: 100, provisional: true });
    expect(judged([bad], "未知:甲甲")).toMatchObject({ score: 100, provisional: false });
  });
});

describe("defects", () => {
  const clauses = [`${bad}, defect: customer`, "rule: { human: 听 }, defect: business"];

  it("are told where they are known", () => {
    expect(judged(clauses, "坐席:甲甲").defects).toEqual({ customer: true });
    expect(judged(clauses, "坐席:好").defects).toEqual({ customer: false });
  });
});

describe("proposals", () => {
  const fine =
    "propose: [{ subject: agent, kind: fine, amount: 10, currency: CNY, per: occurrence }, { subject: supervisor, kind: verbal-warning }]";

  it("follow a fault, by occurrence where the standard says so", () => {
    expect(judged([`${bad}, ${fine}`], times(3)).proposals).toEqual([
      { clause: "R1", subject: "agent", kind: "fine", amount: 30, currency: "CNY", occurrences: 3 },
      { clause: "R1", subject: "supervisor", kind: "verbal-warning" },
    ]);
    expect(judged([`${bad}, ${fine}`], "坐席:好").proposals).toEqual([]);
    expect(judged([`${bad}, ${fine}`], "未知:甲甲").proposals).toEqual([]);
  });
});

it("a score lies between the floor and the maximum, and never rises with the number of faults", () => {
  fc.assert(
    fc.property(fc.nat(6), fc.nat(40), fc.constantFrom("occurrence", "call"), (count, points, per) => {
      const clause = `${bad}, points: ${points}, per: ${per}`;
      const [fewer, more] = [judged([clause], times(count)), judged([clause], times(count + 1))];
      if (count > 0) expect(more.score).toBeLessThanOrEqual(fewer.score);
      expect(more.score).toBeGreaterThanOrEqual(0);
      expect(more.score).toBeLessThanOrEqual(more.maxScore);
    }),
    { numRuns: 40 },
  );
});
