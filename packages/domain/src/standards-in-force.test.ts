import * as fc from "fast-check";
import { expect, it } from "vitest";
import {
  type AssignableCall,
  type Assignment,
  firstGap,
  isAssigned,
  type Period,
  type PublishedVersion,
  standardsFor,
  versionsNear,
  versionsOn,
} from "./standards-in-force.ts";

const day = fc.integer({ min: 1, max: 28 }).map((date) => `2026-03-${String(date).padStart(2, "0")}`);
const period = fc.record({ from: fc.option(day, { nil: undefined }), to: fc.option(day, { nil: undefined }) });
const name = fc.constantFrom("a", "b", "c");
const maybe = fc.option(name, { nil: undefined });
const version: fc.Arbitrary<PublishedVersion> = fc.record({
  standard: name,
  version: fc.nat({ max: 9 }).map((minor) => `1.${minor}.0`),
  validity: period,
  publishedAt: day.map((date) => `${date}T00:00:00Z`),
});
const versions = fc.uniqueArray(version, { selector: (one) => `${one.standard} ${one.version}` });
const assignment: fc.Arbitrary<Assignment> = fc.record({
  standard: name,
  calls: fc.record({ queue: maybe, direction: fc.constant(undefined), campaign: maybe, team: maybe, desk: maybe }),
  validity: period,
});
const assignments = fc.array(assignment, { maxLength: 6 });
const call: fc.Arbitrary<AssignableCall> = fc.record(
  {
    startedAt: day.map((date) => `${date}T09:00:00+08:00`),
    queue: name,
    campaign: name,
    agent: fc.record({ team: name, desk: name }, { requiredKeys: [] }),
  },
  { requiredKeys: [] },
);

const holds = ({ validity: { from = "0", to = "9" } }: PublishedVersion, on: string) => from <= on && on <= to;

it("gives one version of a standard, and only one that holds on the day of the call", () => {
  fc.assert(
    fc.property(call, day, versions, assignments, (one, received, all, assigned) => {
      const found = standardsFor(one, received, { versions: all, assignments: assigned });
      const on = one.startedAt?.slice(0, 10) ?? received;
      expect(new Set(found.map(({ standard }) => standard)).size).toBe(found.length);
      for (const picked of found) {
        expect(holds(picked, on)).toBe(true);
        const rivals = all.filter((other) => other.standard === picked.standard && holds(other, on));
        expect(rivals.every((rival) => (rival.validity.from ?? "") <= (picked.validity.from ?? ""))).toBe(true);
      }
    }),
  );
});

it("does not depend on the order in which versions and assignments are kept", () => {
  fc.assert(
    fc.property(call, day, versions, assignments, (one, received, all, assigned) => {
      const forward = standardsFor(one, received, { versions: all, assignments: assigned });
      const backward = standardsFor(one, received, {
        versions: all.toReversed(),
        assignments: assigned.toReversed(),
      });
      expect(backward).toEqual(forward);
    }),
  );
});

it("assigns every published standard where nothing is assigned, and never one that no assignment names", () => {
  fc.assert(
    fc.property(call, day, versions, assignments, (one, received, all, assigned) => {
      const everything = standardsFor(one, received, { versions: all, assignments: [] });
      const narrowed = standardsFor(one, received, { versions: all, assignments: assigned });
      const on = one.startedAt?.slice(0, 10) ?? received;
      expect(narrowed).toEqual(
        everything.filter(
          ({ standard }) =>
            assigned.length === 0 || assigned.some((own) => own.standard === standard && isAssigned(own, one, on)),
        ),
      );
    }),
  );
});

it("goes by the day the call's own clock had, and takes both days of a period in", () => {
  const [old, fresh] = [
    { standard: "s", version: "1.0.0", validity: { to: "2026-03-09" }, publishedAt: "2026-01-01T00:00:00Z" },
    { standard: "s", version: "1.1.0", validity: { from: "2026-03-10" }, publishedAt: "2026-03-01T00:00:00Z" },
  ] as const;
  const pick = (startedAt: string) =>
    standardsFor({ startedAt }, "2026-01-01", { versions: [old, fresh], assignments: [] }).map((one) => one.version);
  expect(pick("2026-03-09T23:59:00+08:00")).toEqual(["1.0.0"]);
  expect(pick("2026-03-10T00:01:00+08:00")).toEqual(["1.1.0"]);
});

it("does not assume what a call does not say of itself", () => {
  const assigned: Assignment = { standard: "s", calls: { queue: "after-sales" }, validity: {} };
  expect(isAssigned(assigned, {}, "2026-03-01")).toBe(false);
  expect(isAssigned(assigned, { queue: "after-sales" }, "2026-03-01")).toBe(true);
});

const periods = versions.map((all) => all.map(({ validity }) => validity));
const march = Array.from({ length: 31 }, (_, index) => `2026-03-${String(index + 1).padStart(2, "0")}`);

it("has one version of each near any day: the one that holds, where one does", () => {
  fc.assert(
    fc.property(day, versions, (on, all) => {
      const near = versionsNear(on, all);
      expect(near.map(({ standard }) => standard).sort()).toEqual([...new Set(all.map((one) => one.standard))].sort());
      expect(near).toEqual(expect.arrayContaining(versionsOn(on, all)));
    }),
  );
});

it("goes by what comes next where nothing holds yet, and by what came last where nothing holds any more", () => {
  const version = (name: string, from: string, to?: string) => ({
    ...{ standard: "q", version: name, validity: { from, to }, publishedAt: "2026-01-01T00:00:00Z" },
  });
  const all = [version("1.0.0", "2026-03-05", "2026-03-10"), version("2.0.0", "2026-03-20", "2026-03-25")];
  const near = (on: string) => versionsNear(on, all).map((one) => one.version);
  expect([near("2026-03-01"), near("2026-03-15"), near("2026-03-30")]).toEqual([["1.0.0"], ["2.0.0"], ["2.0.0"]]);
});

it("finds the first day of a period that others leave open", () => {
  fc.assert(
    fc.property(fc.constantFrom(...march), fc.constantFrom(...march), periods, (from, to, others) => {
      const open = march
        .filter((one) => from <= one && one <= to)
        .find((one) => !others.some((other) => on(other, one)));
      expect(firstGap({ from, to }, others)).toBe(open);
    }),
  );
  expect(firstGap({}, [{ to: "2026-03-02" }, { from: "2026-03-03" }])).toBeUndefined();
  expect(firstGap({}, [{ to: "2026-03-02" }])).toBe("2026-03-03");
});

const on = ({ from, to }: Period, one: string) =>
  (from === undefined || from <= one) && (to === undefined || one <= to);
