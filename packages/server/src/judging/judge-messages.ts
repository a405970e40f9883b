// What the judging threads are told and what they answer.
import type { ErrorCode } from "@tingheng/domain";
import type { ModelQuestion } from "@tingheng/engine";
import type { PackedJudgement } from "@tingheng/store/rows";

/** A version of a standard or a questionnaire, known by the hash of its text. */
export interface NamedVersion {
  readonly id: string;
  readonly version: string;
  readonly sha256: string;
}

/** A version of a standard with those of the questionnaires that it goes by. */
export interface StandardVersion extends NamedVersion {
  readonly questionnaires: readonly NamedVersion[];
}

export type VersionText = NamedVersion & { readonly text: string };

/** What a judge is compiled from. */
export interface JudgeTexts {
  readonly standards: readonly VersionText[];
  /** Those of all its standards, each once. */
  readonly questionnaires: readonly VersionText[];
}

/** A call to judge, its record packed as it lies in the database. */
export interface CallToJudge {
  readonly callId: string;
  readonly record: Uint8Array;
  /** Stored answers of a language model, as JSON values. */
  readonly answers?: readonly unknown[];
}

export interface JudgeTask extends JudgeTexts {
  readonly calls: readonly CallToJudge[];
}

/** What standards would ask a language model. */
export interface QuestionsTask extends JudgeTexts {
  readonly kind: "questions";
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
  /** The data folder: meanings and calendars. */
  readonly knowledge: string;
}
