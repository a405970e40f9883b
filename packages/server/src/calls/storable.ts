// What no database keeps as text is told before a call is accepted with others, so that it does not take them down with it.
import { AppError, type CallRecord } from "@tingheng/domain";

/** @throws AppError `input.malformed` where a text of the call holds a NUL */
export function storable<Call extends Partial<CallRecord>>(record: Call): Call {
  if (/(?<!\\)(?:\\\\)*\\u0000/.test(JSON.stringify(record))) {
    throw new AppError("input.malformed", {
      where: record.id?.replaceAll("\u0000", "\\u0000") ?? "call",
      expected: "text without NUL characters",
      found: "\\u0000",
    });
  }
  return record;
}
