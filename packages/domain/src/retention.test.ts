import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { CallRecord } from "./call-record.ts";
import { after, keepingOf, RetentionPolicy } from "./retention.ts";

const day = 86_400_000;
const instants = fc.date({ min: new Date("1990-01-01Z"), max: new Date("2090-12-31Z"), noInvalidDate: true });
const counts = fc.integer({ min: 0, max: 120 });

describe("the end of a period", () => {
  it("of days is exact", () => {
    fc.assert(
      fc.property(instants, counts, (start, count) => {
        expect(after(start, { count, unit: "day" }).getTime()).toBe(start.getTime() + count * day);
      }),
    );
  });

  it("of months and years is the same day and time, or the last of a shorter month", () => {
    fc.assert(
      fc.property(instants, counts, fc.constantFrom("month" as const, "year" as const), (start, count, unit) => {
        const end = after(start, { count, unit });
        const months = (date: Date) => date.getUTCFullYear() * 12 + date.getUTCMonth();
        expect(months(end) - months(start)).toBe(count * (unit === "year" ? 12 : 1));
        expect(end.getTime() % day).toBe(start.getTime() % day);
        const nextDay = new Date(end.getTime() + day).getUTCDate();
        if (end.getUTCDate() !== start.getUTCDate()) expect([nextDay, end < start]).toEqual([1, false]);
      }),
    );
  });

  it("never comes sooner for a longer period, and twelve months are a year", () => {
    fc.assert(
      fc.property(
        instants,
        counts,
        fc.constantFrom("day" as const, "month" as const, "year" as const),
        (at, n, unit) => {
          expect(after(at, { count: n + 1, unit }).getTime()).toBeGreaterThan(after(at, { count: n, unit }).getTime());
          expect(after(at, { count: 12 * n, unit: "month" })).toEqual(after(at, { count: n, unit: "year" }));
        },
      ),
    );
  });

  it("of a leap day is the end of February", () => {
    expect(after(new Date("2024-02-29T23:00:00Z"), { count: 5, unit: "year" })).toEqual(
      new Date("2029-02-28T23:00:00Z"),
    );
  });
});

describe("a policy", () => {
  const policy = RetentionPolicy.parse({
    classes: [
      { name: "default", title: "默认", keep: { count: 180, unit: "day" } },
      { name: "insurance-5", title: "保险", keep: { count: 5, unit: "year" }, countedFrom: "extra.contractEnd" },
      { name: "sales", title: "外呼", keep: { count: 2, unit: "year" } },
    ],
    rules: [
      { class: "insurance-5", queue: "insurance", outcome: "sold" },
      { class: "sales", direction: "outbound" },
    ],
    usual: "default",
  });
  const received = new Date("2026-03-02T00:00:00Z");
  const keeping = (fields: Partial<CallRecord>) =>
    keepingOf(policy, { version: 1, id: "1", source: "test", ...fields }, received);

  it("gives a call the class of the first rule that fits", () => {
    expect(keeping({})).toEqual({ retentionClass: "default", deleteAfter: new Date("2026-08-29T00:00:00Z") });
    expect(keeping({ direction: "outbound", startedAt: "2026-03-01T08:00:00+08:00" })).toEqual({
      retentionClass: "sales",
      deleteAfter: new Date("2028-03-01T00:00:00Z"),
    });
  });

  it("keeps what counts from an event until the event is known", () => {
    const sold = { queue: "insurance", direction: "outbound", outcome: { resultClass: "sold" } } as const;
    expect(keeping(sold)).toEqual({ retentionClass: "insurance-5", deleteAfter: undefined });
    expect(keeping({ ...sold, extra: { contractEnd: "next year" } }).deleteAfter).toBeUndefined();
    expect(keeping({ ...sold, extra: { contractEnd: "2027-06-30" } }).deleteAfter).toEqual(new Date("2032-06-30"));
  });

  it("keeps old calls that are brought in for a month, or as long as their class keeps any", () => {
    const old = { startedAt: "2024-01-01T08:00:00Z" };
    expect(keeping(old).deleteAfter).toEqual(new Date("2026-04-01T00:00:00Z"));
    const short = RetentionPolicy.parse({
      classes: [{ name: "default", title: "默认", keep: { count: 7, unit: "day" } }],
      rules: [],
      usual: "default",
    });
    expect(keepingOf(short, { version: 1, id: "1", source: "test", ...old }, received).deleteAfter).toEqual(
      new Date("2026-03-09T00:00:00Z"),
    );
  });

  it("names only classes that are there", () => {
    expect(RetentionPolicy.safeParse({ ...policy, usual: "other" }).success).toBe(false);
    expect(RetentionPolicy.safeParse({ ...policy, rules: [{ class: "other" }] }).success).toBe(false);
    expect(RetentionPolicy.safeParse({ ...policy, classes: [...policy.classes, policy.classes[0]] }).success).toBe(
      false,
    );
  });
});
