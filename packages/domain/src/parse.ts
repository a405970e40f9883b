// Unknown input → noun. Unknown fields of a call move to `extra`; what is wrong is named by its JSON path.
import type { z } from "zod";
import { CallRecord } from "./call-record.ts";
import { AppError, type ErrorCode } from "./errors.ts";

/** One thing wrong with an input: where (JSON path), what was expected, what was found. */
export type Problem = { readonly path: string; readonly expected: string; readonly found: string };

const callFields = new Set(Object.keys(CallRecord.shape));

/**
 * Reads a call record, version 1. Fields that this version does not know are kept under `extra`.
 * @param where the file, line or other place that a message names
 * @throws AppError `input.malformed`, naming the first wrong field and how many more there are
 */
export function parseCallRecord(input: unknown, where: string): CallRecord {
  const result = CallRecord.safeParse(withUnknownFieldsKept(input));
  if (result.success) return result.data;
  throw malformed("input.malformed", where, problemsOf(result.error, input));
}

/** The problems of a zod error, each with its path and the value that was found there. */
export function problemsOf(error: z.ZodError, input: unknown): Problem[] {
  return error.issues.map((issue) => ({
    path: jsonPath(issue.path),
    expected: expectation(issue),
    found: describe(valueAt(input, issue.path)),
  }));
}

export function malformed(code: ErrorCode, where: string, problems: readonly Problem[]): AppError {
  const first = problems[0] ?? { path: "$", expected: "valid input", found: "something else" };
  const more = problems.length > 1 ? ` (+${problems.length - 1})` : "";
  return new AppError(code, { where: `${where} ${first.path}`, expected: first.expected, found: first.found + more });
}

function withUnknownFieldsKept(input: unknown): unknown {
  if (!isObject(input)) return input;
  const strays = Object.keys(input).filter((key) => !callFields.has(key));
  if (strays.length === 0) return input;
  const known = Object.fromEntries(Object.entries(input).filter(([key]) => callFields.has(key)));
  const kept = Object.fromEntries(strays.map((key) => [key, input[key]]));
  return { ...known, extra: { ...(isObject(input.extra) ? input.extra : {}), ...kept } };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** `["turns", 3, "endMs"]` → `$.turns[3].endMs` */
export function jsonPath(path: readonly PropertyKey[]): string {
  return path.reduce<string>(
    (text, key) => (typeof key === "number" ? `${text}[${key}]` : `${text}.${String(key)}`),
    "$",
  );
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((value, key) => (value as Record<PropertyKey, unknown> | null | undefined)?.[key], input);
}

function expectation(issue: z.core.$ZodIssue): string {
  if (issue.code === "invalid_type") return issue.expected;
  if (issue.code === "invalid_value") return issue.values.map((value) => JSON.stringify(value)).join(" | ");
  if (issue.code === "unrecognized_keys") return `no field ${issue.keys.join(", ")}`;
  return issue.message;
}

/** A short picture of a value for a message: its type and, where it is short, itself. */
export function describe(value: unknown): string {
  if (value === undefined) return "nothing";
  const text = JSON.stringify(value) ?? String(value);
  return text.length <= 60 ? text : `${text.slice(0, 57)}…`;
}
