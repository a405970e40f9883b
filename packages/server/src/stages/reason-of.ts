// An error as data, for whoever looks at what it happened to.
import { AppError } from "@tingheng/domain";
import type { Job } from "@tingheng/store";

export interface Reason {
  readonly code: string;
  readonly details: Readonly<Record<string, string>>;
}

export function reasonOf(error: Error): Reason {
  return error instanceof AppError ? { code: error.code, details: error.details } : failed(error.message);
}

/** Why a job had no try left: its own error, or that nobody lived to tell one. */
export function lastReason({ ownError }: Job): Reason {
  return ownError === undefined ? neverDone : failed(ownError);
}

export const neverDone: Reason = { code: "work.never-done", details: {} };

const failed = (problem: string): Reason => ({ code: "work.failed", details: { problem } });
