// Unknown input → noun. Unknown fields of a call move to `extra`; what is wrong is named by its JSON path.
import type { z } from "zod";
import { CallRecord, type Turn } from "./call-record.ts";
import { AppError, type ErrorCode } from "./errors.ts";

/** One thing wrong with an input: where (JSON path), what was expected, what was found. */
export type Problem = { readonly path: string; readonly expected: string; readonly found: string };

const callFields = new Set(Object.keys(CallRecord.shape));

/**
 * Reads a call record, version 1. Fields that this version does not know are kept: those of the call under
 * `extra`, those of its parts where they stand. Turns that all have times come out ordered by `startMs`.
 * @param where the file, line or other place that a message names
 * @param at the path of the record inside its document, e.g. `[3]` in an array of calls
 * @throws AppError `input.malformed`, naming the first wrong field and how many more there are
 */
export function parseCallRecord(input: unknown, where: string, at: readonly PropertyKey[] = []): CallRecord {
  refuseDepth(input, where, at);
  const result = CallRecord.safeParse(withStraysInExtra(input));
  if (!result.success) throw malformed("input.malformed", where, problemsOf(result.error, input, at));
  const call = result.data;
  return call.turns && isOutOfOrder(call.turns) ? { ...call, turns: inOrder(call.turns) } : call;
}

/** The problems of a zod error, each with its path below `at` and the value that was found there. */
export function problemsOf(error: z.ZodError, input: unknown, at: readonly PropertyKey[] = []): Problem[] {
  return error.issues.map((issue) => ({
    path: jsonPath([...at, ...issue.path]),
    expected: expectation(issue),
    found: describe(valueAt(input, issue.path)),
  }));
}

/** Deeper than anybody nests a call; whatever walks a value by calling itself can bear it. */
const deepest = 100;

/** @throws AppError `input.malformed` where lists and objects lie in each other without end */
export function refuseDepth(input: unknown, where: string, at: readonly PropertyKey[] = []): void {
  const open: { readonly value: unknown; readonly depth: number }[] = [{ value: input, depth: 0 }];
  for (let one = open.pop(); one !== undefined; one = open.pop()) {
    const { value, depth } = one;
    if (typeof value !== "object" || value === null) continue;
    if (depth >= deepest) {
      const expected = `lists and objects in each other at most ${deepest} deep`;
      throw malformed("input.malformed", where, [{ path: jsonPath(at), expected, found: "deeper ones" }]);
    }
    for (const inner of Object.values(value)) open.push({ value: inner, depth: depth + 1 });
  }
}

export function malformed(code: ErrorCode, where: string, problems: readonly Problem[]): AppError {
  const first = problems[0] ?? { path: "$", expected: "valid input", found: "something else" };
  const more = problems.length > 1 ? ` (+${problems.length - 1})` : "";
  return new AppError(code, { where: `${where} ${first.path}`, expected: first.expected, found: first.found + more });
}

/** Moves unknown top-level fields to `extra`. One whose name is taken there goes under its path, `$.name`. */
function withStraysInExtra(input: unknown): unknown {
  if (!isObject(input)) return input;
  const strays = Object.keys(input).filter((key) => !callFields.has(key));
  if (strays.length === 0) return input;
  if (input.extra !== undefined && !isObject(input.extra)) return input;
  const extra: Record<string, unknown> = { ...input.extra };
  for (const key of strays) extra[Object.hasOwn(extra, key) ? jsonPath([key]) : key] = input[key];
  const known = Object.fromEntries(Object.entries(input).filter(([key]) => callFields.has(key)));
  return { ...known, extra };
}

function isOutOfOrder(turns: readonly Turn[]): boolean {
  let last = 0;
  let disordered = false;
  for (const { startMs } of turns) {
    if (startMs === undefined) return false;
    disordered ||= startMs < last;
    last = startMs;
  }
  return disordered;
}

const inOrder = (turns: readonly Turn[]): Turn[] => turns.toSorted((a, b) => (a.startMs ?? 0) - (b.startMs ?? 0));

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** `["turns", 3, "endMs"]` → `$.turns[3].endMs`; a key that is no plain name stands in quotes. */
export function jsonPath(path: readonly PropertyKey[]): string {
  return path.reduce<string>((text, key) => text + pathStep(key), "$");
}

function pathStep(key: PropertyKey): string {
  if (typeof key === "number") return `[${key}]`;
  const name = String(key);
  return /^[\p{L}_$][\p{L}\p{N}_$-]*$/u.test(name) ? `.${name}` : `[${JSON.stringify(name)}]`;
}

/** What stands at a path of a value; undefined where nothing does. */
export function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((value, key) => (value as Record<PropertyKey, unknown> | null | undefined)?.[key], input);
}

/** What a schema wanted where it found something wrong, in words. */
export function expectation(issue: z.core.$ZodIssue): string {
  if (issue.code === "invalid_type") return issue.expected;
  if (issue.code === "invalid_value") return issue.values.map((value) => JSON.stringify(value)).join(" | ");
  if (issue.code === "unrecognized_keys") return `no field ${issue.keys.join(", ")}`;
  if (issue.code === "too_small") return atLeast(issue.origin, issue.minimum);
  if (issue.code === "too_big") return atMost(issue.origin, issue.maximum);
  if (issue.code === "invalid_format" && issue.format === "datetime")
    return "an ISO 8601 instant with an offset, e.g. 2026-03-02T09:14:05+08:00";
  if (issue.code === "invalid_union")
    return issue.errors.map((option) => option.map(expectation).join(", ")).join(" | ");
  return issue.message;
}

function atLeast(origin: string, minimum: number | bigint): string {
  if (origin === "string") return "a text that is not empty";
  return origin === "array" ? `at least ${minimum} elements` : `≥ ${minimum}`;
}

function atMost(origin: string, maximum: number | bigint): string {
  return origin === "string" ? `at most ${maximum} characters` : `≤ ${maximum}`;
}

/** A short picture of a value for a message: its type and, where it is short, itself. */
export function describe(value: unknown): string {
  if (value === undefined) return "nothing";
  // JSON has no word for 1e999 and writes null.
  const text = typeof value === "number" ? String(value) : (JSON.stringify(value) ?? String(value));
  return text.length <= 60 ? text : `${text.slice(0, 57)}…`;
}
