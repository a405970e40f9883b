import { describe, expect, it } from "vitest";
import { judgementOf, judgeOf, outcome, ruled } from "./own-standard.contract.ts";

describe("forbid", () => {
  const rule = "{ forbid: { phrase: [不知道] } }";

  it("is broken where it is said, by the side that must not", () => {
    expect(ruled(rule, "客户:几点\n坐席:这个不知道")).toMatchObject({
      outcome: "violated",
      evidence: [{ turn: 1, from: 2, to: 5, text: "不知道", role: "hit" }],
    });
    expect(outcome(rule, "客户:我不知道\n坐席:好的")).toBe("met");
  });

  it("is open where the speaker is not sure, and where there is nothing to look at", () => {
    expect(outcome(rule, "未知:不知道")).toBe("undetermined");
    const noTurns = judgementOf(judgeOf([`rule: ${rule}`]), "", { turns: undefined });
    expect(noTurns.clauses[0]).toMatchObject({ outcome: "undetermined", missing: ["turns"] });
  });

  it("forgives so many kinds, and points at every kind beyond", () => {
    const kinds =
      "{ forbid: { kinds: { vague: { phrase: [可能, 大概] }, blunt: { phrase: [不行] } } }, kindsAllowed: 1 }";
    expect(outcome(kinds, "坐席:可能吧\n坐席:大概")).toBe("met");
    const both = ruled(kinds, "坐席:可能吧\n坐席:不行");
    expect(both.outcome).toBe("violated");
    expect(both.evidence.map(({ kind }) => kind)).toEqual(["vague", "blunt"]);
    expect(outcome(kinds, "坐席:可能吧\n未知:不行")).toBe("undetermined");
  });

  it("never points into a prescribed phrase of its own standard", () => {
    const judge = judgeOf(["rule: { forbid: { phrase: [应该] } }"], ["prescribed: [这是我们应该做的]"]);
    const said = (text: string) => judgementOf(judge, text).clauses[0]?.outcome;
    expect(said("坐席:不客气,这是我们应该做的。")).toBe("met");
    expect(said("坐席:这是我们应该做的,应该明天好。")).toBe("violated");
    expect(said("坐席:您应该早点来")).toBe("violated");
  });
});

describe("require", () => {
  const rule = "{ require: { phrase: [再见] }, due: closing }";

  it("is kept where it is said, else owed where it was due", () => {
    expect(ruled(rule, "坐席:您好\n坐席:再见")).toMatchObject({
      outcome: "met",
      evidence: [{ turn: 1, role: "kept" }],
    });
    expect(ruled(rule, "坐席:您好\n坐席:好的\n客户:嗯")).toMatchObject({
      outcome: "violated",
      evidence: [{ turn: 1, role: "due", text: "好的" }],
    });
  });

  it("is not missed in a call without words or with poor ones", () => {
    expect(outcome(rule, "")).toBe("notApplicable");
    const poor = { turns: [{ speaker: "agent", speakerConfidence: 0.3, text: "您好" }] };
    expect(ruled(rule, "", poor)).toMatchObject({ outcome: "undetermined", missing: ["turns.text"] });
  });
});

describe("each … require", () => {
  const rule = "{ each: { phrase: [投诉], by: customer }, require: { phrase: [抱歉] }, within: { turns: 1 } }";
  const ended = { hangup: { by: "agent" } };

  it("no occasion is no fault, and every occasion wants its answer", () => {
    expect(outcome(rule, "客户:你好\n坐席:您好")).toBe("notApplicable");
    expect(outcome(rule, "客户:我要投诉\n坐席:非常抱歉\n客户:好")).toBe("met");
    expect(outcome(rule, "客户:我要投诉\n坐席:哦\n坐席:抱歉", ended)).toBe("violated");
    const second = "客户:我要投诉\n坐席:非常抱歉\n客户:还要投诉\n坐席:哦";
    expect(ruled(rule, second, ended)).toMatchObject({ outcome: "violated", evidence: [{ turn: 2, role: "due" }] });
    expect(outcome(rule.replace(" }", " }").replace("within:", "every: false, within:"), second, ended)).toBe("met");
  });

  it("a call that ends with the occasion owes nothing, unless the agent ended it", () => {
    const last = "坐席:您好\n客户:我要投诉";
    expect(outcome(rule, last, { hangup: { by: "customer" } })).toBe("notApplicable");
    expect(outcome(rule, last, { hangup: { by: "agent" } })).toBe("violated");
    expect(ruled(rule, last)).toMatchObject({ outcome: "undetermined", missing: ["hangup.by"] });
  });

  it("within seconds needs times", () => {
    const soon = rule.replace("{ turns: 1 }", "{ seconds: 5 }");
    expect(outcome(soon, "[0-2] 客户:我要投诉\n[4-5] 坐席:抱歉")).toBe("met");
    expect(outcome(soon, "[0-2] 客户:我要投诉\n[3-4] 坐席:嗯\n[9-11] 坐席:抱歉")).toBe("violated");
    expect(outcome(soon, "客户:我要投诉\n坐席:嗯\n坐席:抱歉")).toBe("undetermined");
  });
});

