// Field 字段: any field of the call record by its path, compared with what the standard says.
import { measureOfField } from "@tingheng/domain";
import { RE2JS } from "re2js";
import { z } from "zod";
import { boundFields, hasBound } from "../../bounds.ts";
import type { PreparedCall } from "../../call/prepared-call.ts";
import { absent, type Detection, detection, missingFields } from "../../detection.ts";
import { type Detector, defineOperator, type OperatorContext } from "../../operator.ts";
import { oncePerCall } from "../../presence.ts";
import { foldCharacters } from "../../text/characters.ts";
import { fieldValue } from "./field-value.ts";

const scalar = z.union([z.string(), z.number(), z.boolean()]);
type Scalar = z.output<typeof scalar>;
const scalars = z.preprocess((value) => (Array.isArray(value) ? value : [value]), z.array(scalar).min(1));
const day = z.union([z.iso.date(), z.iso.datetime({ offset: true })]);

const Params = z
  .strictObject({
    path: z.string().min(1).describe("the field, e.g. outcome.activated, customer.attributes.minor, extra.shop"),
    is: scalar.optional().describe("exactly this; script, width and case do not decide"),
    isNot: scalar.optional(),
    in: scalars.optional().describe("one of these (a list of the standard by @name)"),
    notIn: scalars.optional().describe("none of these"),
    ...boundFields,
    contains: scalars.optional().describe("a text with one of these in it, or a list with one of these"),
    notContains: scalars.optional().describe("none of these in it"),
    matches: z.string().refine(readable, { error: "a regular expression (RE2)" }).optional(),
    exists: z.boolean().optional().describe("true: the field is there and not empty; false: it is not"),
    before: day.optional().describe("an earlier day or instant than this"),
    after: day.optional().describe("a later day or instant than this"),
  })
  .refine((value) => hasBound(value) || compared(value) > 0, {
    error: "one comparison at least, e.g. is, in, above, exists",
  });
type Params = z.output<typeof Params>;

export const field = defineOperator({
  id: "field",
  title: { zh: "字段", en: "Field" },
  summary: {
    zh: "通话记录里任何一个字段(随录数据)符合给定的比较。",
    en: "Any field of the call record compares as stated.",
  },
  params: Params,
  by: "any",
  compile: compileField,
});

function readable(pattern: string): boolean {
  try {
    RE2JS.compile(pattern);
    return true;
  } catch {
    return false;
  }
}

function compared(params: Record<string, unknown>): number {
  const keys = ["is", "isNot", "in", "notIn", "contains", "notContains", "matches", "exists", "before", "after"];
  return keys.filter((key) => params[key] !== undefined).length;
}

interface Comparison {
  readonly threshold: Scalar;
  readonly holds: (value: unknown) => boolean;
}

function compileField(params: Params, context: OperatorContext): Detector {
  const comparisons = comparisonsOf(params, context);
  const named: readonly unknown[] = [params.is, params.isNot, ...(params.in ?? []), ...(params.notIn ?? [])];
  const knowsUnknown = named.includes("unknown");
  const read = readerOf(params.path);
  return (call) => {
    const value = read(call);
    const known = value !== undefined && (value !== "unknown" || knowsUnknown);
    if (params.exists === false) return isEmpty(value) ? found(params.path, false, false) : absent;
    if (!known) return params.exists === true ? absent : missingFields(params.path);
    if (params.exists === true && isEmpty(value)) return absent;
    if (!comparisons.every(({ holds }) => holds(value))) return absent;
    return found(params.path, shown(value), comparisons[0]?.threshold ?? true);
  };
}

const readers = new Map<string, (call: PreparedCall) => unknown>();

/** Many conditions ask for the same few fields: each is read once a call. */
function readerOf(path: string): (call: PreparedCall) => unknown {
  const names = path.split(".");
  const read = readers.get(path) ?? oncePerCall(({ call }) => fieldValue(call, names));
  readers.set(path, read);
  return read;
}

