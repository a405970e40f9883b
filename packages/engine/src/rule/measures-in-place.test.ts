// Measures between the words have a place in them: what was said before and after a hold, a silence or the hang-up is found.
import { parseCallRecord } from "@tingheng/domain";
import { describe, expect, it } from "vitest";
import { parseDialogue } from "../cases/dialogue.ts";
import { createJudge } from "../judge/judge.ts";

const rules = {
  announced: "{ each: { hold: true }, require: { phrase: [请稍等] }, within: { before: 2, turns: 0 } }",
  thanked: "{ each: { hold: true }, require: { phrase: [让您久等了] }, within: { turns: 2 } }",
  "thanked-soon": "{ each: { hold: true }, require: { phrase: [让您久等了] }, within: { seconds: 5 } }",
  "silence-then-close": "{ forbid: { phrase: [再见], after: { hit: { silence: 5000 }, turns: 1 } } }",
  "hung-up-early": "{ forbid: { all: [{ hangup: agent }, { not: { phrase: [再见], by: agent, in: { last: 2 } } }] } }",
  "closing-before-hangup": "{ each: { hangup: agent }, require: { phrase: [再见] }, within: { before: 2, turns: 0 } }",
  "slow-answer-apology":
    "{ each: { ring: { count: { above: 3 } } }, require: { phrase: [让您久等了], in: { first: 2 } } }",
  sequence: "{ require: { sequence: [{ phrase: [请稍等] }, { hold: true }, { phrase: [让您久等了] }] } }",
};

const judge = createJudge({
  standards: [
    {
      name: "measures.yaml",
      text: [
        "id: measures",
        "version: 1.0.0",
        "title: measures",
        "sections:",
        `  - { id: S, title: S, items: [{ id: I, title: I, clauses: [${Object.keys(rules).join(", ")}] }] }`,
        "clauses:",
        ...Object.entries(rules).map(
          ([id, rule]) => `  - { id: ${id}, title: ${id}, text: ${id}, by: [M], rule: ${rule} }`,
        ),
      ].join("\n"),
    },
  ],
});

function outcome(id: keyof typeof rules, dialogue: string, call: Record<string, unknown> = {}) {
  const record = parseCallRecord({ version: 1, id: "1", source: "t", turns: parseDialogue(dialogue), ...call }, "t");
  const [judgement] = judge.judge(record);
  return judgement?.clauses.find((clause) => clause.id === id);
}

const polite = "[0-3] 坐席:请稍等\n[3-4] 客户:好\n[30-32] 坐席:让您久等了\n[32-34] 坐席:再见";
const rude = "[0-3] 坐席:我看看\n[3-4] 客户:好\n[30-32] 坐席:查到了\n[32-34] 坐席:就这样";
const held = { holds: [{ startMs: 4500, endMs: 29000 }], hangup: { by: "agent", atMs: 35000 } };

describe("holds", () => {
  it.each(["announced", "thanked", "thanked-soon", "sequence"] as const)("%s", (id) => {
    expect(outcome(id, polite, held)?.outcome).toBe("met");
    expect(outcome(id, rude, held)?.outcome).toBe("violated");
  });

  it("have to be announced whoever ends the call", () => {
    const ended = { ...held, hangup: { by: "customer" } };
    expect(outcome("announced", rude, ended)?.outcome).toBe("violated");
  });

  it("are not thanked for before they end", () => {
    expect(outcome("thanked", "[0-3] 坐席:让您久等了\n[3-4] 客户:好\n[30-32] 坐席:查到了", held)?.outcome).toBe(
      "violated",
    );
  });

  it("can't be placed among words without times", () => {
    const untimed = polite.replaceAll(/\[.*?\] /g, "");
    expect(outcome("thanked", untimed, held)).toMatchObject({ outcome: "undetermined", missing: ["turns.startMs"] });
  });

  it("quote no words that were not said in them", () => {
    const evidence = outcome("thanked", rude, held)?.evidence[0];
    expect(evidence).toMatchObject({ turn: 1, startMs: 4500, endMs: 29000 });
    expect(evidence?.text).toBeUndefined();
  });
});

describe("other measures", () => {
  it("a silence has an after", () => {
    expect(outcome("silence-then-close", "[0-2] 坐席:您好\n[10-11] 坐席:再见")?.outcome).toBe("violated");
    expect(outcome("silence-then-close", "[0-2] 坐席:再见\n[10-11] 坐席:您好")?.outcome).toBe("met");
  });

  it("a hang-up stands at the end, with or without times", () => {
    for (const dialogue of [polite, polite.replaceAll(/\[.*?\] /g, "")]) {
      expect(outcome("hung-up-early", dialogue, held)?.outcome).toBe("met");
      expect(outcome("closing-before-hangup", dialogue, held)?.outcome).toBe("met");
    }
    expect(outcome("hung-up-early", rude, held)?.outcome).toBe("violated");
    expect(outcome("closing-before-hangup", rude, held)?.outcome).toBe("violated");
    expect(outcome("hung-up-early", rude, {})?.outcome).toBe("undetermined");
  });

  it("what is known of the whole call stands at its beginning", () => {
    const ring = { ring: { count: 5 } };
    expect(outcome("slow-answer-apology", "坐席:您好,让您久等了", ring)?.outcome).toBe("met");
    expect(outcome("slow-answer-apology", "坐席:您好", { ...ring, hangup: { by: "customer" } })?.outcome).toBe(
      "violated",
    );
    expect(outcome("slow-answer-apology", "坐席:您好\n客户:你好\n坐席:请讲", ring)?.outcome).toBe("violated");
    expect(outcome("slow-answer-apology", "坐席:您好", { ring: { count: 2 } })?.outcome).toBe("notApplicable");
    expect(outcome("slow-answer-apology", "坐席:您好", {})).toMatchObject({
      outcome: "undetermined",
      missing: ["ring.count"],
    });
  });
});
