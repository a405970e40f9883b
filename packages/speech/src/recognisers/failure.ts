// How a recogniser's trouble is told: which engine, and what it said.
import { AppError } from "@tingheng/domain";

export function recogniserFailed(engine: string, problem: unknown): AppError {
  if (problem instanceof AppError) return problem;
  return new AppError("recogniser.failed", { engine, problem: sentenceOf(problem) });
}

function sentenceOf(problem: unknown): string {
  if (!(problem instanceof Error)) return String(problem);
  const cause = problem.cause instanceof Error ? `: ${problem.cause.message}` : "";
  return problem.message + cause;
}
