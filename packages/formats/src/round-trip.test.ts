// Any call, written and read again, is the same call: what a shape has no place for is carried along.
import { type CallRecord, parseCallRecord } from "@tingheng/domain";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { allOf } from "./format.contract.ts";
import { readCalls } from "./read-calls.ts";
import { renderCalls } from "./render-calls.ts";

const optional = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
const text = fc.oneof(
  fc.string({ maxLength: 12 }),
  fc.constantFrom("您好", "客服", "agent", "嗯?", "“好”", "\u2028", "😀"),
);
const name = text.filter((value) => value !== "");
const ms = fc.nat(3_600_000);
const speaker = fc.constantFrom("agent", "customer", "third", "ivr", "unknown");
const ratio = fc.double({ min: 0, max: 1, noNaN: true }).map((value) => value + 0);
const json = fc
  .jsonValue({ maxDepth: 2, noUnicodeString: false } as object)
  .map((value) => JSON.parse(JSON.stringify(value)));
const key = fc
  .oneof(
    text,
    fc.constantFrom(
      "begin",
      "role",
      "words",
      "callType",
      "tid",
      "vcon",
      "upload",
      "recording",
      "party",
      "a/b~c",
      "jsonParamStr",
    ),
  )
  .filter((value) => value !== "__proto__");
const extra = fc.dictionary(key, json, { maxKeys: 3 });
const span = fc.tuple(ms, ms).map(([a, b]) => ({ startMs: Math.min(a, b), endMs: Math.max(a, b) }));
const instant = fc
  .date({ min: new Date("2000-01-01"), max: new Date("2040-01-01"), noInvalidDate: true })
  .chain((date) => fc.constantFrom("Z", "+08:00", "-05:30").map((offset) => date.toISOString().replace("Z", offset)));

const turn = fc
  .record({
    speaker,
    speakerConfidence: optional(ratio),
    speakerLabel: optional(text),
    startMs: optional(ms),
    lasting: ms,
    timed: fc.boolean(),
    text,
    confidence: optional(ratio),
    extra: optional(extra),
    words: optional(fc.array(fc.record({ text, startMs: optional(ms), tone: optional(json) }), { maxLength: 2 })),
  })
  .map(({ lasting, timed, ...rest }) => ({
    ...rest,
    endMs: timed && rest.startMs !== undefined ? rest.startMs + lasting : undefined,
  }));

const calls = fc
  .record({
    version: fc.constant(1),
    id: fc.oneof(name, fc.uuid()),
    source: name,
    direction: optional(fc.constantFrom("inbound", "outbound", "internal")),
    startedAt: optional(instant),
    callerNumber: optional(text),
    calledNumber: optional(text),
    queue: optional(text),
    campaign: optional(text),
    linkedId: optional(text),
    agent: optional(fc.record({ id: optional(text), name: optional(text), shirt: optional(json) })),
    customer: optional(fc.record({ name: optional(text), number: optional(text), attributes: optional(extra) })),
    holds: optional(fc.array(span, { maxLength: 3 })),
    mutes: optional(fc.array(span, { maxLength: 3 })),
    hangup: optional(
      fc.record({
        by: fc.constantFrom("agent", "customer", "system", "unknown"),
        atMs: optional(ms),
        raw: optional(text),
      }),
    ),
    recording: optional(fc.record({ uri: optional(text) })),
    turns: optional(fc.array(turn, { maxLength: 5 })),
    sound: optional(fc.record({ durationMs: optional(ms), silences: optional(fc.array(span, { maxLength: 2 })) })),
    extra: optional(extra),
  })
  .map((call): CallRecord => parseCallRecord(JSON.parse(JSON.stringify(call)), "made"));

async function thereAndBack(batch: readonly CallRecord[], format: string): Promise<unknown[]> {
  const written = await allOf(
    renderCalls(
      batch.map((call) => ({ call })),
      format,
    ),
  );
  const input = { name: "there.json", bytes: new TextEncoder().encode(written.join("")) };
  const read = await allOf(readCalls(input, { format }));
  return read.map((item) => (item.ok ? item.call : item.error));
}

describe.each(["call-record", "vcon", "sca-upload", "sca-result"])("export and import as %s", (format) => {
  it("is the identity", async () => {
    const batches = fc.array(calls, { minLength: 1, maxLength: 3 });
    await fc.assert(
      fc.asyncProperty(batches, async (batch) => {
        expect(await thereAndBack(batch, format)).toEqual(batch);
      }),
      { numRuns: 150 },
    );
  });

  it("writes no calls as no calls", async () => {
    expect(await thereAndBack([], format)).toEqual(
      format.startsWith("sca") ? [] : [expect.objectContaining({ code: "input.malformed" })],
    );
  });
});
