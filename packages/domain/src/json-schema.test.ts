// What is published says the same as what is checked: read back as a schema, it accepts and refuses alike.
import { expect, it } from "vitest";
import { z } from "zod";
import { CallRecord } from "./call-record.ts";
import { callRecordJsonSchema, judgementJsonSchema } from "./json-schema.ts";

type Source = Parameters<typeof z.fromJSONSchema>[0];

const call = { version: 1, id: "c", source: "test" };

it.each([
  [call, true],
  [{ ...call, turns: [{ speaker: "agent", text: "您好", startMs: 0, endMs: 900, tone: 3 }] }, true],
  [{ ...call, startedAt: "2026-03-02T09:14:05+08:00", holds: [{ startMs: 1, endMs: 2 }] }, true],
  [{ ...call, mood: "fine" }, true],
  [{ ...call, version: 2 }, false],
  [{ ...call, turns: [{ speaker: "boss", text: "喂" }] }, false],
  [{ ...call, turns: [{ speaker: "agent" }] }, false],
  [{ ...call, turns: [{ speaker: "agent", text: "喂", startMs: -1 }] }, false],
  [{ ...call, hangup: { by: "nobody" } }, false],
])("call record %j: %s", (input, isValid) => {
  expect(z.fromJSONSchema(callRecordJsonSchema() as Source).safeParse(input).success).toBe(isValid);
  expect(CallRecord.safeParse(input).success).toBe(isValid);
});

it("a judgement", () => {
  const schema = z.fromJSONSchema(judgementJsonSchema() as Source);
  const judgement = {
    version: 1,
    call: { source: "test", id: "c" },
    standard: { id: "s", version: "1.0.0" },
    score: 90,
    maxScore: 100,
    bonus: 0,
    fatal: false,
    provisional: false,
    clauses: [{ id: "A1", outcome: "met", judgedBy: "machine", points: 0, reason: "好", evidence: [{ turn: 0 }] }],
    proposals: [],
    answers: [],
    labels: [],
  };
  expect(schema.safeParse(judgement).success).toBe(true);
  expect(schema.safeParse({ ...judgement, score: "90" }).success).toBe(false);
  expect(schema.safeParse({ ...judgement, clauses: [{ id: "A1", outcome: "perhaps" }] }).success).toBe(false);
});
