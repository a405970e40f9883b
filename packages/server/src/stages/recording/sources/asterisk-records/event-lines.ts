// A log with one event a line: those that tell of a call become parts, others are counted, what can't be read is named with its line.
import { AppError } from "@tingheng/domain";
import { unreadable } from "../row-reading.ts";
import type { Part, Reading } from "../telephone-system.ts";

/**
 * @param expected what a line looks like, for whoever reads the problem
 * @param eventOf gives undefined for an event that is not of a call
 */
export function readEventLines(
  text: string,
  name: string,
  expected: string,
  eventOf: (line: string, where: string) => Part | AppError | undefined,
): Reading | AppError {
  const parts: Part[] = [];
  const problems: AppError[] = [];
  let otherRows = 0;
  const lines = text.replace(/^\uFEFF/, "").split(/\r?\n/);
  for (const [index, line] of lines.entries()) {
    if (line.trim() === "") continue;
    const event = eventOf(line, `${name}:${index + 1}`);
    if (event instanceof AppError) problems.push(event);
    else if (event === undefined) otherRows += 1;
    else parts.push(event);
  }
  const none = parts.length === 0 && otherRows === 0;
  return none ? (problems[0] ?? unreadable(name, expected, text.slice(0, 60))) : { parts, problems, otherRows };
}
