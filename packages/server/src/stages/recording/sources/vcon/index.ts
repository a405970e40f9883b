// IETF vCon: read by the format of that name; here only what telephony tells is kept, with the rule behind a verdict.
import { type AppError, CallRecord } from "@tingheng/domain";
import { known, knownOrNothing, readCalls } from "@tingheng/formats";
import type { CallDetail, Hangup } from "../call-detail.ts";
import { baseName, filled, unreadable } from "../row-reading.ts";
import type { Part, Reading, TelephoneSystem } from "../telephone-system.ts";

export const vconContainer: TelephoneSystem = {
  id: "vcon",
  title: { zh: "vCon 对话容器", en: "IETF vCon" },
  sideFiles: [
    {
      kind: "vcon",
      title: { zh: "对话容器", en: "conversation container" },
      matches: (name) => /\.vcon(\.json)?$/i.test(name),
    },
  ],
  namePatterns: ["{id}.{ext}"],
  read: readVcons,
  callOf: callOfParts,
};

async function readVcons(
  text: string,
  name: string,
  { utcOffset }: { readonly utcOffset: string },
): Promise<Reading | AppError> {
  const parts: Part[] = [];
  const problems: AppError[] = [];
  const bytes = new TextEncoder().encode(text);
  for await (const item of readCalls({ name, bytes }, { format: "vcon", utcOffset })) {
    if (!item.ok) problems.push(item.error);
    else {
      const { turns: _turns, sound: _sound, extra, ...call } = item.call;
      const lastUpdate = updateOf(extra?.vcon);
      const facts = { call, dropped: partiesDropped(extra?.vcon) };
      parts.push({ partId: `vcon ${call.id}`, keys: [call.id], facts, ...(lastUpdate ? { lastUpdate } : {}) });
    }
  }
  return parts.length === 0 && problems[0] ? problems[0] : { parts, problems, otherRows: 0 };
}

function updateOf(vcon: unknown): string | undefined {
  const { updated_at: updated, created_at: created } = (vcon ?? {}) as Readonly<Record<string, unknown>>;
  const instant = updated ?? created;
  return typeof instant === "string" && !Number.isNaN(Date.parse(instant)) ? instant : undefined;
}

/** How many parties are told to have left, in the last dialog that has a history. */
function partiesDropped(vcon: unknown): number | undefined {
  const { dialog } = (vcon ?? {}) as {
    readonly dialog?: readonly { readonly party_history?: readonly PartyEvent[] }[];
  };
  const history = dialog?.findLast((one) => (one.party_history ?? []).length > 0)?.party_history;
  return history && new Set(history.filter(({ event }) => event === "drop").map(({ party }) => party)).size;
}

type PartyEvent = { readonly party?: number; readonly event?: string };

function callOfParts(parts: readonly Part[]): CallDetail {
  const part = parts.at(-1);
  const read = CallRecord.safeParse(part?.facts.call);
  if (!read.success) throw unreadable(part?.partId ?? "vcon", "a call record", part?.facts.call);
  const { version: _version, recording, hangup, ring, holds, mutes, transfers, agent, customer, ...call } = read.data;
  const uri = recording?.uri;
  return {
    source: "vcon",
    id: call.id,
    aliases: [call.id],
    ...known({
      lastUpdate: part?.lastUpdate,
      startedAt: call.startedAt,
      direction: call.direction,
      callerNumber: call.callerNumber,
      calledNumber: call.calledNumber,
      queue: call.queue,
      campaign: call.campaign,
      agent: agent && knownOrNothing({ id: agent.id, name: agent.name }),
      customer: customer && knownOrNothing({ name: customer.name, number: customer.number }),
      ring: ring && knownOrNothing({ ms: ring.ms, count: ring.count }),
      timesFrom: "recording" as const,
      holds: filled(holds ?? []),
      mutes: filled(mutes ?? []),
      transfers: filled((transfers ?? []).map(({ kind, atMs, to }) => ({ kind, atMs, ...known({ to }) }))),
      hangup: hangup && hangupOf(hangup, part?.facts.dropped),
      recording: uri === undefined ? undefined : { uri, name: baseName(uri) },
    }),
  };
}

/** The first of the final two to leave has hung up; where only one is told to have left, the other may have left before. */
function hangupOf(hangup: NonNullable<CallRecord["hangup"]>, dropped: unknown): Hangup {
  const rest = known({ raw: hangup.raw, atMs: hangup.atMs });
  if (typeof dropped !== "number" || dropped < 2) return { by: "unknown", rule: "vcon.only-one-drop-told", ...rest };
  return { by: hangup.by, rule: "vcon.first-of-the-final-two-drops", ...rest };
}
