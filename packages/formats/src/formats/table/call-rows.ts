// The rows of one call → its record.
import { AppError, type CallRecord, type Turn } from "@tingheng/domain";
import { dialogueLines, dialogueOf } from "../../dialogue-lines.ts";
import type { CallDraft } from "../../json-format.ts";
import { known, knownOrNothing } from "../../known-fields.ts";
import { speakerFields, speakerOf } from "../../roles.ts";
import { beijingOffset, fromClock, instantOf } from "../../time-in-call.ts";
import type { Row } from "./cells.ts";
import { type CallColumn, callColumns, type Header, type TurnColumn } from "./columns.ts";

type Cell = { readonly text: string; readonly where: string };

/** @throws AppError `input.malformed` naming row and column of a cell that can't be understood */
export function callOfRows(rows: readonly Row[], header: Header, where: string, utcOffset = beijingOffset): CallDraft {
  const strays = withUntitled(header, rows).flatMap((column, index) =>
    column.field === undefined || differs(rows, column.field, index)
      ? [{ title: column.title || `column ${index + 1}`, index }]
      : [],
  );
  const cell = (field: CallColumn): Cell | undefined => firstFilled(rows, header, field, where);
  const said = (field: CallColumn) => cell(field)?.text;
  const ofCall = strays.filter(({ index }) => rows.every((row) => row.cells[index] === rows[0]?.cells[index]));
  const ofTurns = strays.filter((stray) => !ofCall.includes(stray));
  const count = cell("ringCount");
  const agent = { id: said("agentId"), name: said("agentName"), team: said("agentTeam"), desk: said("agentDesk") };
  return {
    id: said("id"),
    source: said("source"),
    direction: understood(cell("direction"), directionOf, "呼入 | 呼出 | 内部 | inbound | outbound | internal"),
    startedAt: understood(cell("startedAt"), (text) => instantOf(text, utcOffset), "2026-03-02 09:14:05"),
    callerNumber: said("callerNumber"),
    calledNumber: said("calledNumber"),
    queue: said("queue"),
    campaign: said("campaign"),
    language: said("language"),
    agent: knownOrNothing(agent),
    customer: knownOrNothing({ name: said("customerName"), number: said("customerNumber") }),
    ring: knownOrNothing({ ms: ms(cell("ringMs")) ?? seconds(cell("ringSeconds")), count: ms(count) }),
    hangup: ofHangup(cell("hangupBy")),
    recording: knownOrNothing({ uri: said("recordingUri") }),
    sound: knownOrNothing({ durationMs: ms(cell("durationMs")) ?? seconds(cell("durationSeconds")) }),
    outcome: knownOrNothing({ disposition: said("disposition") }),
    turns: rows.flatMap((row) => turnsOf(turnOf(row, header, ofTurns, where))),
    extra: fieldsOf(rows[0], ofCall),
  };
}

/** A row may be longer than the first: what stands there has a column without a name. */
function withUntitled(header: Header, rows: readonly Row[]): Header {
  const widest = rows.reduce((most, { cells }) => Math.max(most, cells.length), header.length);
  const untitled = Array.from({ length: widest - header.length }, () => ({ title: "", field: undefined }));
  return [...header, ...untitled];
}

/** A field of the call that its rows do not agree on is told by each of them. */
function differs(rows: readonly Row[], field: string, index: number): boolean {
  return (
    field in callColumns && new Set(rows.map((row) => row.cells[index] ?? "").filter((cell) => cell !== "")).size > 1
  );
}

/** A cell may hold a whole conversation, a line for each turn. */
function turnsOf(turn: Turn): Turn[] {
  const { turns, header } = dialogueOf(
    turn.speakerLabel === undefined && turn.speaker === "unknown" ? dialogueLines(turn.text) : [],
  );
  if (turns.length < 2) return [turn];
  const heading: Turn[] = header.map((text) => ({ speaker: "unknown", text }));
  return [...heading, ...turns].map((one, index) => (index === 0 && turn.extra ? { ...one, extra: turn.extra } : one));
}

function turnOf(row: Row, header: Header, strays: readonly { title: string; index: number }[], where: string): Turn {
  const cell = (field: TurnColumn) => firstFilled([row], header, field, where);
  return known({
    ...speakerFields(cell("speaker")?.text),
    startMs: ms(cell("startMs")) ?? seconds(cell("startSeconds")) ?? clock(cell("start")),
    endMs: ms(cell("endMs")) ?? seconds(cell("endSeconds")) ?? clock(cell("end")),
    text: cell("text")?.text ?? "",
    confidence: understood(cell("confidence"), ratio, "a number from 0 to 1"),
    extra: fieldsOf(row, strays),
  });
}

function firstFilled(
  rows: readonly Row[],
  header: Header,
  field: CallColumn | TurnColumn,
  where: string,
): Cell | undefined {
  const index = header.findIndex((column) => column.field === field);
  if (index < 0) return undefined;
  const row = rows.find((one) => (one.cells[index] ?? "") !== "");
  return row && { text: row.cells[index] ?? "", where: `${where}:${row.number} ${header[index]?.title}` };
}

function fieldsOf(
  row: Row | undefined,
  columns: readonly { title: string; index: number }[],
): Record<string, string> | undefined {
  const filled = columns.filter(({ index }) => (row?.cells[index] ?? "") !== "");
  return filled.length > 0
    ? Object.fromEntries(filled.map(({ title, index }) => [title, row?.cells[index] ?? ""]))
    : undefined;
}

function understood<T>(
  cell: Cell | undefined,
  parse: (text: string) => T | undefined,
  expected: string,
): T | undefined {
  if (cell === undefined) return undefined;
  const value = parse(cell.text);
  if (value !== undefined) return value;
  throw new AppError("input.malformed", { where: cell.where, expected, found: JSON.stringify(cell.text) });
}

const number = (text: string) => (/^\d+(\.\d+)?$/.test(text) ? Number(text) : undefined);
const ratio = (text: string) => (Number(text) <= 1 ? number(text) : undefined);
const ms = (cell: Cell | undefined) =>
  understood(cell, (text) => (/^\d+(\.0+)?$/.test(text) ? Number(text) : undefined), "a whole number");

const seconds = (cell: Cell | undefined) =>
  understood(
    cell,
    (text) => fromClock(text) ?? (number(text) === undefined ? undefined : Math.round(Number(text) * 1000)),
    "seconds or mm:ss",
  );

/** A column that names no unit: a clock, a fraction as seconds, or a whole number as milliseconds. */
const clock = (cell: Cell | undefined) =>
  understood(
    cell,
    (text) => fromClock(text) ?? (text.includes(".") ? number(text) && Math.round(Number(text) * 1000) : number(text)),
    "mm:ss, seconds with a fraction, or whole milliseconds",
  );

function directionOf(text: string): CallRecord["direction"] {
  if (/^(呼入|来电|进线|in(bound)?)$/i.test(text)) return "inbound";
  if (/^(呼出|外呼|去电|out(bound)?)$/i.test(text)) return "outbound";
  return /^(内部|内线|internal)$/i.test(text) ? "internal" : undefined;
}

/** A word for nobody known here is unknown, and stays to be read. */
function ofHangup(cell: Cell | undefined): CallRecord["hangup"] {
  if (!cell) return undefined;
  const side = speakerOf(cell.text);
  return { by: side === "agent" || side === "customer" ? side : side === "ivr" ? "system" : "unknown", raw: cell.text };
}
