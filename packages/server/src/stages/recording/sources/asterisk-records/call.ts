// Rows of CDR, queue_log and CEL and events of AMI that belong to one call → its detail.
import type { Direction } from "@tingheng/domain";
import { known, knownOrNothing } from "@tingheng/formats";
import type { CallDetail } from "../call-detail.ts";
import {
  agreed,
  baseName,
  durationMsOf,
  epochMsOf,
  filled,
  instantOfClock,
  instantOfEpoch,
  numberOf,
  textOf,
} from "../row-reading.ts";
import { isExtension, type SourceSettings } from "../source-settings.ts";
import type { Facts, Part } from "../telephone-system.ts";
import { peerOf, sideOfChannel } from "./channel.ts";
import { agreedHangup, hangupOfAmi, hangupOfCel, hangupOfQueue } from "./hangup.ts";

type Records = {
  readonly cdr: readonly Facts[];
  readonly queue: readonly Facts[];
  readonly cel: readonly Facts[];
  readonly ami: readonly Facts[];
};

export function callOfAsterisk(source: string, parts: readonly Part[], settings: SourceSettings): CallDetail {
  const records = recordsOf(parts);
  const { cdr, queue, ami } = records;
  const aliases = aliasesOf(parts);
  const direction = directionOf(records, settings);
  const numbers = numbersOf(records, settings);
  const zero = answerOf(records, settings);
  const hangup = agreedHangup([hangupOfQueue(queue), hangupOfAmi(ami), hangupOfCel(records.cel, settings)]);
  const at = (instant: number | undefined) =>
    instant === undefined || zero === undefined || instant < zero ? undefined : instant - zero;
  const recording = cdr.map((row) => textOf(row, "recordingfile") ?? "").find((name) => name !== "");
  const customer =
    direction === "inbound" ? numbers.callerNumber : direction === "outbound" ? numbers.calledNumber : undefined;
  return {
    source,
    id: aliases[0] ?? "",
    aliases,
    ...known({
      linkedId: agreed([...cdr, ...records.cel].map((row) => textOf(row, "linkedid"))),
      startedAt: startOf(records, settings),
      direction,
      ...numbers,
      queue: agreed(queue.map((event) => textOf(event, "queue"))),
      agent: agentOf(records, direction, settings),
      customer: customer && !isExtension(customer, settings) ? { number: customer } : undefined,
      ring: ringOf(records),
      timesFrom: zero === undefined ? undefined : ("answer" as const),
      holds: filled(holdsOf(ami, settings, at)),
      transfers: filled(transfersOf(queue, at)),
      hangup: hangup && { by: hangup.by, rule: hangup.rule, ...known({ raw: hangup.raw, atMs: at(hangup.epochMs) }) },
      recording: recording ? { name: baseName(recording) } : undefined,
      outcome: knownOrNothing({ disposition: dispositionOf(cdr) }),
    }),
  };
}

function recordsOf(parts: readonly Part[]): Records {
  const of = (kind: string, time: (facts: Facts) => number | string) =>
    parts
      .filter(({ facts }) => facts.kind === kind)
      .map(({ facts }) => facts)
      .toSorted((a, b) => (time(a) < time(b) ? -1 : time(a) > time(b) ? 1 : 0));
  return {
    cdr: of("cdr", (facts) => textOf(facts, "start") ?? textOf(facts, "calldate") ?? ""),
    queue: of("queue", (facts) => numberOf(facts, "epoch") ?? 0),
    cel: of("cel", (facts) => textOf(facts, "eventtime") ?? ""),
    ami: of("ami", (facts) => numberOf(facts, "Timestamp") ?? 0),
  };
}

/** The oldest channel first: it is the one that began the call. The agent's channel may serve many calls, so it is no key. */
function aliasesOf(parts: readonly Part[]): string[] {
  const age = (id: string) => Number(/(\d+)\.\d+$/.exec(id)?.[1] ?? 0) * 1e7 + Number(/\.(\d+)$/.exec(id)?.[1] ?? 0);
  const own = [...new Set(parts.flatMap((part) => part.keys))].toSorted((a, b) => age(a) - age(b));
  const bridged = parts.map(({ facts }) => (facts.kind === "queue" ? textOf(facts, "bridged") : undefined));
  return [...new Set([...own, ...bridged.filter((id) => id !== undefined)])];
}

function directionOf({ cdr, queue }: Records, settings: SourceSettings): Direction | undefined {
  if (queue.some((event) => textOf(event, "event") === "DID")) return "inbound";
  if (cdr.some((row) => textOf(row, "did") || /^from-(trunk|pstn|did)/.test(textOf(row, "dcontext") ?? "")))
    return "inbound";
  if (cdr.some((row) => textOf(row, "outbound_cnum"))) return "outbound";
  return agreed(
    cdr.map((row) => {
      const [from, to] = [textOf(row, "channel"), textOf(row, "dstchannel")].map((one) => sideOfChannel(one, settings));
      if (from === "customer" && to === "agent") return "inbound";
      if (from === "agent" && to) return to === "agent" ? "internal" : "outbound";
      return undefined;
    }),
  );
}

