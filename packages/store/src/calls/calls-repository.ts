// Calls as they are kept: saved once for each source and id, grown by newer metadata, moved from stage to stage.
import type { CallRecord } from "@tingheng/domain";
import { type Insertable, type Selectable, sql } from "kysely";
import type { Runner } from "../database/database.ts";
import { packJson, unpackJson } from "../packed-json.ts";
import type { CallStage, CallsTable } from "./calls-tables.ts";
import { pairsOf } from "./words.ts";

/** A call as the pipeline knows it. */
export interface KeptCall {
  readonly id: string;
  readonly revision: number;
  readonly stage: CallStage;
  readonly record: CallRecord;
  readonly receivedAt: Date;
  readonly metadataAt: Date | undefined;
  readonly recordingKey: string | undefined;
  /** Its words and measures were made from its recording here. */
  readonly heard: boolean;
}

/** What is written of a call. `folded` are its words as they are searched; undefined where it has none yet. */
export interface CallToKeep {
  readonly id: string;
  readonly record: CallRecord;
  readonly receivedAt: Date;
  readonly metadataAt: Date | undefined;
  readonly stage: CallStage;
  readonly stageReason?: unknown;
  readonly customerKey: Buffer | undefined;
  readonly recordingKey: string | undefined;
  readonly heard: boolean;
  readonly retentionClass: string;
  readonly deleteAfter: Date | undefined;
  readonly folded: string | undefined;
}

const kept = ["id", "revision", "stage", "record", "received_at", "metadata_at", "recording_key", "heard"] as const;

/** The call of a source's own id, held for this transaction. */
export async function findForUpdate(runner: Runner, source: string, externalId: string): Promise<KeptCall | undefined> {
  const row = await runner
    .selectFrom("calls")
    .select(kept)
    .where("source", "=", source)
    .where("external_id", "=", externalId)
    .forUpdate()
    .executeTakeFirst();
  return row && keptCall(row);
}

export async function findCallNamed(runner: Runner, source: string, externalId: string): Promise<KeptCall | undefined> {
  const row = await runner
    .selectFrom("calls")
    .select(kept)
    .where("source", "=", source)
    .where("external_id", "=", externalId)
    .executeTakeFirst();
  return row && keptCall(row);
}

export async function findCall(runner: Runner, id: string): Promise<KeptCall | undefined> {
  const row = await runner.selectFrom("calls").select(kept).where("id", "=", id).executeTakeFirst();
  return row && keptCall(row);
}

/** The calls of these ids that are there, in no order; held for this transaction where `hold` says so. */
export async function callsOf(runner: Runner, ids: readonly string[], hold = false): Promise<KeptCall[]> {
  if (ids.length === 0) return [];
  const query = runner
    .selectFrom("calls")
    .select(kept)
    .where("id", "in", [...ids]);
  const rows = await (hold ? query.orderBy("id").forUpdate() : query).execute();
  return rows.map(keptCall);
}

/** Calls that have been in one of these stages since before, the longest first; held for this transaction. */
export async function standingCalls(
  runner: Runner,
  stages: readonly CallStage[],
  before: Date,
  limit: number,
): Promise<KeptCall[]> {
  const rows = await runner
    .selectFrom("calls")
    .select(kept)
    .where("stage", "in", [...stages])
    .where("stage_at", "<", before)
    .orderBy("stage_at")
    .limit(limit)
    .forUpdate()
    .skipLocked()
    .execute();
  return rows.map(keptCall);
}

/** @returns false where another writer has kept a call of the same source and id just now */
export async function insertCall(runner: Runner, call: CallToKeep, at: Date): Promise<boolean> {
  const row = await runner
    .insertInto("calls")
    .values({ id: call.id, ...rowOf(call, at) })
    .onConflict((conflict) => conflict.columns(["source", "external_id"]).doNothing())
    .returning("id")
    .executeTakeFirst();
  if (row === undefined) return false;
  await keepWords(runner, call);
  return true;
}

/** Writes a call anew as its next revision. @returns the new revision */
export async function updateCall(runner: Runner, call: CallToKeep, at: Date): Promise<number> {
  const { received_at: _, ...row } = rowOf(call, at);
  const { revision } = await runner
    .updateTable("calls")
    .set({ ...row, revision: sql`revision + 1` })
    .where("id", "=", call.id)
    .returning("revision")
    .executeTakeFirstOrThrow();
  await keepWords(runner, call);
  return revision;
}