function found(path: string, value: Scalar, threshold: Scalar): Detection {
  return detection([{ measure: measureOfField(path), value, threshold }]);
}

function isEmpty(value: unknown): boolean {
  return value === undefined || value === "" || (Array.isArray(value) && value.length === 0);
}

function shown(value: unknown): Scalar {
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") return value;
  return Array.isArray(value) ? value.map(shown).join(", ") : JSON.stringify(value);
}

function comparisonsOf(params: Params, context: OperatorContext): Comparison[] {
  const list = (values: readonly Scalar[]): Scalar[] =>
    values.flatMap((one): readonly Scalar[] => (typeof one === "string" ? context.resolve([one]) : [one]));
  const all: Comparison[] = [];
  const add = (threshold: Scalar | undefined, holds: Comparison["holds"]) => {
    if (threshold !== undefined) all.push({ threshold, holds });
  };
  const { is, isNot, above, atLeast, below, atMost, between, matches, before, after } = params;
  add(is, (value) => anyOf(value, (one) => same(one, is)));
  add(isNot, (value) => !anyOf(value, (one) => same(one, isNot)));
  for (const [wanted, positive] of [
    [params.in, true],
    [params.notIn, false],
  ] as const) {
    const among = wanted === undefined ? undefined : list(wanted);
    add(
      among?.join(", "),
      (value) => anyOf(value, (one) => among?.some((other) => same(one, other)) ?? false) === positive,
    );
  }
  for (const [wanted, positive] of [
    [params.contains, true],
    [params.notContains, false],
  ] as const) {
    const parts = wanted === undefined ? undefined : list(wanted);
    add(parts?.join(", "), (value) => (parts?.some((part) => contains(value, part)) ?? false) === positive);
  }
  add(above, (value) => numeric(value, (n) => n > (above ?? 0)));
  add(atLeast, (value) => numeric(value, (n) => n >= (atLeast ?? 0)));
  add(below, (value) => numeric(value, (n) => n < (below ?? 0)));
  add(atMost, (value) => numeric(value, (n) => n <= (atMost ?? 0)));
  add(between?.join("–"), (value) =>
    numeric(value, (n) => between !== undefined && n >= between[0] && n <= between[1]),
  );
  const pattern = matches === undefined ? undefined : RE2JS.compile(matches);
  add(matches, (value) => anyOf(value, (one) => pattern?.test(String(one)) ?? false));
  add(before, (value) => instant(value, before, (a, b) => a < b));
  add(after, (value) => instant(value, after, (a, b) => a > b));
  return all;
}

function anyOf(value: unknown, holds: (one: unknown) => boolean): boolean {
  return Array.isArray(value) ? value.some(holds) : holds(value);
}

/** "12" and 12 are the same, and so are 電信 and 电信. */
function same(value: unknown, wanted: unknown): boolean {
  return value === wanted || folded(value) === folded(wanted);
}

function folded(value: unknown): string {
  return foldCharacters(String(value).trim());
}

function contains(value: unknown, part: Scalar): boolean {
  if (Array.isArray(value)) return value.some((one) => same(one, part));
  return folded(value).includes(folded(part));
}

function numeric(value: unknown, holds: (n: number) => boolean): boolean {
  return anyOf(value, (one) => {
    const n = typeof one === "string" && one.trim() !== "" ? Number(one) : one;
    return typeof n === "number" && !Number.isNaN(n) && holds(n);
  });
}

/** A bare day is compared with the day as the field writes it; an instant with the instant. */
function instant(
  value: unknown,
  wanted: string | undefined,
  holds: (a: string | number, b: string | number) => boolean,
): boolean {
  if (wanted === undefined) return false;
  return anyOf(value, (one) => {
    if (typeof one !== "string" || Number.isNaN(Date.parse(one))) return false;
    return wanted.length === 10 ? holds(one.slice(0, 10), wanted) : holds(Date.parse(one), Date.parse(wanted));
  });
}
