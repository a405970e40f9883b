// What is known of a call grows: a hang-up record comes minutes after the sound, a transcript a day later. Newer words about a
// field replace older ones; what the newer record leaves out stays.
import type { CallRecord } from "./call-record.ts";

/** How far back a change reaches: the recording has to be read again, heard again, or only judged again. */
export type Touched = "recording" | "conversation" | "judgement" | "nothing";

/** `newer` over `older`. Parts (agent, ring, recording …) are merged field by field; lists and turns are replaced whole. */
export function withNewer(older: CallRecord, newer: CallRecord): CallRecord {
  const merged: Record<string, unknown> = { ...older };
  for (const [field, value] of Object.entries(newer)) {
    if (value === undefined) continue;
    const before = merged[field];
    merged[field] = isPart(before) && isPart(value) && field !== "sound" ? { ...before, ...value } : value;
  }
  return merged as CallRecord;
}

/** Which stage a change touches. Words that came with the record are kept as they are: they are not heard again. */
export function touchedBy(older: CallRecord, newer: CallRecord): Touched {
  if (same(older, newer)) return "nothing";
  const { recording: before } = older;
  const { recording: after } = newer;
  if (before?.uri !== after?.uri || before?.sha256 !== after?.sha256) return "recording";
  const heardBy = ({ recording, language }: CallRecord) => [recording?.channels, recording?.startOffsetMs, language];
  return same(heardBy(older), heardBy(newer)) ? "judgement" : "conversation";
}

function isPart(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function same(left: unknown, right: unknown): boolean {
  return canonical(left) === canonical(right);
}

/** JSON with the fields of every object in one order. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    isPart(part) ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1))) : part,
  );
}
