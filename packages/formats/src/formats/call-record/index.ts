// Tingheng's own call record, version 1: one JSON document, an array of them, or NDJSON.
import { AppError, jsonPath, parseCallRecord } from "@tingheng/domain";
import type { Format, JudgedCall, Parsed } from "../../format.ts";
import { firstOf, hasFields } from "../../json-shape.ts";

export const callRecord: Format = {
  id: "call-record",
  title: { zh: "通话记录", en: "Call record" },
  extensions: [".ndjson", ".jsonl", ".json"],
  detect: (sample) => (sample.kind === "json" ? Math.max(0, ...sample.values.map(confidence)) : 0),
  async *read(source) {
    for await (const item of source.values()) {
      if (!item.ok) yield item;
      else if (!Array.isArray(item.value)) yield parsed(item.value, item.where, []);
      else for (const [index, value] of item.value.entries()) yield parsed(value, item.where, [index]);
    }
  },
  async *render(calls: AsyncIterable<JudgedCall>) {
    for await (const { call } of calls) yield `${JSON.stringify(call)}\n`;
  },
};

function confidence(value: unknown): number {
  if (hasFields(value, "version", "id", "source") && typeof value.version === "number") return 1;
  if (hasFields(firstOf(value, "turns"), "speaker", "text")) return 0.9;
  return hasFields(value, "id", "source") && !hasFields(value, "metadata") ? 0.6 : 0;
}

function parsed(value: unknown, where: string, at: readonly PropertyKey[]): Parsed {
  const place = at.length > 0 ? `${where} ${jsonPath(at)}` : where;
  try {
    return { ok: true, call: parseCallRecord(value, where, at), where: place };
  } catch (error) {
    if (error instanceof AppError) return { ok: false, error, where: place };
    throw error;
  }
}