function numbersOf({ cdr, queue }: Records, settings: SourceSettings) {
  const entered = queue.find((event) => textOf(event, "event") === "ENTERQUEUE");
  const did = queue.find((event) => textOf(event, "event") === "DID");
  const first = cdr[0] ?? {};
  const number = (text: string | undefined) => (text !== undefined && /^[+*#]?\d{2,}$/.test(text) ? text : undefined);
  const called = agreed(cdr.map((row) => textOf(row, "did"))) ?? (did && textOf(did, "did"));
  const source = number(textOf(first, "src"));
  const shown = isExtension(source, settings) ? number(textOf(first, "outbound_cnum")) : undefined;
  return known({
    callerNumber: shown ?? source ?? number(entered && textOf(entered, "callerid")),
    calledNumber: number(called) ?? number(textOf(first, "dst")),
  });
}

function startOf({ cdr, queue }: Records, { utcOffset }: SourceSettings): string | undefined {
  const clock = cdr.map((row) => textOf(row, "start") ?? textOf(row, "calldate")).find((text) => text !== undefined);
  if (clock) return instantOfClock(clock, utcOffset);
  const entered = queue.find((event) => textOf(event, "event") === "ENTERQUEUE");
  return instantOfEpoch(entered && epochMsOf(entered, "epoch"), utcOffset);
}

/** The one agent who talked. Where several did, it is for a person to say whose call it is. */
function agentOf({ cdr, queue, ami }: Records, direction: Direction | undefined, settings: SourceSettings) {
  const connects = queue.filter((event) => textOf(event, "event") === "CONNECT");
  const members = [
    ...connects.map((event) => textOf(event, "member")),
    ...ami.filter((event) => textOf(event, "Event") === "AgentConnect").map((event) => textOf(event, "Interface")),
  ];
  const answered = cdr.filter((row) => textOf(row, "disposition") === "ANSWERED");
  const field = direction === "outbound" ? "channel" : "dstchannel";
  const phones = answered.map((row) => textOf(row, field)).filter((one) => sideOfChannel(one, settings) === "agent");
  const devices = members.length > 0 ? members : phones;
  const device = agreed(devices.map((one) => peerOf(one) ?? one));
  if (device === undefined || (members.length === 0 && direction === "internal")) return undefined;
  return isExtension(device, settings) ? { id: device } : { name: device };
}

/** How long the phone of the agent who took the call rang. Time in the queue is none of it. */
function ringOf({ queue, ami }: Records): { ms: number } | undefined {
  const connects = queue.filter((event) => textOf(event, "event") === "CONNECT");
  const told = connects.length > 0 ? connects : ami.filter((event) => textOf(event, "Event") === "AgentConnect");
  if (told.length !== 1 || told[0] === undefined) return undefined;
  const ms = durationMsOf(told[0], connects.length > 0 ? "ringtime" : "RingTime");
  return ms === undefined ? undefined : { ms };
}

/** When the agent answered, in milliseconds since 1970. A menu or a queue that answered before is not meant. */
function answerOf({ cdr, queue, ami }: Records, { utcOffset }: SourceSettings): number | undefined {
  const agentConnect = ami.find((event) => textOf(event, "Event") === "AgentConnect");
  if (agentConnect) return epochMsOf(agentConnect, "Timestamp");
  const connect = queue.find((event) => textOf(event, "event") === "CONNECT");
  if (connect) return epochMsOf(connect, "epoch");
  const dialled = cdr.find((row) => textOf(row, "disposition") === "ANSWERED" && textOf(row, "lastapp") === "Dial");
  const answer = dialled && instantOfClock(textOf(dialled, "answer") ?? "", utcOffset);
  return cdr.length === 1 && answer ? Date.parse(answer) : undefined;
}

type At = (instant: number | undefined) => number | undefined;

/** Holds that an agent's phone asked for and ended. */
function holdsOf(ami: readonly Facts[], settings: SourceSettings, at: At): { startMs: number; endMs: number }[] {
  const open = new Map<string, number>();
  const holds: { startMs: number; endMs: number }[] = [];
  for (const facts of ami) {
    const event = textOf(facts, "Event");
    const channel = textOf(facts, "Uniqueid") ?? "";
    const atMs = at(epochMsOf(facts, "Timestamp"));
    if (atMs === undefined || sideOfChannel(textOf(facts, "Channel"), settings) !== "agent") continue;
    const startMs = open.get(channel);
    if (event === "Hold") open.set(channel, atMs);
    if (event !== "Unhold" || startMs === undefined) continue;
    holds.push({ startMs, endMs: atMs });
    open.delete(channel);
  }
  return holds;
}

function transfersOf(queue: readonly Facts[], at: At) {
  return queue.flatMap((facts) => {
    const event = textOf(facts, "event");
    const atMs = at(epochMsOf(facts, "epoch"));
    if (atMs === undefined || event === undefined || !event.endsWith("TRANSFER")) return [];
    const kind = event === "BLINDTRANSFER" ? "blind" : event === "ATTENDEDTRANSFER" ? "attended" : "unknown";
    const target = event === "ATTENDEDTRANSFER" ? peerOf(textOf(facts, "target")) : textOf(facts, "extension");
    return [{ kind, atMs, ...known({ to: target }) } as const];
  });
}

const dispositionOf = (cdr: readonly Facts[]): string | undefined =>
  cdr.some((row) => textOf(row, "disposition") === "ANSWERED")
    ? "ANSWERED"
    : agreed(cdr.map((row) => textOf(row, "disposition")));
