// Asterisk's call detail records: Master.csv without a header, or a table with one (cdr_custom, the FreePBX database).
import { AppError } from "@tingheng/domain";
import { textOf, unreadable } from "../row-reading.ts";
import { tableOf } from "../table-rows.ts";
import type { Facts, Part, Reading } from "../telephone-system.ts";

/** The order of cdr_csv's Master.csv with `loguniqueid` and `loguserfield` on. */
const layout =
  "accountcode src dst dcontext clid channel dstchannel lastapp lastdata start answer end duration billsec disposition amaflags uniqueid userfield".split(
    " ",
  );

export function readCdr(text: string, name: string): Reading | AppError {
  const table = tableOf(text, name, ["uniqueid", "disposition"], layout);
  if (table instanceof AppError) return table;
  const parts: Part[] = [];
  const problems: AppError[] = [];
  for (const { facts, where, cells } of table.rows) {
    const uniqueId = textOf(facts, "uniqueid");
    const started = textOf(facts, "start") ?? textOf(facts, "calldate");
    if (!uniqueId || !/\d+\.\d+$/.test(uniqueId))
      problems.push(unreadable(`${where} uniqueid`, "a unique id such as 1772413000.42", uniqueId ?? cells.join(",")));
    else if (!started) problems.push(unreadable(`${where} start`, "the time the call started", undefined));
    else parts.push(partOf(facts, uniqueId, started));
  }
  return { parts, problems, otherRows: 0 };
}

function partOf(facts: Facts, uniqueId: string, started: string): Part {
  const linkedId = textOf(facts, "linkedid");
  const leg = textOf(facts, "sequence") ?? `${started} ${textOf(facts, "dstchannel") ?? ""}`;
  return {
    partId: `cdr ${uniqueId} ${leg}`,
    keys: linkedId ? [uniqueId, linkedId] : [uniqueId],
    facts: { ...facts, kind: "cdr" },
  };
}
