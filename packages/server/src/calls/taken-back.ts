// A source that tells a call anew as a whole takes back what it does not tell any more, e.g. the agent when it turns out that two talked.
import type { CallRecord } from "@tingheng/domain";

/**
 * @param before what the source told last time
 * @param now what it tells now
 * @returns what is kept, without what stands there only because the source told it before
 */
export function takenBack(kept: CallRecord, before: CallRecord, now: CallRecord): CallRecord {
  return without(kept, before, now) as CallRecord;
}

function without(kept: Fields, before: Fields, now: Fields): Fields {
  const left = Object.entries(kept).flatMap(([field, value]): [string, unknown][] => {
    const told = before[field];
    const tells = now[field];
    if (told === undefined) return [[field, value]];
    if (isFields(value) && isFields(told)) {
      const rest = without(value, told, isFields(tells) ? tells : {});
      return Object.keys(rest).length > 0 ? [[field, rest]] : [];
    }
    const isTold = tells === undefined && JSON.stringify(value) === JSON.stringify(told);
    return isTold ? [] : [[field, value]];
  });
  return Object.fromEntries(left);
}

type Fields = Readonly<Record<string, unknown>>;

function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
