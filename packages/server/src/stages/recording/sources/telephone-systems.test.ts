import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { AppError } from "@tingheng/domain";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type CallDetail, callRecordOf } from "./call-detail.ts";
import { joinedCalls, readDetails } from "./joined-calls.ts";
import { parseNamePattern } from "./name-pattern.ts";
import { SourceSettings } from "./source-settings.ts";
import { telephoneSystems } from "./systems.ts";
import type { Facts, Part, TelephoneSystem } from "./telephone-system.ts";

type Truth = {
  readonly settings?: unknown;
  readonly problems?: number;
  readonly calls: readonly (Record<string, unknown> & { readonly title: string; readonly id: string })[];
};

/** Left out where the truth does not name them. */
const judged = ["direction", "queue", "agent", "ring", "holds", "transfers", "hangup"] as const;

const folderOf = (system: TelephoneSystem) => join(import.meta.dirname, system.id);

function samplesOf(system: TelephoneSystem) {
  const folder = join(folderOf(system), "samples");
  const truth: Truth = JSON.parse(readFileSync(join(folder, "truth.json"), "utf8"));
  const files = readdirSync(folder)
    .filter((name) => name !== "truth.json")
    .map((name) => ({ name, text: readFileSync(join(folder, name), "utf8") }));
  return {
    truth,
    settings: SourceSettings.parse(truth.settings ?? {}),
    good: files.filter(({ name }) => !name.startsWith("bad-")),
    bad: files.filter(({ name }) => name.startsWith("bad-")),
  };
}

async function partsOf(system: TelephoneSystem): Promise<Part[]> {
  const { good, settings } = samplesOf(system);
  const readings = await Promise.all(good.map(({ name, text }) => system.read(text, name, settings)));
  return readings.flatMap((reading) => (reading instanceof AppError ? [] : reading.parts));
}

describe.each(telephoneSystems.map((system) => [system.id, system] as const))("%s", (_id, system) => {
  it("has a README, samples, and names that can be parsed", () => {
    const { truth, bad, good } = samplesOf(system);
    expect(existsSync(join(folderOf(system), "README.md"))).toBe(true);
    expect(truth.calls.length).toBeGreaterThanOrEqual(3);
    expect(bad.length).toBeGreaterThanOrEqual(1);
    for (const pattern of system.namePatterns) expect(parseNamePattern(pattern)).not.toBeInstanceOf(AppError);
    for (const { name } of good)
      expect([name, system.sideFiles.some((file) => file.matches(name))]).toEqual([name, true]);
  });

  const { truth, good, settings } = samplesOf(system);
  it("reads every golden call and nothing else", async () => {
    const { details, problems } = await readDetails(system, good, settings);
    expect(problems.map((problem) => problem.message)).toHaveLength(truth.problems ?? 0);
    expect(details.map((detail) => detail.id).toSorted()).toEqual(truth.calls.map((call) => call.id).toSorted());
  });

  it.each(truth.calls.map((call) => [`${call.id}: ${call.title}`, call] as const))("%s", async (_title, expected) => {
    const { details } = await readDetails(system, good, settings);
    const detail = details.find((one) => one.id === expected.id);
    const { title: _, ...fields } = expected;
    for (const field of judged) expect({ [field]: detail?.[field] }).toEqual({ [field]: expected[field] });
    expect(detail).toMatchObject(fields);
    expect(callRecordOf(detail as CallDetail)).toMatchObject({ version: 1, id: expected.id });
  });

  it("makes no new verdict of a record with a field less", async () => {
    const parts = await partsOf(system);
    for (const group of groupsOf(system, parts, settings)) {
      const whole = detailOf(system, group, settings);
      for (const [index, part] of group.entries())
        for (const facts of withOneFieldLess(part.facts)) {
          const less = group.map((one, at) => (at === index ? { ...one, facts } : one));
          const found = detailOf(system, less, settings);
          if (found) expect(weaker(whole, found), JSON.stringify({ whole, found, facts })).toBe(true);
        }
    }
  });

  it("blames nobody else for a row, leg or event that is missing", async () => {
    for (const group of groupsOf(system, await partsOf(system), settings)) {
      const by = detailOf(system, group, settings)?.hangup?.by ?? "unknown";
      for (const less of group.map((_, index) => group.toSpliced(index, 1)).filter((parts) => parts.length > 0)) {
        const found = detailOf(system, less, settings)?.hangup?.by ?? "unknown";
        if (by !== "unknown") expect([by, "unknown"]).toContain(found);
      }
    }
  });

  it("has its verdicts from what is told: without one field, or one in each of two records, there is none", async () => {
    for (const group of groupsOf(system, await partsOf(system), settings)) {
      const by = detailOf(system, group, settings)?.hangup?.by ?? "unknown";
      if (by === "unknown") continue;
      const falls = (parts: readonly Part[]) =>
        parts.length === 0 || (detailOf(system, parts, settings)?.hangup?.by ?? "unknown") === "unknown";
      const once = withLess(group);
      const decided = once.some(falls) || once.some((parts) => withLess(parts).some(falls));
      expect([group[0]?.partId, decided]).toEqual([group[0]?.partId, true]);
    }
  });

  it("names what is malformed, where it stands and what was expected", async () => {
    const { bad } = samplesOf(system);
    for (const { name, text } of bad) {
      const reading = await system.read(text, name, settings);
      const errors =
        reading instanceof AppError
          ? [reading]
          : [...reading.problems, ...joinedCalls(system, reading.parts, settings).problems];
      expect([name, errors.length > 0]).toEqual([name, true]);
      for (const { code, details } of errors) {
        expect(code).toBe("input.malformed");
        expect(details.where?.startsWith(name)).toBe(true);
        expect([details.expected, details.found]).not.toContain(undefined);
      }
    }
  });

  it("drops nothing in silence: every cut of its files is read, refused or listed", async () => {
    for (const { name, text } of good)
      for (const share of [0, 0.31, 0.62, 0.93]) {
        const reading = await system.read(text.slice(0, Math.floor(text.length * share)), name, settings);
        if (reading instanceof AppError) expect(reading.details.where).toContain(name);
        else expect(reading.parts.length + reading.problems.length + reading.otherRows).toBeGreaterThan(0);
      }
  });

  it("answers whatever text with data or an error of its own, and never fails otherwise", async () => {
    const text = fc.constantFrom(...good.map((file) => file));
    const wounds = fc.array(
      fc.tuple(
        fc.nat(),
        fc.constantFrom("", "0", "-1", "{", "}", "|", ",", '"', "\n", "\u0000", "99999999999999999999", "<", "中"),
      ),
      { minLength: 1, maxLength: 6 },
    );
    await fc.assert(
      fc.asyncProperty(text, wounds, async (file, cuts) => {
        const hurt = cuts.reduce((whole, [at, by]) => {
          const place = at % (whole.length + 1);
          return whole.slice(0, place) + by + whole.slice(place + 1);
        }, file.text);
        const { details } = await readDetails(system, [{ name: file.name, text: hurt }], settings);
        for (const detail of details) expect(callRecordOf(detail).id).toBe(detail.id);
      }),
      { numRuns: 100 },
    );
  });

  it("tells the same whatever order its files come in, and once if they come twice", async () => {
    const forward = await readDetails(system, good, settings);
    const backward = await readDetails(system, [...good, ...good].toReversed(), settings);
    expect(backward.details).toEqual(forward.details);
  });
});

