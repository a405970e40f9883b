import { describe, expect, it } from "vitest";
import { outcome, ruled } from "../rule/own-standard.contract.ts";

/** Whether a condition is found in a dialogue. */
const found = (condition: string, dialogue: string, call: Record<string, unknown> = {}) =>
  ({ violated: "yes", met: "no", undetermined: "unknown", notApplicable: "none" })[
    outcome(`{ forbid: ${condition} }`, dialogue, call)
  ];

describe("combinations", () => {
  const [a, b] = ["{ phrase: [甲乙] }", "{ phrase: [丙丁] }"];
  const lines = { both: "坐席:甲乙丙丁", one: "坐席:甲乙", none: "坐席:好", shaky: "坐席:甲乙\n未知:丙丁" };

  it.each([
    [`{ all: [${a}, ${b}] }`, { both: "yes", one: "no", none: "no", shaky: "unknown" }],
    [`{ any: [${a}, ${b}] }`, { both: "yes", one: "yes", none: "no", shaky: "yes" }],
    [`{ all: [${a}, { not: ${b} }] }`, { both: "no", one: "yes", none: "no", shaky: "unknown" }],
  ])("%s", (condition, expected) => {
    for (const [name, state] of Object.entries(expected))
      expect(found(condition, lines[name as keyof typeof lines]), name).toBe(state);
  });

  it("count", () => {
    const count = (bounds: string) => `{ count: { of: { phrase: [对对] }, ${bounds} } }`;
    expect(found(count("atLeast: 2"), "坐席:对对\n坐席:对对")).toBe("yes");
    expect(found(count("atLeast: 2"), "坐席:对对")).toBe("no");
    expect(found(count("atLeast: 2"), "坐席:对对\n未知:对对")).toBe("unknown");
    expect(found(count("atLeast: 1, atMost: 1"), "坐席:对对\n坐席:对对")).toBe("no");
  });

  it("sequence", () => {
    const sequence = "{ sequence: [{ phrase: [稍等] }, { phrase: [久等] }] }";
    expect(found(sequence, "坐席:请稍等\n坐席:让您久等了")).toBe("yes");
    expect(found(sequence, "坐席:让您久等了\n坐席:请稍等")).toBe("no");
    expect(found(sequence, "坐席:请稍等,让您久等了")).toBe("yes");
  });
});

describe("whose turns", () => {
  it("by, any and those of a combination", () => {
    expect(found("{ phrase: [投诉] }", "客户:投诉")).toBe("no");
    expect(found("{ phrase: [投诉], by: customer }", "客户:投诉")).toBe("yes");
    expect(found("{ phrase: [投诉], by: any }", "未知:投诉")).toBe("yes");
    expect(found("{ any: [{ phrase: [投诉] }, { phrase: [举报], by: agent }], by: customer }", "客户:投诉")).toBe(
      "yes",
    );
    expect(found("{ any: [{ phrase: [投诉] }, { phrase: [举报], by: agent }], by: customer }", "客户:举报")).toBe("no");
  });
});

describe("where", () => {
  const call = "坐席:一\n客户:二\n坐席:喂\n客户:三\n坐席:四\n坐席:五";

  it.each([
    ["{ first: 1 }", "no"],
    ["{ first: 2 }", "yes"],
    ["{ first: 3, of: any }", "yes"],
    ["{ first: 2, of: any }", "no"],
    ["{ last: 2 }", "no"],
    ["{ last: 3 }", "yes"],
    ["{ turns: [2, 2] }", "yes"],
    ["{ turns: [-3, -3] }", "yes"],
    ["{ turns: [-2, -1] }", "no"],
  ])("in: %s", (place, expected) => {
    expect(found(`{ phrase: { any: [喂] }, in: ${place} }`, call)).toBe(expected);
  });

  const timed = "[0-2] 坐席:您好\n[3-4] 客户:嗯\n[20-21] 坐席:喂\n[58-60] 坐席:再见";

  it.each([
    ["{ firstSeconds: 10 }", "no"],
    ["{ firstSeconds: 25 }", "yes"],
    ["{ lastSeconds: 10 }", "no"],
    ["{ lastSeconds: 45 }", "yes"],
  ])("in: %s", (place, expected) => {
    expect(found(`{ phrase: [喂], in: ${place} }`, timed)).toBe(expected);
    const missing = ruled(`{ forbid: { phrase: [喂], in: ${place} } }`, call);
    expect(missing).toMatchObject({ outcome: "undetermined", missing: ["turns.startMs"] });
  });

  const anchored = "坐席:提示\n坐席:一\n客户:二\n坐席:喂\n坐席:提示\n坐席:三";
  const at = (key: string, rest: string) => `{ phrase: [喂], ${key}: { hit: { phrase: [提示] }, ${rest} } }`;

  it.each([
    [at("after", "turns: 1"), "no"],
    [at("after", "turns: 2"), "yes"],
    [at("after", "turns: 2, of: any"), "no"],
    [at("after", "turns: 2, which: last"), "no"],
    [at("after", "turns: 2, which: first"), "yes"],
    [at("after", "turns: 2, which: 2"), "no"],
    [at("before", "turns: 1"), "yes"],
    [at("before", "turns: 1, which: first"), "no"],
    [at("around", "turns: 1"), "yes"],
    [at("around", "turns: 0"), "no"],
  ])("%s", (condition, expected) => {
    expect(found(condition, anchored)).toBe(expected);
  });

  it("inside one turn, before and after are told apart", () => {
    const after = "{ phrase: [喂], after: { hit: { phrase: [提示] }, turns: 0 } }";
    expect(found(after, "坐席:提示,喂")).toBe("yes");
    expect(found(after, "坐席:喂,提示")).toBe("no");
  });

  it("in seconds around each hit", () => {
    const near = "{ phrase: [喂], after: { hit: { phrase: [您好] }, seconds: 10 } }";
    expect(found(near, timed)).toBe("no");
    expect(found(near.replace("10", "30"), timed)).toBe("yes");
  });
});

describe("unless", () => {
  const rule = "{ phrase: [不可以], unless: { hit: { phrase: [抱歉] }, before: 1 } }";

  it("excuses a hit by what stands beside it", () => {
    expect(found(rule, "坐席:不可以")).toBe("yes");
    expect(found(rule, "坐席:抱歉,不可以")).toBe("no");
    expect(found(rule, "坐席:抱歉\n坐席:不可以")).toBe("no");
    expect(found(rule, "坐席:抱歉\n客户:嗯\n坐席:不可以")).toBe("yes");
    expect(found(rule, "坐席:不可以\n坐席:抱歉")).toBe("yes");
    expect(found(rule, "未知:抱歉\n坐席:不可以")).toBe("unknown");
  });
});
