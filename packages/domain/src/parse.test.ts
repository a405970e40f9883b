import { describe, expect, it } from "vitest";
import { AppError } from "./errors.ts";
import { callRecordJsonSchema, judgementJsonSchema } from "./json-schema.ts";
import { parseCallRecord } from "./parse.ts";

const call = { version: 1, id: "c1", source: "test" };
const turn = (startMs: number, text: string) => ({ speaker: "agent", startMs, endMs: startMs + 10, text });

function nested(depth: number): unknown {
  let value: unknown = [];
  for (let level = 1; level < depth; level += 1) value = { a: value };
  return value;
}

function refusal(input: unknown, where = "calls.ndjson:4"): Readonly<Record<string, string>> {
  try {
    parseCallRecord(input, where);
  } catch (error) {
    if (error instanceof AppError) return error.details;
    throw error;
  }
  throw new Error("was accepted");
}

describe("parseCallRecord", () => {
  it("names place, JSON path, expectation and finding", () => {
    expect(refusal({ ...call, turns: [turn(0, "喂"), { ...turn(5, "您好"), speaker: "boss" }] })).toEqual({
      where: "calls.ndjson:4 $.turns[1].speaker",
      expected: '"agent" | "customer" | "third" | "ivr" | "unknown"',
      found: '"boss"',
    });
    expect(refusal({ version: 1, source: "test" })).toMatchObject({ where: "calls.ndjson:4 $.id", found: "nothing" });
    expect(refusal("hello")).toMatchObject({ where: "calls.ndjson:4 $", expected: "object", found: '"hello"' });
  });

  it.each([
    [{ ...call, turns: [turn(-1, "")] }, "$.turns[0].startMs", "≥ 0"],
    [{ ...call, turns: [{ ...turn(0, ""), startMs: 1.5 }] }, "$.turns[0].startMs", "int"],
    [{ ...call, turns: [{ ...turn(50, ""), endMs: 40 }] }, "$.turns[0].endMs", "an end that is not before startMs"],
    [{ ...call, holds: [{ startMs: 9, endMs: 3 }] }, "$.holds[0].endMs", "an end that is not before startMs"],
    [{ ...call, id: "" }, "$.id", "a text that is not empty"],
    [{ ...call, turns: [{ ...turn(0, ""), confidence: 1.2 }] }, "$.turns[0].confidence", "≤ 1"],
    [
      { ...call, startedAt: "2026-03-02 09:14" },
      "$.startedAt",
      "an ISO 8601 instant with an offset, e.g. 2026-03-02T09:14:05+08:00",
    ],
    [{ ...call, extra: 3, stray: 1 }, "$.extra", "record"],
    [{ ...call, startedAt: "9999-12-31T23:59:59Z" }, "$.startedAt", "an instant of the years 1900–2999"],
    [{ ...call, startedAt: "0000-01-01T00:00:00Z" }, "$.startedAt", "an instant of the years 1900–2999"],
    [{ ...call, turns: [turn(2_147_483_640, "")] }, "$.turns[0].endMs", "≤ 2147483647"],
    [{ ...call, id: "x".repeat(501) }, "$.id", "at most 500 characters"],
    [{ ...call, agent: { id: "x".repeat(501) } }, "$.agent.id", "at most 500 characters"],
    [{ ...call, source: "x".repeat(201) }, "$.source", "at most 200 characters"],
    [{ ...call, extra: nested(100) }, "$", "lists and objects in each other at most 100 deep"],
    [{ ...call, turns: nested(200_000) }, "$", "lists and objects in each other at most 100 deep"],
  ])("refuses %#", (input, path, expected) => {
    expect(refusal(input, "f")).toMatchObject({ where: `f ${path}`, expected });
  });

  it("takes what is nested less, and shows a number that JSON has no word for", () => {
    expect(parseCallRecord({ ...call, extra: nested(99) }, "f").extra).toEqual(nested(99));
    expect(refusal(JSON.parse(`{"version":1e999,"id":"a","source":"b"}`)).found).toBe("Infinity");
  });

  it("says how many more faults there are", () => {
    expect(refusal({ ...call, turns: [{}, {}] }).found).toBe("nothing (+3)");
  });

  it("names the place inside an array of calls", () => {
    expect(() => parseCallRecord({ version: 1 }, "a.json", [7])).toThrow("a.json $[7].id");
  });

  it("keeps unknown fields: the call's under extra, its parts' in place", () => {
    const parsed = parseCallRecord(
      {
        ...call,
        mood: "fine",
        extra: { mine: 1 },
        agent: { id: "8012", shirt: "blue" },
        turns: [{ ...turn(0, "您好"), tone: 3, words: [{ text: "您", pinyin: "nin2" }] }],
        holds: [{ startMs: 1, endMs: 2, music: "Für Elise" }],
        sound: { gain: 3, bySpeaker: { agent: { jitter: 1 } } },
      },
      "f",
    );
    expect(parsed).toEqual({
      ...call,
      extra: { mine: 1, mood: "fine" },
      agent: { id: "8012", shirt: "blue" },
      turns: [{ ...turn(0, "您好"), tone: 3, words: [{ text: "您", pinyin: "nin2" }] }],
      holds: [{ startMs: 1, endMs: 2, music: "Für Elise" }],
      sound: { gain: 3, bySpeaker: { agent: { jitter: 1 } } },
    });
  });

  it("keeps both when a stray field's name is taken in extra", () => {
    expect(parseCallRecord({ ...call, mood: "b", extra: { mood: "a" } }, "f").extra).toEqual({
      mood: "a",
      "$.mood": "b",
    });
  });

  it("orders turns by startMs, equal ones as they came", () => {
    const texts = (turns: unknown[]) => parseCallRecord({ ...call, turns }, "f").turns?.map((one) => one.text);
    expect(texts([turn(30, "c"), turn(10, "a"), turn(30, "d"), turn(20, "b")])).toEqual(["a", "b", "c", "d"]);
    expect(texts([turn(30, "c"), { speaker: "agent", text: "no time" }, turn(10, "a")])).toEqual(["c", "no time", "a"]);
  });
});

describe("published JSON Schemas", () => {
  it("come from the definitions and allow unknown fields", () => {
    const schema = callRecordJsonSchema();
    expect(schema).toMatchObject({
      $id: "urn:tingheng:call-record:1",
      type: "object",
      required: ["version", "id", "source"],
    });
    expect(JSON.stringify(schema)).not.toContain('"additionalProperties":false');
    expect(judgementJsonSchema()).toMatchObject({ $id: "urn:tingheng:judgement:1", type: "object" });
  });
});
