// Asterisk without a distribution around it: CDR and CEL as CSV, queue_log, and AMI events for those who keep them.
import { readAmiEvents } from "../asterisk-records/ami-events.ts";
import { callOfAsterisk } from "../asterisk-records/call.ts";
import { readCdr } from "../asterisk-records/cdr.ts";
import { readCel } from "../asterisk-records/cel.ts";
import { readQueueLog } from "../asterisk-records/queue-log.ts";
import type { TelephoneSystem } from "../telephone-system.ts";

const isQueueLog = (name: string) => /queue[_-]?log/i.test(name);
const isCel = (name: string) => /(^|[^a-z])cel(?![a-z]).*\.csv$/i.test(name);
const isAmi = (name: string) => /(^|[^a-z])ami(?![a-z]).*\.(ndjson|jsonl)$/i.test(name);
const isCdr = (name: string) => /(^|[^a-z])(cdr|master)(?![a-z]).*\.csv$/i.test(name);

export const asterisk: TelephoneSystem = {
  id: "asterisk",
  title: { zh: "Asterisk", en: "Asterisk" },
  sideFiles: [
    { kind: "queue-log", title: { zh: "队列日志", en: "queue log" }, matches: isQueueLog },
    { kind: "cel", title: { zh: "通道事件日志", en: "channel event log" }, matches: isCel },
    { kind: "ami", title: { zh: "管理接口事件", en: "manager interface events" }, matches: isAmi },
    { kind: "cdr", title: { zh: "通话详单", en: "call detail records" }, matches: isCdr },
  ],
  namePatterns: ["{uniqueid}.{ext}"],
  read: (text, name) => {
    if (isQueueLog(name)) return readQueueLog(text, name);
    if (isAmi(name)) return readAmiEvents(text, name);
    return isCel(name) ? readCel(text, name) : readCdr(text, name);
  },
  callOf: (parts, settings) => callOfAsterisk("asterisk", parts, settings),
};
