// Asterisk's queue_log: `epoch|call|queue|member|event|parameters…`, one line for each event.
import type { AppError } from "@tingheng/domain";
import { unreadable } from "../row-reading.ts";
import type { Facts, Part, Reading } from "../telephone-system.ts";
import { readEventLines } from "./event-lines.ts";

/** The parameters of the events that tell of a call, in the order of the line. `holdtime` is time spent in the queue. */
const parameters: Readonly<Record<string, readonly string[]>> = {
  ENTERQUEUE: ["url", "callerid", "origposition"],
  DID: ["did"],
  CONNECT: ["holdtime", "bridged", "ringtime"],
  COMPLETEAGENT: ["holdtime", "calltime", "origposition"],
  COMPLETECALLER: ["holdtime", "calltime", "origposition"],
  ABANDON: ["position", "origposition", "waittime"],
  AGENTDUMP: [],
  BLINDTRANSFER: ["extension", "context", "holdtime", "calltime", "origposition"],
  ATTENDEDTRANSFER: ["method", "target", "holdtime", "calltime", "origposition"],
  TRANSFER: ["extension", "context", "holdtime", "calltime", "origposition"],
  EXITEMPTY: ["position", "origposition", "waittime"],
  EXITWITHKEY: ["key", "position", "origposition", "waittime"],
  EXITWITHTIMEOUT: ["position", "origposition", "waittime"],
  RINGNOANSWER: ["ringtime"],
  RINGCANCELED: ["ringtime"],
  SYSCOMPAT: [],
};

/** Events of queues and members, not of calls. */
const others =
  /^(ADDMEMBER|REMOVEMEMBER|AGENTLOGIN|AGENTLOGOFF|AGENTCALLBACKLOGIN|AGENTCALLBACKLOGOFF|CONFIGRELOAD|QUEUESTART|PAUSE|UNPAUSE|PAUSEALL|UNPAUSEALL|PENALTY|RINGINUSE|PAUSEREASON|MEMBERPENALTY)$/;

const expected = "epoch|call|queue|member|event|…";

export function readQueueLog(text: string, name: string): Reading | AppError {
  return readEventLines(text, name, expected, eventOf);
}

function eventOf(line: string, where: string): Part | AppError | undefined {
  const [epoch = "", call = "", queue = "", member = "", event = "", ...values] = line.split("|");
  if (!/^\d{9,11}(\.\d+)?$/.test(epoch) || event === "") return unreadable(where, expected, line);
  const names = parameters[event];
  if (names === undefined)
    return others.test(event) ? undefined : unreadable(`${where} event`, Object.keys(parameters).join(" | "), event);
  if (!/\d+\.\d+$/.test(call)) return unreadable(`${where} call`, "a unique id such as 1772413000.42", call);
  const facts: Facts = {
    kind: "queue",
    epoch,
    call,
    queue,
    member,
    event,
    ...Object.fromEntries(names.flatMap((field, at) => (values[at] ? [[field, values[at]]] : []))),
  };
  return { partId: `queue ${line}`, keys: [call], facts };
}
