// How long a call is kept 保存期限: classes with a period, counted from the call or from a day named in its record, and rules that say
// which calls have which class.
import { z } from "zod";
import { type CallRecord, Direction } from "./call-record.ts";

const longestYears = 100;

export const KeepingPeriod = z.strictObject({
  count: z
    .int()
    .min(0)
    .max(longestYears * 366),
  unit: z.enum(["day", "month", "year"]),
});
export type KeepingPeriod = z.infer<typeof KeepingPeriod>;

const className = z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/);

export const RetentionClass = z.strictObject({
  name: className,
  title: z.string().max(200),
  keep: KeepingPeriod,
  /** A field such as `extra.contractEnd`, with a day or an instant; until it is known the call is kept. */
  countedFrom: z
    .string()
    .regex(/^[\w-]+(\.[\w-]+){0,7}$/)
    .optional(),
});
export type RetentionClass = z.infer<typeof RetentionClass>;

/** What is left out fits every call. `outcome` is the disposition or the class of the result. */
export const RetentionRule = z.strictObject({
  class: className,
  queue: z.string().optional(),
  direction: Direction.optional(),
  outcome: z.string().optional(),
});
export type RetentionRule = z.infer<typeof RetentionRule>;

export const RetentionPolicy = z
  .strictObject({
    classes: z.array(RetentionClass).min(1).max(200),
    /** The first that fits counts. */
    rules: z.array(RetentionRule).max(1_000),
    /** The class of calls that no rule fits. */
    usual: className,
  })
  .superRefine(({ classes, rules, usual }, context) => {
    const names = classes.map(({ name }) => name);
    const wanted = [...rules.map((rule, index) => ["rules", index, rule.class] as const), ["usual", 0, usual] as const];
    for (const [field, index, name] of wanted) {
      if (!names.includes(name))
        context.addIssue({ code: "custom", path: [field, index], message: `one of the classes (${names.join(", ")})` });
    }
    if (new Set(names).size < names.length)
      context.addIssue({ code: "custom", path: ["classes"], message: "names that are different" });
  });
export type RetentionPolicy = z.infer<typeof RetentionPolicy>;

/** So long at least a call is kept after it came, unless its class keeps calls for less: old calls that are brought in are for use. */
const leastAfterArrival = { count: 30, unit: "day" } as const satisfies KeepingPeriod;

/** The class of a call and the moment after which it is deleted; undefined while the day it counts from is not known. */
export function keepingOf(
  { classes, rules, usual }: RetentionPolicy,
  record: CallRecord,
  receivedAt: Date,
): { readonly retentionClass: string; readonly deleteAfter: Date | undefined } {
  const name = rules.find((rule) => fits(rule, record))?.class ?? usual;
  const own = classes.find((one) => one.name === name);
  if (own === undefined) throw new Error(`there is no retention class ${name}`);
  const began = record.startedAt === undefined ? receivedAt : new Date(record.startedAt);
  const from = own.countedFrom === undefined ? began : dayIn(record, own.countedFrom);
  if (from === undefined) return { retentionClass: name, deleteAfter: undefined };
  const arrived = Math.min(after(receivedAt, own.keep).getTime(), after(receivedAt, leastAfterArrival).getTime());
  return { retentionClass: name, deleteAfter: new Date(Math.max(after(from, own.keep).getTime(), arrived)) };
}

/** The same time of day so much later in UTC; where a month has no such day, its last one. */
export function after(start: Date, { count, unit }: KeepingPeriod): Date {
  const end = new Date(start);
  if (unit === "day") {
    end.setUTCDate(start.getUTCDate() + count);
    return end;
  }
  const month = start.getUTCMonth() + count * (unit === "year" ? 12 : 1);
  const lastDay = new Date(Date.UTC(start.getUTCFullYear(), month + 1, 0)).getUTCDate();
  end.setUTCFullYear(start.getUTCFullYear(), month, Math.min(start.getUTCDate(), lastDay));
  return end;
}

function fits(rule: RetentionRule, { queue, direction, outcome }: CallRecord): boolean {
  const said = [outcome?.disposition, outcome?.resultClass];
  return (
    (rule.queue === undefined || rule.queue === queue) &&
    (rule.direction === undefined || rule.direction === direction) &&
    (rule.outcome === undefined || said.includes(rule.outcome))
  );
}

function dayIn(record: CallRecord, field: string): Date | undefined {
  const value = field
    .split(".")
    .reduce<unknown>(
      (part, name) =>
        typeof part === "object" && part !== null && Object.hasOwn(part, name)
          ? (part as Record<string, unknown>)[name]
          : undefined,
      record,
    );
  if (typeof value !== "string" || !/^\d{4}-\d{2}-\d{2}(T|$)/.test(value)) return undefined;
  const day = new Date(value);
  return Number.isNaN(day.getTime()) ? undefined : day;
}
