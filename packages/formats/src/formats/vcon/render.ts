// A call record → a vCon 0.4.0, in the vCon's own fields as far as they reach.
import type { CallRecord, Turn } from "@tingheng/domain";
import { isObject } from "../../json-shape.ts";
import { known } from "../../known-fields.ts";
import { instantAt } from "../../time-in-call.ts";
import { isText, transcriptsOf } from "./read.ts";
import { Vcon } from "./schema.ts";
import { isUuid, uuidOf } from "./uuid.ts";

const agent = 0;
const customer = 1;

/** A call that came as a vCon goes out as it came, with its words; any other gets a vCon of its own. */
export function vconOfCall(call: CallRecord, now: string | undefined): Vcon {
  const origin = Vcon.safeParse(call.extra?.vcon);
  const vcon = origin.success ? origin.data : freshVcon(call, now);
  const texts = (vcon.dialog ?? []).filter(isText);
  const [written, spoken] = [call.turns?.slice(0, texts.length) ?? [], call.turns?.slice(texts.length) ?? []];
  const [transcript] = transcriptsOf(vcon);
  return known({
    ...vcon,
    dialog: vcon.dialog?.map((dialog) =>
      isText(dialog) ? { ...dialog, body: written[texts.indexOf(dialog)]?.text ?? "" } : dialog,
    ),
    analysis: vcon.analysis?.map((one) => (one === transcript ? { ...one, body: spoken.map(lineOf) } : one)),
  }) as Vcon;
}

function lineOf({ speaker, speakerLabel, startMs, endMs, text, extra }: Turn) {
  const {
    speaker: _speaker,
    party: _party,
    message: _message,
    text: _text,
    start: _start,
    end: _end,
    role: _role,
    ...rest
  } = extra ?? {};
  return known({
    ...rest,
    speaker: speakerLabel ?? (speaker === "unknown" ? undefined : speaker),
    role: speakerLabel !== undefined && speaker !== "unknown" ? speaker : undefined,
    message: text,
    start: startMs === undefined ? undefined : startMs / 1000,
    end: endMs === undefined ? undefined : endMs / 1000,
  });
}

function freshVcon(call: CallRecord, now: string | undefined): Vcon {
  const start = call.startedAt ?? now ?? "1970-01-01T00:00:00Z";
  const inbound = call.direction === "inbound";
  const numbers = inbound ? [call.calledNumber, call.callerNumber] : [call.callerNumber, call.calledNumber];
  const duration = call.sound?.durationMs;
  return known({
    vcon: "0.4.0",
    uuid: isUuid(call.id) ? call.id : uuidOf(call.source, call.id),
    created_at: now ?? start,
    parties: [
      known({ role: "agent", name: call.agent?.name, tel: call.direction && numbers[0] }),
      known({
        role: "customer",
        name: call.customer?.name,
        tel: (call.direction && numbers[1]) ?? call.customer?.number,
      }),
    ],
    dialog: [
      known({
        type: "recording",
        start,
        duration: duration === undefined ? undefined : duration / 1000,
        parties: [agent, customer],
        originator: call.direction === undefined ? undefined : inbound ? customer : agent,
        url: call.recording?.uri,
        skill: call.queue,
        campaign: call.campaign,
        party_history: historyOf(call, start),
      }),
    ],
    analysis: call.turns?.length
      ? [{ type: "transcript", dialog: 0, vendor: "tingheng", schema: "speaker-message", encoding: "json" }]
      : undefined,
  }) as Vcon;
}

function historyOf(call: CallRecord, start: string) {
  const offset = /([+-]\d{2}:\d{2})$/.exec(start)?.[1] ?? "+00:00";
  const at = (ms: number, party: number, event: string) => ({
    party,
    time: instantAt(Date.parse(start) + ms, offset),
    event,
    ms,
  });
  const events = [
    ...(call.holds ?? []).flatMap((span) => [at(span.startMs, customer, "hold"), at(span.endMs, customer, "unhold")]),
    ...(call.mutes ?? []).flatMap((span) => [at(span.startMs, agent, "mute"), at(span.endMs, agent, "unmute")]),
  ];
  const { by, atMs } = call.hangup ?? {};
  if (atMs !== undefined && (by === "agent" || by === "customer"))
    events.push(at(atMs, by === "agent" ? agent : customer, "drop"));
  if (events.length === 0) return undefined;
  return events.toSorted((a, b) => a.ms - b.ms).map(({ ms: _ms, ...event }) => event);
}

export const isVcon = (value: unknown): boolean =>
  isObject(value) && Array.isArray(value.parties) && (typeof value.vcon === "string" || Array.isArray(value.dialog));
