// A vCon → a call record, by the vCon's own fields alone. What has no field of the record stays in `extra.vcon`.
import { type CallRecord, parseCallRecord, type Turn } from "@tingheng/domain";
import { known, knownOrNothing } from "../../known-fields.ts";
import { speakerFields, speakerOf } from "../../roles.ts";
import { fromSeconds, instantOf } from "../../time-in-call.ts";
import { contentOf } from "./content.ts";
import { readHistory } from "./party-history.ts";
import type { Analysis, Dialog, Party, Vcon } from "./schema.ts";
import { type Naming, turnsOfTranscript } from "./transcript.ts";

export function callOfVcon(vcon: Vcon, utcOffset: string | undefined, where: string): CallRecord {
  const dialogs = vcon.dialog ?? [];
  const talks = dialogs.filter((dialog) => dialog.type !== "transfer");
  const first = talks.find((dialog) => dialog.start);
  const timeInCall = clockFrom(first?.start);
  const agent = vcon.parties.find((party) => roleOf(party) === "agent");
  const customer = vcon.parties.find((party) => roleOf(party) === "customer");
  const direction = directionOf(vcon.parties, first);
  const numbers = { agent: agent?.tel ?? undefined, customer: customer?.tel ?? undefined };
  const recording = talks.find((dialog) => dialog.url);
  const histories = talks.map((dialog) => historyOf(dialog, vcon.parties, timeInCall));
  const draft = {
    startedAt: first?.start ? instantOf(first.start, utcOffset) : undefined,
    direction,
    callerNumber: direction && (direction === "inbound" ? numbers.customer : numbers.agent),
    calledNumber: direction && (direction === "inbound" ? numbers.agent : numbers.customer),
    agent: agent && knownOrNothing({ name: agent.name ?? undefined }),
    customer: customer && knownOrNothing({ name: customer.name ?? undefined, number: numbers.customer }),
    queue: textIn(first, "skill"),
    campaign: textIn(first, "campaign"),
    holds: filled(histories.flatMap((history) => history?.holds ?? [])),
    mutes: filled(histories.flatMap((history) => history?.mutes ?? [])),
    transfers: filled(dialogs.flatMap((dialog) => transferOf(dialog, vcon.parties, timeInCall))),
    hangup: histories.findLast((history) => history)?.hangup,
    recording: recording?.url ? { uri: recording.url } : undefined,
    sound: knownOrNothing({ durationMs: fromSeconds(talks.find((one) => one.duration)?.duration) }),
    turns: turnsOf(vcon, timeInCall, where),
    extra: { vcon: withoutWords(vcon) },
  };
  return parseCallRecord({ version: 1, id: vcon.uuid, source: "vcon", ...known(draft) }, where);
}

/** Transcripts that are read: for each dialog the first. */
export function transcriptsOf(vcon: Vcon): readonly Analysis[] {
  const seen = new Set<string>();
  return (vcon.analysis ?? []).filter((analysis) => {
    const dialog = JSON.stringify(analysis.dialog ?? 0);
    if (!/^(wtf_)?transcript(ion)?$/.test(analysis.type) || seen.has(dialog) || analysis.url !== undefined)
      return false;
    seen.add(dialog);
    return true;
  });
}

export const isText = (dialog: Dialog): boolean => dialog.type === "text" && !dialog.url;

function turnsOf(vcon: Vcon, timeInCall: TimeInCall, where: string): Turn[] | undefined {
  const dialogs = vcon.dialog ?? [];
  const written = dialogs.filter(isText).map((dialog): Turn => {
    const { speaker, speakerLabel } = naming(vcon.parties)(dialog.originator ?? partiesOf(dialog)[0]);
    const body = contentOf(dialog);
    const text = typeof body === "string" ? body : JSON.stringify(body ?? "");
    return known({ speaker, speakerLabel, startMs: dialog.start ? timeInCall(dialog.start) : undefined, text });
  });
  const spoken = transcriptsOf(vcon)
    .filter((analysis) => analysis.body !== undefined)
    .flatMap((analysis) => {
      const dialog = dialogs[[analysis.dialog ?? 0].flat()[0] ?? 0];
      const offsetMs = (dialog?.start ? timeInCall(dialog.start) : undefined) ?? 0;
      return turnsOfTranscript(
        contentOf(analysis),
        offsetMs,
        naming(vcon.parties),
        `${where} $.analysis[${vcon.analysis?.indexOf(analysis)}].body`,
      );
    });
  return filled([...written, ...spoken]);
}

