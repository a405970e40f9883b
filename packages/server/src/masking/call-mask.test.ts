import type { CallRecord, Judgement } from "@tingheng/domain";
import fc from "fast-check";
import { expect, it } from "vitest";
import { maskOf } from "./call-mask.ts";

const phone = fc.stringMatching(/^1[3-9][0-9]{9}$/);
const around = fc.constantFrom("", "我的电话", "号码是", "call ", "您记一下,", "no. ");
const numerals = "零幺二三四五六七八九";
const said = (number: string) => number.replace(/\d/g, (digit) => numerals[Number(digit)] ?? "");

function callOf(number: string, other: string, before: string): CallRecord {
  const texts = [`${before}${number}`, `${before}${said(number)}。`, `${other}号`, `${before}${said(other)}`, "好的"];
  return {
    version: 1,
    id: `out-${number}-1700000000.12`,
    source: "asterisk",
    startedAt: "2026-03-02T09:14:05+08:00",
    direction: "inbound",
    callerNumber: `0${number}`,
    calledNumber: "4008123456",
    customer: { name: "欧阳小明", number: `+86${number}`, attributes: { contact: other, address: `转 ${number}` } },
    recording: { uri: `file:///calls/20260302-${number}-8012.wav`, sha256: "ab13800000000cd" },
    transfers: [{ kind: "blind", atMs: 1, to: number }],
    turns: texts.map((text, index) => ({
      speaker: index % 2 === 0 ? "customer" : "agent",
      startMs: index * 1_000,
      endMs: index * 1_000 + 900,
      text,
      words: [{ text, startMs: index * 1_000, endMs: index * 1_000 + 900 }],
    })),
    sound: { durationMs: 5_000, tones: [{ kind: "dtmf", startMs: 0, endMs: 9, digits: number }] },
    extra: { raw: { phone: Number(number), [number]: "x", note: `欧阳小明 ${number} 来电` } },
  };
}

function judgementOf(record: CallRecord, other: string): Judgement {
  const turns = record.turns ?? [];
  return {
    version: 1,
    call: { source: record.source, id: record.id },
    standard: { id: "s", version: "1.0.0" },
    score: 100,
    maxScore: 100,
    bonus: 0,
    fatal: false,
    provisional: false,
    clauses: [
      {
        id: "A1",
        outcome: "violated",
        judgedBy: "machine",
        points: -5,
        reason: `没有核对号码 ${other}`,
        evidence: turns.map(({ text }, turn) => ({ turn, text, from: 0, to: text.length })),
      },
    ],
    proposals: [],
    answers: [{ question: "number", value: other }],
    labels: [{ id: "l", value: `${record.customer?.name ?? ""} ${other}` }],
  };
}

it("leaves no private number anywhere, and everything in its place", () => {
  fc.assert(
    fc.property(phone, phone, around, (number, other, before) => {
      const record = callOf(number, other, before);
      const mask = maskOf(record);
      const judgement = mask.judgement(judgementOf(record, other));
      const text = JSON.stringify([mask.record, judgement, mask.text(`回电 ${other}`)]);
      for (const hidden of [number, other]) {
        for (let at = 0; at + 7 <= hidden.length; at += 1) {
          expect(text).not.toContain(hidden.slice(at, at + 7));
          expect(text).not.toContain(said(hidden.slice(at, at + 7)));
        }
      }
      expect(text).not.toContain("欧阳小明");
      expect(mask.record.turns?.map((turn) => turn.text.length)).toEqual(record.turns?.map((turn) => turn.text.length));
      for (const evidence of judgement.clauses[0]?.evidence ?? [])
        expect(evidence.text).toBe(mask.record.turns?.[evidence.turn ?? 0]?.text);
    }),
  );
});

it("shows what helps to know the call again", () => {
  const record = callOf("13812345678", "13912345678", "");
  expect(maskOf(record).record).toMatchObject({
    callerNumber: "0138****5678",
    customer: { name: "欧***", number: "+86138****5678" },
    recording: { sha256: "ab13800000000cd" },
    startedAt: "2026-03-02T09:14:05+08:00",
    turns: [{ text: "***********", startMs: 0 }, {}, {}, {}, { text: "好的", startMs: 4_000 }],
  });
});

it("leaves orders, amounts and hotlines as they are", () => {
  const text = "您的订单号是202611221234,套餐138元,请拨打4008123456";
  const record: CallRecord = { version: 1, id: "1700000000.12", source: "t", turns: [{ speaker: "agent", text }] };
  expect(maskOf(record).record).toEqual(record);
});