/** What makes a row the row it is: without it there is no row, not a row with a field less. */
const identity = new Set(["kind", "event", "eventtype", "Event", "Timestamp"]);

function* withOneFieldLess(facts: Facts): Iterable<Facts> {
  for (const [key, value] of Object.entries(facts)) {
    if (identity.has(key)) continue;
    const { [key]: _, ...rest } = facts;
    yield rest;
    if (Array.isArray(value)) {
      for (const [at, one] of value.entries())
        if (typeof one === "object" && one !== null)
          for (const less of withOneFieldLess(one as Facts)) yield { ...facts, [key]: value.with(at, less) };
    } else if (typeof value === "object" && value !== null)
      for (const less of withOneFieldLess(value as Facts)) yield { ...facts, [key]: less };
  }
}

/** The parts with one row less, and with one field of one row less. */
const withLess = (group: readonly Part[]): Part[][] => [
  ...group.map((_, index) => group.toSpliced(index, 1)),
  ...group.flatMap((part, index) =>
    [...withOneFieldLess(part.facts)].map((facts) => group.with(index, { ...part, facts })),
  ),
];

function groupsOf(system: TelephoneSystem, parts: readonly Part[], settings: SourceSettings): Part[][] {
  const groups: Part[][] = [];
  const callOf: TelephoneSystem["callOf"] = (group, given) => {
    groups.push([...group]);
    return system.callOf(group, given);
  };
  joinedCalls({ ...system, callOf }, parts, settings);
  return groups;
}

function detailOf(system: TelephoneSystem, parts: readonly Part[], settings: SourceSettings): CallDetail | undefined {
  try {
    return system.callOf(parts, settings);
  } catch (error) {
    if (error instanceof AppError) return undefined;
    throw error;
  }
}

/** Nothing that could be held against anybody is new: same verdict or none, same ringing or none, holds that were there before. */
function weaker(whole: CallDetail | undefined, less: CallDetail): boolean {
  const by = less.hangup?.by ?? "unknown";
  const lengths = (detail: CallDetail | undefined) =>
    (detail?.holds ?? []).map(({ startMs, endMs }) => endMs - startMs);
  const before = lengths(whole);
  const agent: Readonly<Record<string, unknown>> = whole?.agent ?? {};
  return (
    (by === "unknown" || by === whole?.hangup?.by) &&
    (less.ring === undefined || JSON.stringify(less.ring) === JSON.stringify(whole?.ring)) &&
    lengths(less).every((length) => before.includes(length)) &&
    (by === "unknown" || Object.entries(less.agent ?? {}).every(([field, value]) => value === agent[field]))
  );
}
