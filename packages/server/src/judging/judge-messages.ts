// What the judging threads are told and what they answer.
import type { ErrorCode } from "@tingheng/domain";
import type { ModelQuestion } from "@tingheng/engine";
import type { PackedJudgement } from "@tingheng/store/rows";

/** A version of a standard, known by the hash of its text. */
export interface StandardVersion {
  readonly id: string;
  readonly version: string;
  readonly sha256: string;
}

/** A call to judge, its record packed as it lies in the database. */
export interface CallToJudge {
  readonly callId: string;
  readonly record: Uint8Array;
  /** Stored answers of a language model, as JSON values. */
  readonly answers?: readonly unknown[];
}

export interface JudgeTask {
  readonly standards: readonly (StandardVersion & { readonly text: string })[];
  readonly calls: readonly CallToJudge[];
}

/** What standards would ask a language model. */
export interface QuestionsTask {
  readonly kind: "questions";
  readonly standards: JudgeTask["standards"];
}

export interface Failure {
  readonly code: ErrorCode | undefined;
  readonly details: Readonly<Record<string, string>>;
  readonly message: string;
}

export type CallJudged =
  | { readonly callId: string; readonly judgements: readonly PackedJudgement[] }
  | { readonly callId: string; readonly failure: Failure };

export type TaskAnswer =
  | { readonly kind: "judged"; readonly calls: readonly CallJudged[] }
  | { readonly kind: "questions"; readonly questions: readonly ModelQuestion[] }
  | { readonly kind: "failed"; readonly failure: Failure };

export interface JudgeThreadSettings {
  /** The data folder: meanings, questionnaires, calendars. */
  readonly knowledge: string;
}
