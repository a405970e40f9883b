// A version on trial 试跑: its cases and the linter, or the cases of the standards that go by it, run in a thread that ends with the trial.
import { Worker } from "node:worker_threads";
import { AppError, type ErrorCode } from "@tingheng/domain";
import type { CaseResult, LintFinding, SourceFile } from "@tingheng/engine";

interface Surroundings {
  /** The data folder: meanings and calendars. */
  readonly knowledge: string;
  /** Those that are gone by now. */
  readonly questionnaires: readonly SourceFile[];
}

export interface StandardTrial extends Surroundings {
  readonly kind: "standard";
  readonly standard: SourceFile;
  readonly cases: SourceFile | undefined;
  /** Standards that are in force together with it. */
  readonly others: readonly SourceFile[];
}

export interface QuestionnaireTrial extends Surroundings {
  readonly kind: "questionnaire";
  readonly questionnaire: SourceFile;
  /** Those in force that go by it. */
  readonly standards: readonly { readonly standard: SourceFile; readonly cases: SourceFile | undefined }[];
}

export type TrialTask = StandardTrial | QuestionnaireTrial;

/** case: a standard's case that holds now would not hold with the questionnaire on trial. */
export interface TrialFinding extends Omit<LintFinding, "kind"> {
  readonly kind: LintFinding["kind"] | "case";
}

/** What a trial said, as it is kept. */
export interface TrialReport {
  readonly passed: boolean;
  readonly cases: { readonly passed: number; readonly failed: number };
  /** The first cases that did not hold. */
  readonly failures: readonly Pick<CaseResult, "clause" | "file" | "line" | "expected" | "found" | "detail">[];
  /** What the linter found in it, and between it and the others. */
  readonly findings: readonly TrialFinding[];
}

export type TrialAnswer =
  | { readonly kind: "report"; readonly report: TrialReport }
  | { readonly kind: "failed"; readonly code: ErrorCode; readonly details: Readonly<Record<string, string>> };

/** Longer than any standard's cases take. */
const longestMs = 120_000;

/** @throws AppError `standard.invalid` where it can't be compiled, Error where the thread died of it */
export function runTrial(task: TrialTask): Promise<TrialReport> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL("./trial-thread.ts", import.meta.url), {
      workerData: task,
      resourceLimits: { maxOldGenerationSizeMb: 1024 },
    });
    const timer = setTimeout(() => worker.terminate(), longestMs);
    worker.on("message", (answer: TrialAnswer) =>
      answer.kind === "report" ? resolve(answer.report) : reject(new AppError(answer.code, answer.details)),
    );
    worker.on("error", reject);
    worker.on("exit", (code) => {
      clearTimeout(timer);
      reject(new Error(`the trial's thread ended with ${code}`));
    });
  });
}
