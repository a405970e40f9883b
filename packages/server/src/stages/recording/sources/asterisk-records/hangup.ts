// Who hung up, by queue_log, by AMI's AgentComplete and by the channel that asked for the hang-up (CEL).
import type { Hangup } from "../call-detail.ts";
import { agreed, epochMsOf, textOf } from "../row-reading.ts";
import type { SourceSettings } from "../source-settings.ts";
import type { Facts } from "../telephone-system.ts";
import { sideOfChannel } from "./channel.ts";

type Verdict = Hangup & { readonly epochMs?: number | undefined };

const byQueueEvent: Readonly<Record<string, Hangup["by"]>> = {
  COMPLETEAGENT: "agent",
  AGENTDUMP: "agent",
  COMPLETECALLER: "customer",
  ABANDON: "customer",
  SYSCOMPAT: "system",
  BLINDTRANSFER: "unknown",
  ATTENDEDTRANSFER: "unknown",
  TRANSFER: "unknown",
};

/** After these the call goes on, in the dialplan or with somebody. */
const goesOn = new Set(["ENTERQUEUE", "CONNECT", "EXITEMPTY", "EXITWITHKEY", "EXITWITHTIMEOUT"]);

/** The last word of the queue, unless the call went on after it. @param events in the order of time */
export function hangupOfQueue(events: readonly Facts[]): Verdict | undefined {
  const last = events.findLast((facts) => {
    const event = textOf(facts, "event") ?? "";
    return event in byQueueEvent || goesOn.has(event);
  });
  const event = last && textOf(last, "event");
  const by = event === undefined ? undefined : byQueueEvent[event];
  if (!last || !event || !by) return undefined;
  return { by, rule: `asterisk.queue-log.${event}`, raw: event, epochMs: epochMsOf(last, "epoch") };
}

export function hangupOfAmi(events: readonly Facts[]): Verdict | undefined {
  const last = events.findLast((facts) => textOf(facts, "Event") === "AgentComplete");
  const raw = last && textOf(last, "Reason");
  if (!last || !raw) return undefined;
  const by = raw === "agent" ? "agent" : raw === "caller" ? "customer" : "unknown";
  return { by, rule: `asterisk.ami.AgentComplete.${raw}`, raw, epochMs: epochMsOf(last, "Timestamp") };
}

/** Every channel must name the same one as the source of its hang-up, and be the only agent's or customer's side. */
export function hangupOfCel(events: readonly Facts[], settings: SourceSettings): Verdict | undefined {
  const real = events.filter((facts) => !/^Local\//.test(textOf(facts, "channame") ?? ""));
  const hangups = real.filter((facts) => textOf(facts, "eventtype") === "HANGUP");
  const channels = new Set(real.map((facts) => textOf(facts, "uniqueid")));
  if (hangups.length === 0) return undefined;
  const raw = [...new Set(hangups.map((facts) => textOf(facts, "hangupsource") ?? ""))].join(", ");
  const unknown = (why: string): Verdict => ({ by: "unknown", rule: `asterisk.cel.${why}`, ...(raw ? { raw } : {}) });
  if (events.some((facts) => /TRANSFER/.test(textOf(facts, "eventtype") ?? ""))) return unknown("transferred");
  const ended = new Set(
    hangups.filter((facts) => textOf(facts, "hangupsource")).map((facts) => textOf(facts, "uniqueid")),
  );
  if ([...channels].some((channel) => !ended.has(channel))) return unknown("channel-without-source");
  const source = agreed(hangups.map((facts) => textOf(facts, "hangupsource")));
  if (source === undefined) return unknown("sources-differ");
  const by = sideOfChannel(source, settings);
  const others = real.some((facts) => sideOfChannel(textOf(facts, "channame"), settings) !== by);
  if (by === undefined || !others) return unknown(by === undefined ? "source-is-neither" : "both-sides-alike");
  const epochMs = hangups[0] && epochMsOf(hangups[0], "eventtime");
  return { by, rule: `asterisk.cel.hangupsource-is-${by}`, raw: source, epochMs };
}

/** What is known beats what is not, but a transfer stays open and two that disagree leave it unknown. */
export function agreedHangup(verdicts: readonly (Verdict | undefined)[]): Verdict | undefined {
  const said = verdicts.filter((verdict) => verdict !== undefined);
  const transferred = said.find((verdict) => verdict.by === "unknown" && /transfer/i.test(verdict.rule));
  const sure = said.filter((verdict) => verdict.by !== "unknown");
  if (transferred) return transferred;
  if (new Set(sure.map((verdict) => verdict.by)).size > 1)
    return { by: "unknown", rule: "asterisk.records-disagree", raw: sure.map((verdict) => verdict.raw).join(" / ") };
  return sure[0] ?? said[0];
}