it("each … forbid: only what comes after the occasion is looked at", () => {
  const rule = "{ each: { phrase: [不需要], by: customer }, forbid: { phrase: [优惠] }, within: { turns: 2 } }";
  expect(outcome(rule, "坐席:有优惠\n客户:不需要\n坐席:好的\n坐席:再见")).toBe("met");
  expect(outcome(rule, "客户:不需要\n坐席:可是有优惠")).toBe("violated");
  expect(outcome(rule, "客户:不需要\n坐席:好\n坐席:嗯\n坐席:有优惠")).toBe("met");
  expect(outcome(rule, "客户:好\n坐席:有优惠")).toBe("notApplicable");
});

describe("script", () => {
  const steps = (extra: string) =>
    `{ script: [{ title: 问候, step: { phrase: [您好] } }, { title: 核对, step: { phrase: [核对] } }, { title: 道别, step: { phrase: [再见] }, optional: true }]${extra} }`;

  it("wants its steps in order, and names those that are missing", () => {
    expect(outcome(steps(""), "坐席:您好\n坐席:核对一下")).toBe("met");
    const wrong = ruled(steps(""), "坐席:核对一下\n坐席:您好");
    expect(wrong).toMatchObject({ outcome: "violated", evidence: [{ measure: "missingSteps", value: "核对" }] });
    expect(outcome(steps(", ordered: false"), "坐席:核对一下\n坐席:您好")).toBe("met");
    expect(outcome(steps(", atLeast: 1"), "坐席:您好")).toBe("met");
  });
});

it("label names the first value that holds, and is never a fault", () => {
  const judge = judgeOf([
    "rule: { label: [{ value: 成功, when: { phrase: [开通], by: customer } }, { value: 意向, when: { phrase: [考虑], by: customer } }], otherwise: 其他 }",
  ]);
  const labels = (dialogue: string) => judgementOf(judge, dialogue).labels;
  expect(labels("客户:我考虑一下,开通吧")).toMatchObject([{ id: "R1", value: "成功", turn: 0 }]);
  expect(labels("客户:考虑一下")).toMatchObject([{ id: "R1", value: "意向" }]);
  expect(labels("客户:喂")).toEqual([{ id: "R1", value: "其他" }]);
});

describe("when and unless", () => {
  const inbound = { direction: "inbound" };
  const when = "{ when: { field: { path: direction, is: inbound } }, forbid: { phrase: [喂] } }";
  const unless = "{ unless: { field: { path: direction, is: outbound } }, forbid: { phrase: [喂] } }";

  it.each([when, unless])("%s", (rule) => {
    expect(outcome(rule, "坐席:喂", inbound)).toBe("violated");
    expect(outcome(rule, "坐席:喂", { direction: "outbound" })).toBe("notApplicable");
    expect(ruled(rule, "坐席:喂")).toMatchObject({
      outcome: "undetermined",
      missing: ["direction"],
      evidence: [{ role: "unsure", text: "喂" }],
    });
    expect(outcome(rule, "坐席:您好")).toBe("met");
  });

  it("a standard that may not apply finds no fault", () => {
    const judge = judgeOf(
      ["rule: { forbid: { phrase: [喂] } }, points: 10"],
      ["appliesTo: { field: { path: direction, is: outbound } }"],
    );
    expect(judgementOf(judge, "坐席:喂", inbound).notApplicable).toBeDefined();
    expect(judgementOf(judge, "坐席:喂", { direction: "outbound" })).toMatchObject({ score: 90 });
    expect(judgementOf(judge, "坐席:喂")).toMatchObject({
      score: 100,
      provisional: true,
      clauses: [{ outcome: "undetermined", missing: ["direction"] }],
    });
  });

  it("a clause is judged in the days of its validity only", () => {
    const judge = judgeOf(["rule: { forbid: { phrase: [喂] } }, validity: { from: 2026-03-01, to: 2026-03-31 }"]);
    const on = (day: string) =>
      judgementOf(judge, "坐席:喂", { startedAt: `${day}T10:00:00+08:00` }).clauses[0]?.outcome;
    expect([on("2026-02-28"), on("2026-03-01"), on("2026-03-31"), on("2026-04-01")]).toEqual([
      "notApplicable",
      "violated",
      "violated",
      "notApplicable",
    ]);
  });
});

it("what only a person can judge says so, and why", () => {
  expect(ruled("{ human: 要听录音 }", "坐席:您好")).toMatchObject({
    outcome: "undetermined",
    judgedBy: "human",
    reason: "要听录音",
  });
});

it("several rules: broken if one is, open if one is", () => {
  const judge = judgeOf(["rules: [{ forbid: { phrase: [喂] } }, { require: { phrase: [再见] } }]"]);
  const said = (dialogue: string) => judgementOf(judge, dialogue).clauses[0]?.outcome;
  expect(said("坐席:您好,再见")).toBe("met");
  expect(said("坐席:您好")).toBe("violated");
  expect(said("坐席:喂,再见")).toBe("violated");
  expect(said("坐席:再见\n未知:喂")).toBe("undetermined");
});
