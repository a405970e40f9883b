// Events of the Asterisk manager interface (AMI) as a listener keeps them: one JSON object a line, with `timestampevents = yes`.
// They alone tell when a customer was put on hold.
import type { AppError } from "@tingheng/domain";
import { textOf, unreadable } from "../row-reading.ts";
import type { Facts, Part, Reading } from "../telephone-system.ts";
import { readEventLines } from "./event-lines.ts";

const expected = '{"Event": "Hold", "Timestamp": "1772413000.123456", "Uniqueid": "…", …}';
const used = new Set(["Hold", "Unhold", "AgentConnect", "AgentComplete"]);

export function readAmiEvents(text: string, name: string): Reading | AppError {
  return readEventLines(text, name, expected, eventOf);
}

function eventOf(line: string, where: string): Part | AppError | undefined {
  const facts = objectOf(line);
  const event = facts && textOf(facts, "Event");
  if (!facts || !event) return unreadable(where, expected, line);
  if (!used.has(event)) return undefined;
  const uniqueId = textOf(facts, "Uniqueid");
  if (!uniqueId || !textOf(facts, "Timestamp"))
    return unreadable(where, `${event} with Uniqueid and Timestamp`, Object.keys(facts).join(", "));
  const linkedId = textOf(facts, "Linkedid");
  const partId = `ami ${event} ${uniqueId} ${textOf(facts, "Timestamp")}`;
  return { partId, keys: linkedId ? [uniqueId, linkedId] : [uniqueId], facts: { ...facts, kind: "ami" } };
}

function objectOf(line: string): Facts | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}
