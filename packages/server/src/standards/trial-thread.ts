// The thread of one trial.
import { parentPort, workerData } from "node:worker_threads";
import { AppError } from "@tingheng/domain";
import { createJudge, type LintFinding, lintStandards, readCases, runCases } from "@tingheng/engine";
import { sharedParts } from "@tingheng/knowledge";
import type { TrialAnswer, TrialReport, TrialTask } from "./trial.ts";

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

function trial({ knowledge, standard, cases, others }: TrialTask): TrialReport {
  const judge = createJudge({ ...sharedParts(knowledge), standards: [standard, ...others] });
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

/** Findings between two standards name the first; the other stands in `clause` or in the sentence. */
function isAbout(id: string, { kind, standard, clause, en }: LintFinding): boolean {
  if (standard === id) return true;
  if (kind === "contradiction") return clause?.startsWith(`${id} `) === true;
  return kind === "limits-differ" && en.includes(`${id} `);
}
