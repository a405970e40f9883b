// A standard of a few rules, and what it says of a dialogue: for tests of one rule at a time.
import { type ClauseResult, type Judgement, parseCallRecord } from "@tingheng/domain";
import { parseDialogue } from "../cases/dialogue.ts";
import { createJudge, type Judge } from "../judge/judge.ts";

/** Clauses R1, R2, … in one item, each with the rule or the further fields given; `rest` goes to the top of the standard. */
export function standardOf(clauses: readonly string[], rest: readonly string[] = []): string {
  const ids = clauses.map((_, index) => `R${index + 1}`).join(", ");
  return [
    "id: own",
    "version: 1.0.0",
    "title: own",
    ...rest,
    ...(rest.some((line) => line.startsWith("sections:"))
      ? []
      : [`sections: [{ id: S, title: S, points: 100, items: [{ id: I, title: I, points: 100, clauses: [${ids}] }] }]`]),
    "clauses:",
    ...clauses.map((fields, index) => `  - { id: R${index + 1}, title: R, text: R, by: [T], ${fields} }`),
  ].join("\n");
}

export function judgeOf(clauses: readonly string[], rest: readonly string[] = []): Judge {
  return createJudge({ standards: [{ name: "own.yaml", text: standardOf(clauses, rest) }] });
}

export function judgementOf(judge: Judge, dialogue: string, call: Record<string, unknown> = {}): Judgement {
  const record = { version: 1, id: "1", source: "test", turns: parseDialogue(dialogue), ...call };
  const [judgement] = judge.judge(parseCallRecord(record, "test"));
  if (judgement === undefined) throw new Error("no judgement");
  return judgement;
}

/** What one rule says. */
export function ruled(rule: string, dialogue: string, call: Record<string, unknown> = {}): ClauseResult {
  const clause = judgementOf(judgeOf([`rule: ${rule}`]), dialogue, call).clauses[0];
  if (clause === undefined) throw new Error("no clause");
  return clause;
}

export const outcome = (rule: string, dialogue: string, call: Record<string, unknown> = {}) =>
  ruled(rule, dialogue, call).outcome;
