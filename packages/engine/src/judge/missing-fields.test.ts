// A field that is not known is never held against anybody: taking fields out of a call breaks no clause and lowers no score.
import { type CallRecord, parseCallRecord } from "@tingheng/domain";
import fc from "fast-check";
import { expect, it } from "vitest";
import { knownCalls, shippedJudge } from "./shipped-data.contract.ts";

type Path = readonly (string | number)[];

const judge = shippedJudge();
const calls = knownCalls();
const judged = new Map(calls.map((call) => [call, judge.judge(call)]));

/** What a call can't be without. How sure one is of speaker and words is no fact about the call, and left in too. */
const needed = new Set(["version", "id", "source", "speaker", "text", "speakerConfidence", "confidence"]);

/** Whether the customer's name is known is itself what a clause asks. */
const askedFor = new Set(["customer", "customer.name"]);

/** Clauses that read from the words what times would tell better: an announced wait is a wait, as its own cases say. */
const readFromWords = new Set(["service-etiquette B11.16", "dealer-recording A6.1.wording"]);

function removable(value: unknown, path: Path = []): Path[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    const here: Path = [...path, Array.isArray(value) ? Number(key) : key];
    const own = Array.isArray(value) || needed.has(key) || askedFor.has(here.join(".")) ? [] : [here];
    return [...own, ...removable(inner, here)];
  });
}

/** Undefined where the rest is no call record any more. */
function without(call: CallRecord, paths: readonly Path[]): CallRecord | undefined {
  const rest: unknown = structuredClone(call);
  for (const path of paths) {
    const owner = path
      .slice(0, -1)
      .reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], rest);
    if (typeof owner === "object" && owner !== null) delete (owner as Record<string, unknown>)[String(path.at(-1))];
  }
  try {
    return parseCallRecord(rest, "rest");
  } catch {
    return undefined;
  }
}

/** What is worse without these fields. */
function lost(call: CallRecord, paths: readonly Path[]): string[] {
  const rest = without(call, paths);
  if (rest === undefined) return [];
  const before = judged.get(call) ?? [];
  return judge.judge(rest).flatMap((after, index) => {
    const was = before[index]!;
    const broken = after.clauses
      .filter(({ id }) => !readFromWords.has(`${after.standard.id} ${id}`))
      .filter(({ id, outcome }) => outcome === "violated" && outcomeOf(was, id) !== "violated")
      .map(({ id, reason }) => `${after.standard.id} ${id} ${outcomeOf(was, id)} → violated: ${reason}`);
    const bothScored = was.maxScore > 0 && after.maxScore > 0;
    const fell = bothScored && after.score - after.bonus < was.score - was.bonus;
    return fell ? [...broken, `${after.standard.id}: ${was.score} → ${after.score}`] : broken;
  });
}

function outcomeOf(judgement: ReturnType<typeof judge.judge>[number], id: string): string | undefined {
  return judgement.clauses.find((clause) => clause.id === id)?.outcome;
}

it("each field of the call by itself", () => {
  for (const call of calls) {
    const paths = removable(call).filter((path) => path.length === 1);
    for (const path of paths) expect(lost(call, [path]), `${call.id} without ${path.join(".")}`).toEqual([]);
  }
});

it("several at once, however deep", () => {
  const withFields = [...calls.keys()].filter((index) => removable(calls[index]).length > 0);
  const some = fc.constantFrom(...withFields).chain((index) => {
    const fields = removable(calls[index]);
    const paths = fc.subarray(fields, { minLength: 1, maxLength: Math.min(6, fields.length) });
    return fc.record({ index: fc.constant(index), paths });
  });
  fc.assert(
    fc.property(some, ({ index, paths }) => {
      expect(lost(calls[index]!, paths)).toEqual([]);
    }),
    { numRuns: 150 },
  );
});

it("the times of all turns at once, and all that was measured", () => {
  for (const call of calls) {
    const times = removable(call).filter((path) => path[0] === "turns" && /Ms$/.test(String(path.at(-1))));
    expect(lost(call, times), call.id).toEqual([]);
    expect(lost(call, [...times, ["sound"], ["hangup"], ["holds"], ["direction"]]), call.id).toEqual([]);
  }
});
