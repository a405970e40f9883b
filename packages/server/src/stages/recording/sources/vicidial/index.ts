// VICIdial: exports of recording_log, vicidial_closer_log, vicidial_log and vicidial_agent_log as CSV with their column names.
import { AppError } from "@tingheng/domain";
import { textOf, unreadable } from "../row-reading.ts";
import { tableOf } from "../table-rows.ts";
import type { Part, Reading, TelephoneSystem } from "../telephone-system.ts";
import { callOfLogs } from "./call.ts";

/** Columns by which each export is known, and those that name the call. */
const exports = [
  { kind: "recording", needed: ["recording_id", "filename", "vicidial_id"], ids: ["vicidial_id"] },
  { kind: "closer", needed: ["closecallid", "term_reason"], ids: ["closecallid", "uniqueid"] },
  { kind: "agent", needed: ["agent_log_id", "uniqueid"], ids: ["uniqueid"] },
  { kind: "dialer", needed: ["uniqueid", "lead_id", "term_reason"], ids: ["uniqueid"] },
] as const;

export const vicidial: TelephoneSystem = {
  id: "vicidial",
  title: { zh: "VICIdial", en: "VICIdial" },
  sideFiles: [
    {
      kind: "recording-log",
      title: { zh: "录音日志", en: "recording log" },
      matches: (name) => /recording_log.*\.csv$/i.test(name),
    },
    {
      kind: "closer-log",
      title: { zh: "呼入日志", en: "inbound log" },
      matches: (name) => /closer_log.*\.csv$/i.test(name),
    },
    {
      kind: "agent-log",
      title: { zh: "坐席日志", en: "agent log" },
      matches: (name) => /agent_log.*\.csv$/i.test(name),
    },
    {
      kind: "dialer-log",
      title: { zh: "外呼日志", en: "outbound log" },
      matches: (name) => /vicidial_log.*\.csv$/i.test(name),
    },
  ],
  namePatterns: [
    "{date:YYYYMMDD}-{time:HHMMSS}_{customer}-all.{ext}",
    "{date:YYYYMMDD}-{time:HHMMSS}_{customer}.{ext}",
  ],
  read: readExport,
  callOf: callOfLogs,
};

function readExport(text: string, name: string): Reading | AppError {
  const table = tableOf(text, name, []);
  if (table instanceof AppError) return table;
  const titles = table.titles.map((title) => title.toLowerCase());
  const found = exports.find(({ needed }) => needed.every((title) => titles.includes(title)));
  if (found === undefined) {
    const expected = exports.map(({ needed }) => needed.join(", ")).join(" | ");
    return unreadable(`${name}:1`, `columns ${expected}`, titles.join(", "));
  }
  const parts: Part[] = [];
  const problems: AppError[] = [];
  let otherRows = 0;
  for (const row of table.rows) {
    const facts = Object.fromEntries(Object.entries(row.facts).map(([title, cell]) => [title.toLowerCase(), cell]));
    const keys = found.ids.map((title) => textOf(facts, title)).filter((id) => id !== undefined && id !== "0");
    if (row.cells.length !== titles.length)
      problems.push(unreadable(row.where, `${titles.length} columns`, `${row.cells.length}`));
    else if (keys.length > 0) {
      const own = textOf(facts, "recording_id") ?? textOf(facts, "agent_log_id") ?? keys[0] ?? "";
      parts.push({ partId: `${found.kind} ${own}`, keys: keys.map(String), facts: { ...facts, kind: found.kind } });
    } else if (found.kind === "agent") otherRows += 1;
    else problems.push(unreadable(`${row.where} ${found.ids.join(", ")}`, "the id of a call", row.cells.join(",")));
  }
  return { parts, problems, otherRows };
}
