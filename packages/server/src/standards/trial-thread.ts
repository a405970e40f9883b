// The thread of one trial.
import { parentPort, workerData } from "node:worker_threads";
import { AppError, type Questionnaire } from "@tingheng/domain";
import {
  type CaseResult,
  createJudge,
  type LintFinding,
  lintStandards,
  readCases,
  runCases,
  type SourceFile,
} from "@tingheng/engine";
import { readQuestionnaire, signalParts } from "@tingheng/knowledge";
import type { QuestionnaireTrial, StandardTrial, TrialAnswer, TrialFinding, TrialReport, TrialTask } from "./trial.ts";

/** More than a person looks through before mending the first. */
const mostFailures = 200;

parentPort?.postMessage(answer(workerData as TrialTask));

function answer(task: TrialTask): TrialAnswer {
  try {
    return { kind: "report", report: trial(task) };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { kind: "failed", code: error.code, details: error.details };
  }
}

function trial(task: TrialTask): TrialReport {
  return task.kind === "standard" ? trialOfStandard(task) : trialOfQuestionnaire(task);
}

function trialOfStandard({ knowledge, standard, cases, others, questionnaires }: StandardTrial): TrialReport {
  const judge = createJudge({
    ...signalParts(knowledge),
    questionnaires: questionnaires.map(readQuestionnaire),
    standards: [standard, ...others],
  });
  const own = judge.standards[0];
  if (own === undefined) throw new Error("a trial is of one standard");
  const results = cases === undefined ? [] : runCases(judge, own.id, cases);
  const failures = results.filter(({ ok }) => !ok);
  const inputs = judge.standards.map((one) => ({
    standard: one,
    cases: one === own && cases !== undefined ? readCases(cases).cases : undefined,
  }));
  return {
    passed: results.length > 0 && failures.length === 0,
    cases: { passed: results.length - failures.length, failed: failures.length },
    failures: failures.slice(0, mostFailures).map(({ clause, file, line, expected, found, detail }) => ({
      ...{ clause, file, line, expected, found, detail },
    })),
    findings: lintStandards(judge, inputs).filter((finding) => isAbout(own.id, finding)),
  };
}

/**
 * It passes where its phrases and the standards that go by it can be compiled. Cases of these that would not hold any more are told
 * and hinder nothing: a standard whose cases speak a questionnaire's words can only follow it.
 */
function trialOfQuestionnaire({
  knowledge,
  questionnaire,
  questionnaires,
  standards,
}: QuestionnaireTrial): TrialReport {
  const draft = readQuestionnaire(questionnaire);
  const before = questionnaires.map(readQuestionnaire);
  const after = [...before.filter(({ id }) => id !== draft.id), draft];
  const judgeWith = (own: readonly Questionnaire[], more: readonly SourceFile[]) =>
    createJudge({
      ...signalParts(knowledge),
      questionnaires: own,
      standards: [...more, ...standards.map(({ standard }) => standard)],
    });
  const judge = judgeWith(after, [probe(draft, questionnaire.name)]);
  const users = judge.standards.slice(1).map(({ id }, index) => ({ id, cases: standards[index]?.cases }));
  const now = users.length === 0 ? undefined : judgeWith(before, []);
  const findings = users.flatMap(({ id, cases }) => {
    if (cases === undefined || now === undefined) return [];
    const held = runCases(now, id, cases);
    const moved = runCases(judge, id, cases).filter(({ ok }, index) => !ok && held[index]?.ok === true);
    return moved.map((one) => caseFinding(id, one));
  });
  return { passed: true, cases: { passed: 0, failed: 0 }, failures: [], findings: findings.slice(0, mostFailures) };
}

function caseFinding(standard: string, { clause, file, line, expected, found }: CaseResult): TrialFinding {
  return {
    ...{ kind: "case", standard, clause },
    zh: `用例 ${file}:${line} 在这份问卷下不再成立:应为 ${expected},得到 ${found}`,
    en: `the case ${file}:${line} would not hold with this questionnaire: ${expected} is due, ${found} comes out`,
  };
}

/** A standard that goes by the questionnaire, so that every phrase of it is read also where no other one does. */
function probe({ id }: Questionnaire, name: string): SourceFile {
  const clause = { id: "P", title: "P", text: "P", by: ["T"], rule: { questionnaire: "any", check: "consent" } };
  const sections = [{ id: "S", title: "S", items: [{ id: "I", title: "I", clauses: ["P"] }] }];
  const standard = { id: "probe", version: "1.0.0", title: "probe", questionnaires: [id], sections, clauses: [clause] };
  // JSON is YAML.
  return { name, text: JSON.stringify(standard) };
}

/** Findings between two standards name the first; the other stands in `clause` or in the sentence. */
function isAbout(id: string, { kind, standard, clause, en }: LintFinding): boolean {
  if (standard === id) return true;
  if (kind === "contradiction") return clause?.startsWith(`${id} `) === true;
  return kind === "limits-differ" && en.includes(`${id} `);
}