function withoutWords(vcon: Vcon): Vcon {
  const read = new Set(transcriptsOf(vcon));
  return known({
    ...vcon,
    dialog: vcon.dialog?.map((dialog) => (isText(dialog) ? emptied(dialog) : dialog)),
    analysis: vcon.analysis?.map((analysis) => (read.has(analysis) ? emptied(analysis) : analysis)),
  }) as Vcon;
}

/** A body in another coding comes back as plain JSON or text. */
function emptied<T extends { body?: unknown; encoding?: string | null | undefined }>({
  body,
  ...rest
}: T): Omit<T, "body"> {
  return typeof body === "string" && rest.encoding ? { ...rest, encoding: "none" } : rest;
}

type TimeInCall = (instant: string) => number | undefined;

/** An instant without an offset is taken in the same zone as its neighbours: only differences count here. */
function clockFrom(start: string | null | undefined): TimeInCall {
  const epoch = (instant: string) => Date.parse(/(Z|[+-]\d{2}:?\d{2})$/i.test(instant) ? instant : `${instant}Z`);
  const zero = start ? epoch(start) : Number.NaN;
  return (instant) => {
    const ms = epoch(instant) - zero;
    return Number.isNaN(ms) ? undefined : Math.max(0, ms);
  };
}

const roleOf = (party: Party | undefined) => speakerOf(party?.role ?? party?.meta?.role ?? undefined);

/** A label names a party by its index, its name or its number; else it may name a role by itself. */
function naming(parties: readonly Party[]): Naming {
  return (label) => {
    const party =
      typeof label === "number"
        ? parties[label]
        : parties.find((one) => label !== undefined && (one.name === label || one.tel === label));
    const speaker = roleOf(party);
    const name = party?.name ?? party?.tel ?? party?.mailto ?? label;
    if (speaker === "unknown") return speakerFields(name ?? undefined);
    return typeof label === "string" ? { ...speakerFields(label), speaker } : { speaker };
  };
}

function directionOf(parties: readonly Party[], dialog: Dialog | undefined): CallRecord["direction"] {
  const said = dialog?.meta?.direction ?? textIn(dialog, "direction");
  if (said && /^in(bound)?$/i.test(said)) return "inbound";
  if (said && /^out(bound)?$/i.test(said)) return "outbound";
  const caller =
    dialog?.originator === null || dialog?.originator === undefined ? undefined : roleOf(parties[dialog.originator]);
  return caller === "customer" ? "inbound" : caller === "agent" ? "outbound" : undefined;
}

function historyOf(dialog: Dialog, parties: readonly Party[], timeInCall: TimeInCall) {
  if (!dialog.party_history?.length) return undefined;
  return readHistory(dialog.party_history, partiesOf(dialog), timeInCall, (party) => {
    const role = roleOf(parties[party]);
    return role === "agent" || role === "customer" ? role : role === "ivr" ? "system" : "unknown";
  });
}

const partiesOf = (dialog: Dialog): number[] => [dialog.parties ?? []].flat(2);

function transferOf(dialog: Dialog, parties: readonly Party[], timeInCall: TimeInCall) {
  if (dialog.type !== "transfer" || !dialog.start) return [];
  const atMs = timeInCall(dialog.start);
  if (atMs === undefined) return [];
  const target = parties[Number(dialog["transfer-target"] ?? dialog.transfer_target ?? -1)];
  const kind = dialog.consultation === undefined ? ("blind" as const) : ("attended" as const);
  return [known({ kind, atMs, to: target?.tel ?? target?.name ?? undefined })];
}

function textIn(dialog: Dialog | undefined, field: string): string | undefined {
  const value = dialog?.[field];
  return typeof value === "string" && value !== "" ? value : undefined;
}

const filled = <T>(list: T[]): T[] | undefined => (list.length > 0 ? list : undefined);
