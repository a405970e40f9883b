// Walks over all operators: each has a README, a schema that documents its parameters, and examples that hold.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fieldName, isNamedMeasure, parseCallRecord } from "@tingheng/domain";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { prepareCall } from "../call/prepared-call.ts";
import { parseDialogue } from "../cases/dialogue.ts";
import type { Detection, Hit } from "../detection.ts";
import type { OperatorDefinition, OperatorExample, OperatorExamples } from "../operator.ts";
import { wholeCall } from "../scope.ts";
import { phraseRegistry } from "../standard/phrase-registry.ts";
import { holidayCalendar } from "./calendar/holiday-calendar.ts";
import { operators } from "./index.ts";

const here = new URL("./", import.meta.url);
const folders = readdirSync(here, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name);

function callOf(example: OperatorExample) {
  const turns = example.dialogue === undefined ? {} : { turns: parseDialogue(example.dialogue) };
  return parseCallRecord({ version: 1, id: "example", source: "example", ...turns, ...example.call }, example.title);
}

function run(
  operator: OperatorDefinition,
  example: OperatorExample,
): { found: Detection; call: ReturnType<typeof prepareCall> } {
  const phrases = phraseRegistry();
  const problems: string[] = [];
  const detect = operator.compile(operator.params.parse(example.params), {
    phrases: (texts, options) => phrases.register(texts, options ?? {}, (problem) => problems.push(problem)),
    resolve: (texts) => texts,
    meaning: (id) => ({
      id,
      candidates: (call) =>
        call.turns.filter(({ text }) => text.includes(id)).map(({ index }) => ({ turn: index, probability: 1 })),
      highest: (call) => (call.turns.some(({ text }) => text.includes(id)) ? 1 : 0),
      sure: 0.9,
      unsure: 0.5,
    }),
    question: () => {},
    reliability: { speaker: 0.7, words: 0.5 },
    holidays: holidayCalendar("2026-10-01: 国庆节\n2026-01-01: 元旦\n"),
    language: "zh",
    problem: (expected, found) => problems.push(`${expected} ≠ ${found}`),
  });
  const answers = new Map(example.answers?.map((answer) => [answer.key, answer]));
  const call = prepareCall(callOf(example), phrases.build(), answers);
  expect(problems).toEqual([]);
  const scope = wholeCall(call, example.by ?? operator.by ?? "agent");
  const found = detect(call, scope);
  expect(detect(call, scope)).toEqual(found);
  return { found, call };
}

function inside(hit: Hit, call: ReturnType<typeof prepareCall>): boolean {
  if (hit.turn === undefined) return (hit.startMs ?? 0) <= (hit.endMs ?? Number.POSITIVE_INFINITY);
  const text = call.turns[hit.turn]?.text;
  return text !== undefined && (hit.from ?? 0) >= 0 && (hit.to ?? 0) <= text.length && (hit.from ?? 0) <= (hit.to ?? 0);
}

/** Operators that look at a field of the record measure it by its own name. */
const readFields = new Set(["field", "number-list"]);

function wordless(operator: OperatorDefinition, { hits, maybe, missing }: Detection): string[] {
  const measures = [...hits, ...maybe].flatMap(({ measure }) => measure ?? []);
  const unnamed = measures.filter((one) => !isNamedMeasure(one) && !readFields.has(operator.id));
  return [...unnamed, ...missing.filter((one) => !one.startsWith("extra.") && fieldName(one, "zh") === one)];
}

describe("every operator", () => {
  it("stands in the list under its folder's name", () => {
    expect(operators.map(({ id }) => id).sort()).toEqual(folders.sort());
  });
});

for (const operator of operators) {
  describe(`operator ${operator.id}`, async () => {
    const { examples } = (await import(`./${operator.id}/examples.ts`)) as { examples: OperatorExamples };

    it("is documented: README, title, and what each parameter means", () => {
      expect(existsSync(new URL(`./${operator.id}/README.md`, here))).toBe(true);
      expect(readFileSync(new URL(`./${operator.id}/README.md`, here), "utf8").length).toBeGreaterThan(200);
      expect(operator.title.zh).not.toBe("");
      expect(operator.summary.en).not.toBe("");
      expect(() => z.toJSONSchema(operator.params, { io: "input", unrepresentable: "any" })).not.toThrow();
    });

    it("has examples that it finds and examples that it does not", () => {
      expect(examples.accept.length).toBeGreaterThan(0);
      expect(examples.reject.length).toBeGreaterThan(0);
    });

    it("has words for what it measures and for what it misses", () => {
      const all = [...examples.accept, ...examples.reject, ...(examples.unknown ?? [])];
      expect(all.flatMap((example) => wordless(operator, run(operator, example).found))).toEqual([]);
    });

    for (const example of examples.accept) {
      it(`finds: ${example.title}`, () => {
        const { found, call } = run(operator, example);
        expect(found.state).toBe("yes");
        expect(found.hits.every((hit) => inside(hit, call))).toBe(true);
        const { evidence } = example;
        if (evidence === undefined) return;
        const match = found.hits.some((hit) => {
          const text = hit.turn === undefined ? undefined : call.turns[hit.turn]?.text.slice(hit.from, hit.to);
          return (
            (evidence.turn === undefined || hit.turn === evidence.turn) &&
            (evidence.text === undefined || text === evidence.text) &&
            (evidence.value === undefined || hit.value === evidence.value)
          );
        });
        expect(match, JSON.stringify(found.hits)).toBe(true);
      });
    }

    for (const example of examples.reject) {
      it(`does not find: ${example.title}`, () => {
        expect(run(operator, example).found.state).toBe("no");
      });
    }

    for (const example of examples.unknown ?? []) {
      it(`can't tell: ${example.title}`, () => {
        const { found } = run(operator, example);
        expect(found.state).toBe("unknown");
        expect(found.maybe.length + found.missing.length).toBeGreaterThan(0);
      });
    }
  });
}
