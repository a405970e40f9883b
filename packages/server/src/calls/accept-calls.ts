// Calls come in: kept once for each source and id, grown by what is newer, and sent on to the stage that has to run next. When this
// returns, nothing of them can be lost.
import { type CallRecord, touchedBy, withNewer } from "@tingheng/domain";
import { foldForSearch } from "@tingheng/engine";
import {
  type CallStage,
  type CallToKeep,
  findErased,
  findForUpdate,
  insertCall,
  type KeptCall,
  lockObjects,
  type Runner,
  turnBreak,
  updateCall,
} from "@tingheng/store";
import { type Announcement, announce } from "../events/announce.ts";
import { erasureKey, purposes } from "../retention/keyed-hashes.ts";
import { objectJobs } from "../retention/shared-objects.ts";
import type { Services } from "../services.ts";
import { fetchJob, stageJobs } from "./stage-jobs.ts";
import { takenBack } from "./taken-back.ts";

export interface IncomingCall {
  readonly record: CallRecord;
  /** When the source says that it last changed this; without it, what comes later is newer. */
  readonly metadataAt?: Date;
  /** What the same source told before as a whole; what it does not tell any more is taken back. */
  readonly formerly?: CallRecord;
  /** Where its recording was put (by `withObjects`), with its hash, when it came with one. */
  readonly recording?: { readonly key: string; readonly sha256: string };
}

/** erased: this call was deleted here and is not taken again. */
type Acceptance = "created" | "updated" | "unchanged" | "older" | "erased";

export interface AcceptedCall {
  readonly id: string;
  readonly source: string;
  readonly externalId: string;
  readonly outcome: Acceptance;
  readonly stage: CallStage;
}

/** Calls in the order they were given; the same call twice in one go grows like one that was sent twice. */
export async function acceptCalls(services: Services, incoming: readonly IncomingCall[]): Promise<AcceptedCall[]> {
  return services.database.transaction(async (transaction) => {
    await lockObjects(transaction, incoming.flatMap(objectOf));
    const accepted = new Map<number, Kept>();
    // In one order everywhere, so that two batches never wait for each other.
    const order = [...incoming.keys()].sort((a, b) => compare(keyOf(incoming[a]), keyOf(incoming[b])) || a - b);
    for (const index of order) {
      const one = incoming[index];
      if (one !== undefined) accepted.set(index, await keepCall(services, transaction, one));
    }
    await announce(services, transaction, [...accepted.values()].flatMap(announcementOf));
    return [...accepted].sort(([a], [b]) => a - b).map(([, { call }]) => call);
  });
}

/** One call, in somebody's transaction. */
export async function acceptCall(services: Services, within: Runner, incoming: IncomingCall): Promise<AcceptedCall> {
  await lockObjects(within, objectOf(incoming));
  const kept = await keepCall(services, within, incoming);
  await announce(services, within, announcementOf(kept));
  return kept.call;
}

/** What is about to be needed: see `withObjects`. */
function objectOf({ recording }: IncomingCall): string[] {
  return recording === undefined ? [] : [recording.key];
}

interface Kept {
  readonly call: AcceptedCall;
  readonly record: CallRecord;
}

function announcementOf({ call: { id, outcome, stage }, record }: Kept): Announcement[] {
  if (outcome !== "created" && outcome !== "updated") return [];
  const kind = outcome === "created" ? "call.received" : "call.changed";
  return [{ kind, subject: id, record, data: { stage } }];
}

async function keepCall(services: Services, within: Runner, incoming: IncomingCall): Promise<Kept> {
  const given = withRecording(incoming);
  const kept = await findForUpdate(within, given.source, given.id);
  if (kept !== undefined) return grow(services, within, kept, incoming, given);
  const erased = await findErased(within, erasureKey(services.keyFor(purposes.erasures), given.source, given.id));
  if (erased !== undefined) return outcomeOf({ id: erased, record: given, stage: "setAside" }, "erased");
  const fresh = toKeep(services, { id: services.newId("call"), receivedAt: services.now() }, given, incoming);
  if (!(await insertCall(within, fresh, services.now()))) {
    const other = await findForUpdate(within, given.source, given.id);
    if (other === undefined) throw new Error("a call that was just kept is gone");
    return grow(services, within, other, incoming, given);
  }
  await sendOn(services, within, fresh);
  return outcomeOf(fresh, "created");
}

