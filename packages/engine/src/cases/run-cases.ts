// Runs a standard's own cases and says which hold.
import { AppError, type CallRecord, type Judgement, parseCallRecord } from "@tingheng/domain";
import type { Judge } from "../judge/judge.ts";
import { SourceDocument, type SourceFile } from "../standard/read-standard.ts";
import { type Case, Cases } from "./cases.ts";
import { parseDialogue } from "./dialogue.ts";

/** One case that was run. `found` is what came out; `line` is where the case stands. */
export interface CaseResult {
  readonly standard: string;
  readonly clause: string;
  readonly file: string;
  readonly line: number;
  readonly expected: string;
  readonly found: string;
  readonly ok: boolean;
  readonly detail: string;
  readonly looksOpposite: boolean;
}

type Group = "breaks" | "keeps" | "undetermined" | "notApplicable";

/** Reads a cases file; its problems name file and line. */
export function readCases(file: SourceFile): { readonly cases: Cases; readonly document: SourceDocument } {
  const document = new SourceDocument(file);
  document.throwProblems();
  const result = Cases.safeParse(document.value);
  if (!result.success) {
    for (const issue of result.error.issues) document.issue(issue.path, issue, document.value);
    document.throwProblems();
    throw new AppError("standard.invalid", { where: file.name, expected: "cases", found: "something else" });
  }
  return { cases: result.data, document };
}

/** Every case of a standard, and every phrase that must not be flagged. */
export function runCases(judge: Judge, standard: string, file: SourceFile): CaseResult[] {
  const { cases, document } = readCases(file);
  const known = new Set(judge.standards.find(({ id }) => id === standard)?.clauses.map(({ id }) => id));
  for (const clause of Object.keys(cases.clauses)) {
    if (!known.has(clause)) document.problem(["clauses", clause], "the id of a clause of this standard", clause);
  }
  document.throwProblems();
  const runs = Object.entries(cases.clauses).flatMap(([clause, groups]) =>
    (["breaks", "keeps", "undetermined", "notApplicable"] as const).flatMap((group) =>
      groups[group].map((one, index) =>
        runCase(judge, standard, clause, group, one, cases, {
          file: file.name,
          line: document.lineOf(["clauses", clause, group, index]),
        }),
      ),
    ),
  );
  const phrases = cases.neverFlag.map((phrase, index) =>
    runPhrase(judge, standard, phrase, cases, { file: file.name, line: document.lineOf(["neverFlag", index]) }),
  );
  return [...runs, ...phrases];
}

interface Place {
  readonly file: string;
  readonly line: number;
}

function runCase(
  judge: Judge,
  standard: string,
  clause: string,
  group: Group,
  one: Case,
  cases: Cases,
  place: Place,
): CaseResult {
  const judgement = judged(judge, standard, one, cases, place);
  const result = judgement?.clauses.find(({ id }) => id === clause);
  const outcome = result?.outcome ?? "notApplicable";
  const wanted = expectation(group, one);
  const label = judgement?.labels.find(({ id }) => id === clause)?.value;
  const kinds = new Set(result?.evidence.flatMap(({ kind }) => kind ?? []));
  const kindsOk = one.kinds === undefined || one.kinds.every((kind) => kinds.has(kind));
  const labelOk = one.label === undefined || one.label === label;
  return {
    standard,
    clause,
    ...place,
    expected: [wanted.join("|"), ...(one.kinds ?? []), one.label ?? ""].filter((part) => part !== "").join(" "),
    found: [outcome, ...kinds, label ?? ""].filter((part) => part !== "").join(" "),
    ok: wanted.includes(outcome) && kindsOk && labelOk,
    detail: `${shown(one)} — ${result?.reason ?? ""}`,
    looksOpposite: one.looksOpposite === true,
  };
}

function expectation(group: Group, one: Case): readonly string[] {
  if (one.expect !== undefined) return [one.expect];
  if (group === "breaks") return ["violated"];
  if (group === "keeps") return ["met", "notApplicable"];
  return [group];
}

function judged(judge: Judge, standard: string, one: Case, cases: Cases, place: Place): Judgement | undefined {
  return judge.judge(callOf(one, cases, place), { only: [standard] })[0];
}

function callOf(one: Case, cases: Cases, place: Place): CallRecord {
  const turns = one.dialogue === undefined ? {} : { turns: parseDialogue(one.dialogue) };
  const record = { version: 1, id: "case", source: "cases", ...cases.defaults, ...turns, ...one.call };
  return parseCallRecord(record, `${place.file}:${place.line}`);
}

/** A model phrase said by the agent: no clause may point at it as a fault. */
function runPhrase(judge: Judge, standard: string, phrase: string, cases: Cases, place: Place): CaseResult {
  const text = phrase.includes("\n") ? phrase : `坐席:${phrase}`;
  const judgement = judged(judge, standard, { dialogue: text }, cases, place);
  const flagged = (judgement?.clauses ?? []).filter(
    ({ outcome, evidence }) => outcome === "violated" && evidence.some(({ role }) => role === "hit"),
  );
  return {
    standard,
    clause: "neverFlag",
    ...place,
    expected: "not flagged",
    found: flagged.length === 0 ? "not flagged" : flagged.map(({ id }) => id).join(", "),
    ok: flagged.length === 0,
    detail: `${phrase} ${flagged.map(({ reason }) => reason).join("; ")}`,
    looksOpposite: true,
  };
}

function shown(one: Case): string {
  return (one.title ?? one.dialogue ?? JSON.stringify(one.call ?? {})).trim().replaceAll("\n", " / ").slice(0, 120);
}
