// Asterisk's channel event log, as CSV: with a header, or in the order of the sample configuration of cel_custom.
import { AppError } from "@tingheng/domain";
import { textOf, unreadable } from "../row-reading.ts";
import { tableOf } from "../table-rows.ts";
import type { Part, Reading } from "../telephone-system.ts";

const layout =
  "eventtype eventtime cidname cidnum cidani cidrdnis ciddnid exten context channame appname appdata amaflags accountcode uniqueid linkedid peer userfield userdeftype eventextra".split(
    " ",
  );

const uniqueIdShape = /\d+\.\d+$/;

export function readCel(text: string, name: string): Reading | AppError {
  const table = tableOf(text, name, ["eventtype", "uniqueid"], layout);
  if (table instanceof AppError) return table;
  const parts: Part[] = [];
  const problems: AppError[] = [];
  for (const { facts, where, cells } of table.rows) {
    const uniqueId = textOf(facts, "uniqueid") ?? "";
    const linkedId = textOf(facts, "linkedid") ?? "";
    const event = textOf(facts, "eventtype") ?? "";
    if (!uniqueIdShape.test(uniqueId))
      problems.push(unreadable(`${where} uniqueid`, "a unique id such as 1772413000.42", uniqueId || cells.join(",")));
    else if (!/^[A-Z_]+$/.test(event))
      problems.push(unreadable(`${where} eventtype`, "an event such as HANGUP", event));
    else
      parts.push({
        partId: `cel ${uniqueId} ${event} ${textOf(facts, "eventtime") ?? ""}`,
        keys: uniqueIdShape.test(linkedId) ? [uniqueId, linkedId] : [uniqueId],
        facts: { ...facts, ...extraOf(textOf(facts, "eventextra") ?? textOf(facts, "extra")), kind: "cel" },
      });
  }
  return { parts, problems, otherRows: 0 };
}

/** The column `extra` is a JSON object; of a hang-up it names the channel that asked for it. */
function extraOf(text: string | undefined): Record<string, string> {
  try {
    const extra: unknown = JSON.parse(text ?? "{}");
    const source =
      typeof extra === "object" && extra !== null && "hangupsource" in extra ? extra.hangupsource : undefined;
    return typeof source === "string" ? { hangupsource: source } : {};
  } catch {
    return {};
  }
}