async function grow(
  services: Services,
  within: Runner,
  kept: KeptCall,
  incoming: IncomingCall,
  given: CallRecord,
): Promise<Kept> {
  if (isOlder(incoming.metadataAt, kept.metadataAt)) return outcomeOf(kept, "older");
  const standing = incoming.formerly === undefined ? kept.record : takenBack(kept.record, incoming.formerly, given);
  const grown = withNewer(standing, given);
  const touched = touchedBy(kept.record, grown);
  const recordingKey = incoming.recording?.key ?? kept.recordingKey;
  if (touched === "nothing" && recordingKey === kept.recordingKey) return outcomeOf(kept, "unchanged");
  const hearAnew = kept.heard && (touched === "recording" || touched === "conversation");
  const record = hearAnew ? withoutHearing(grown) : grown;
  const base = { id: kept.id, receivedAt: kept.receivedAt, recordingKey, heard: kept.heard && !hearAnew };
  const call = toKeep(services, base, record, { ...incoming, record });
  await updateCall(within, call, services.now());
  await sendOn(services, within, call);
  if (kept.recordingKey !== undefined && kept.recordingKey !== recordingKey)
    await services.jobs.send(objectJobs([kept.recordingKey]), within);
  return outcomeOf(call, "updated");
}

/** Which stage comes next for what is known of a call. */
export function nextStage(record: CallRecord, recordingKey: string | undefined): CallStage {
  if (recordingKey !== undefined && record.sound === undefined) return "hearing";
  return record.turns === undefined && record.sound === undefined ? "waiting" : "judging";
}

/** The words of a call as they are searched. */
export function searchedWords({ turns }: CallRecord): string | undefined {
  return turns?.map(({ text }) => foldForSearch(text)).join(turnBreak);
}

/** Everything that was made from the recording goes; what the source said stays. */
function withoutHearing({ turns: _, sound: __, ...rest }: CallRecord): CallRecord {
  return rest;
}

function toKeep(
  services: Services,
  base: {
    readonly id: string;
    readonly receivedAt: Date;
    readonly recordingKey?: string | undefined;
    readonly heard?: boolean;
  },
  record: CallRecord,
  { recording, metadataAt }: IncomingCall,
): CallToKeep {
  const recordingKey = recording?.key ?? base.recordingKey;
  return {
    id: base.id,
    record,
    receivedAt: base.receivedAt,
    metadataAt,
    stage: nextStage(record, recordingKey),
    customerKey: services.customerKey(record),
    recordingKey,
    heard: base.heard ?? false,
    ...services.keepFor(record, base.receivedAt),
    folded: searchedWords(record),
  };
}

async function sendOn(
  { jobs, config, model }: Services,
  within: Runner,
  { id, stage, record, recordingKey }: CallToKeep,
): Promise<void> {
  const { uri } = record.recording ?? {};
  const canFetch = config.fetch_hosts.length > 0 && recordingKey === undefined && /^https?:/iu.test(uri ?? "");
  const fetching = canFetch ? [fetchJob(id, record.startedAt)] : [];
  await jobs.send([...fetching, ...stageJobs({ model }, { id, stage, record })], within);
}

function withRecording({ record, recording }: IncomingCall): CallRecord {
  return recording === undefined ? record : { ...record, recording: { ...record.recording, sha256: recording.sha256 } };
}

function outcomeOf({ id, record, stage }: Pick<KeptCall, "id" | "record" | "stage">, outcome: Acceptance): Kept {
  return { call: { id, source: record.source, externalId: record.id, outcome, stage }, record };
}

function isOlder(newer: Date | undefined, kept: Date | undefined): boolean {
  return newer !== undefined && kept !== undefined && newer.getTime() < kept.getTime();
}

function keyOf(call: IncomingCall | undefined): string {
  return JSON.stringify([call?.record.source, call?.record.id]);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
