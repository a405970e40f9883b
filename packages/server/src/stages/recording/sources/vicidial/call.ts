// Rows of VICIdial's logs that belong to one call → its detail.
import type { Direction } from "@tingheng/domain";
import { known, knownOrNothing } from "@tingheng/formats";
import type { CallDetail, Hangup } from "../call-detail.ts";
import { agreed, baseName, epochMsOf, instantOfClock, instantOfEpoch, textOf } from "../row-reading.ts";
import type { SourceSettings } from "../source-settings.ts";
import type { Facts, Part } from "../telephone-system.ts";

/** `NONE` is common and tells nothing. Whatever is not listed is unknown too. */
const parties: Readonly<Record<string, Hangup["by"]>> = {
  CALLER: "customer",
  ABANDON: "customer",
  AGENT: "agent",
  QUEUETIMEOUT: "system",
  AFTERHOURS: "system",
  HOLDTIME: "system",
  NOAGENT: "system",
  SYSTEM: "system",
};

export function callOfLogs(parts: readonly Part[], settings: SourceSettings): CallDetail {
  const of = (kind: string) => parts.map(({ facts }) => facts).filter((facts) => facts.kind === kind);
  const [recordings, agents] = [of("recording"), of("agent")];
  const calls = [...of("closer"), ...of("dialer")].toSorted(
    (a, b) => (epochMsOf(a, "start_epoch") ?? 0) - (epochMsOf(b, "start_epoch") ?? 0),
  );
  const [first, last] = [calls[0], calls.at(-1)];
  const recording = recordings.length === 1 ? recordings[0] : undefined;
  const recordedFrom = recording && epochMsOf(recording, "start_epoch");
  const talkedFrom = agents.length === 1 && agents[0] ? epochMsOf(agents[0], "talk_epoch") : undefined;
  const zero = recordedFrom ?? talkedFrom;
  const ended = last && epochMsOf(last, "end_epoch");
  const direction = first && directionOf(first);
  const customer = agreed(calls.map((call) => textOf(call, "phone_number")));
  const isNamed = calls.length < 2 || calls.every((call) => textOf(call, "user"));
  const user = isNamed ? agreed([...calls, ...agents, ...recordings].map(userOf)) : undefined;
  const group = agreed([...calls, ...agents].map((row) => textOf(row, "user_group")));
  const hangup =
    last && (calls.length === 1 || calls.every((call) => epochMsOf(call, "start_epoch"))) ? hangupOf(last) : undefined;
  const atMs = ended !== undefined && zero !== undefined && ended >= zero ? ended - zero : undefined;
  const aliases = [...new Set(parts.flatMap((part) => part.keys))].toSorted();
  return {
    source: "vicidial",
    id: idOf(calls, aliases),
    aliases,
    ...known({
      startedAt: startOf([first, recording], settings),
      direction,
      callerNumber: direction === "inbound" ? customer : undefined,
      calledNumber: direction === "outbound" ? customer : undefined,
      queue: direction === "inbound" ? agreed(of("closer").map((call) => textOf(call, "campaign_id"))) : undefined,
      campaign: agreed([...of("dialer"), ...agents].map((row) => textOf(row, "campaign_id"))),
      agent: user === undefined ? undefined : { id: user, ...known({ team: group }) },
      customer: knownOrNothing({ number: customer }),
      timesFrom:
        zero === undefined ? undefined : recordedFrom === undefined ? ("answer" as const) : ("recording" as const),
      hangup: hangup && { ...hangup, ...known({ atMs }) },
      recording: recording && knownOrNothing(recordingOf(recording, recordedFrom, talkedFrom)),
      outcome: knownOrNothing({ disposition: last && textOf(last, "status") }),
    }),
  };
}

const directionOf = (call: Facts): Direction => (call.kind === "closer" ? "inbound" : "outbound");

/** The dialer's own user stands for nobody. */
function userOf(row: Facts): string | undefined {
  const user = textOf(row, "user");
  return user === "VDAD" || user === "VDCL" ? undefined : user;
}

/** How the last of a call's rows ended; a row that does not say it is not replaced by one before it. */
function hangupOf(row: Facts): Hangup | undefined {
  const [raw, status] = [textOf(row, "term_reason"), textOf(row, "status")];
  if (raw === undefined) return undefined;
  if (status === undefined) return { by: "unknown", rule: "vicidial.status-missing", raw };
  if (status === "XFER") return { by: "unknown", rule: "vicidial.transferred", raw };
  return { by: parties[raw] ?? "unknown", rule: `vicidial.term_reason.${raw}`, raw };
}

function recordingOf(row: Facts, recordedFrom: number | undefined, talkedFrom: number | undefined) {
  const uri = textOf(row, "location");
  const name = uri === undefined ? textOf(row, "filename") : baseName(uri);
  const isLate = recordedFrom !== undefined && talkedFrom !== undefined;
  return { name, uri, startOffsetMs: isLate ? recordedFrom - talkedFrom : undefined };
}

function startOf(rows: readonly (Facts | undefined)[], { utcOffset }: SourceSettings): string | undefined {
  for (const row of rows) {
    if (row === undefined) continue;
    const instant = instantOfEpoch(epochMsOf(row, "start_epoch"), utcOffset);
    const clock = textOf(row, "call_date") ?? textOf(row, "start_time");
    const start = instant ?? (clock && instantOfClock(clock, utcOffset));
    if (start) return start;
  }
  return undefined;
}

/** The unique id of the caller's channel, which all logs but the one of recordings know. */
const idOf = (calls: readonly Facts[], aliases: readonly string[]): string =>
  calls.map((call) => textOf(call, "uniqueid")).find((id) => id !== undefined) ??
  aliases.find((id) => id.includes(".")) ??
  aliases[0] ??
  "";
