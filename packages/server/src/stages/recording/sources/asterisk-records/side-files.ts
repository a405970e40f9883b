// Asterisk's own files, told apart by their names wherever they lie.
import type { AppError } from "@tingheng/domain";
import type { Reading, TelephoneSystem } from "../telephone-system.ts";
import { readAmiEvents } from "./ami-events.ts";
import { readCdr } from "./cdr.ts";
import { readCel } from "./cel.ts";
import { readQueueLog } from "./queue-log.ts";

const isQueueLog = (name: string) => /queue[_-]?log/i.test(name);
const isCel = (name: string) => /(^|[^a-z])cel(?![a-z]).*\.csv$/i.test(name);
const isAmi = (name: string) => /(^|[^a-z])ami(?![a-z]).*\.(ndjson|jsonl)$/i.test(name);
const isCdr = (name: string) => /(^|[^a-z])((asterisk)?cdr(db)?|master)(?![a-z]).*\.csv$/i.test(name);

export const asteriskFiles: TelephoneSystem["sideFiles"] = [
  { kind: "queue-log", title: { zh: "队列日志", en: "queue log" }, matches: isQueueLog },
  { kind: "cel", title: { zh: "通道事件日志", en: "channel event log" }, matches: isCel },
  { kind: "ami", title: { zh: "管理接口事件", en: "manager interface events" }, matches: isAmi },
  { kind: "cdr", title: { zh: "通话详单", en: "call detail records" }, matches: isCdr },
];

/** A name that is none of these is read as call detail records. */
export function readAsteriskFile(text: string, name: string): Reading | AppError {
  if (isQueueLog(name)) return readQueueLog(text, name);
  if (isAmi(name)) return readAmiEvents(text, name);
  return isCel(name) ? readCel(text, name) : readCdr(text, name);
}