/** The reason stays: it says why. */
export async function setStage(runner: Runner, ids: readonly string[], stage: CallStage, at: Date): Promise<void> {
  await runner
    .updateTable("calls")
    .set({ stage, stage_at: at })
    .where("id", "in", [...ids])
    .execute();
}

/** Why the last try of a call failed: an error's code and details. */
export async function setStageReason(runner: Runner, id: string, reason: unknown): Promise<void> {
  await runner
    .updateTable("calls")
    .set({ stage_reason: JSON.stringify(reason) })
    .where("id", "=", id)
    .execute();
}

/**
 * Where what was made of a recording lies: the copy that is played, and its waveform.
 * @returns where that of an earlier hearing lies
 */
export async function setCopies(
  runner: Runner,
  id: string,
  { playback, peaks }: { readonly playback: string | undefined; readonly peaks: string | undefined },
): Promise<string[]> {
  const before = await runner
    .selectFrom("calls")
    .select(["playback_key", "peaks_key"])
    .where("id", "=", id)
    .forUpdate()
    .executeTakeFirst();
  await runner
    .updateTable("calls")
    .set({ playback_key: playback ?? null, peaks_key: peaks ?? null })
    .where("id", "=", id)
    .execute();
  return Object.values(before ?? {}).filter((key): key is string => key !== null && key !== playback && key !== peaks);
}

/** Removes a call with its words and judgements. @returns the keys of what lay outside the database */
export async function removeCall(runner: Runner, id: string): Promise<string[]> {
  const row = await runner
    .deleteFrom("calls")
    .where("id", "=", id)
    .returning(["recording_key", "playback_key", "peaks_key"])
    .executeTakeFirst();
  return Object.values(row ?? {}).filter((key) => key !== null);
}

async function keepWords(runner: Runner, { id, record, receivedAt, folded }: CallToKeep): Promise<void> {
  if (folded === undefined) {
    await runner.deleteFrom("call_words").where("call_id", "=", id).execute();
    return;
  }
  const row = {
    sort_at: sortAt(record, receivedAt),
    agent_id: record.agent?.id ?? null,
    team: record.agent?.team ?? null,
    folded,
    pairs: pairsOf(folded),
  };
  await runner
    .insertInto("call_words")
    .values({ call_id: id, ...row })
    .onConflict((conflict) => conflict.column("call_id").doUpdateSet(row))
    .execute();
}

function rowOf(call: CallToKeep, at: Date): Omit<Insertable<CallsTable>, "id"> {
  const { record } = call;
  return {
    source: record.source,
    external_id: record.id,
    linked_id: record.linkedId ?? null,
    direction: record.direction ?? null,
    started_at: startedAt(record) ?? null,
    received_at: call.receivedAt,
    sort_at: sortAt(record, call.receivedAt),
    agent_id: record.agent?.id ?? null,
    agent_name: record.agent?.name ?? null,
    team: record.agent?.team ?? null,
    desk: record.agent?.desk ?? null,
    queue: record.queue ?? null,
    campaign: record.campaign ?? null,
    duration_ms: durationOf(record) ?? null,
    customer_key: call.customerKey ?? null,
    metadata_at: call.metadataAt ?? null,
    stage: call.stage,
    stage_at: at,
    stage_reason: call.stageReason === undefined ? null : JSON.stringify(call.stageReason),
    record: packJson(record),
    heard: call.heard,
    recording_key: call.recordingKey ?? null,
    retention_class: call.retentionClass,
    delete_after: call.deleteAfter ?? null,
  };
}

function keptCall(row: Pick<Selectable<CallsTable>, (typeof kept)[number]>): KeptCall {
  return {
    id: row.id,
    revision: row.revision,
    stage: row.stage,
    // Written by `rowOf` from a record that was parsed when it came.
    record: unpackJson(row.record) as CallRecord,
    receivedAt: row.received_at,
    metadataAt: row.metadata_at ?? undefined,
    recordingKey: row.recording_key ?? undefined,
    heard: row.heard,
  };
}

function startedAt({ startedAt: at }: CallRecord): Date | undefined {
  return at === undefined ? undefined : new Date(at);
}

function sortAt(record: CallRecord, receivedAt: Date): Date {
  return startedAt(record) ?? receivedAt;
}

function durationOf({ sound, turns, hangup }: CallRecord): number | undefined {
  return sound?.durationMs ?? hangup?.atMs ?? turns?.findLast(({ endMs }) => endMs !== undefined)?.endMs;
}
