// Calls that are held, calls that were erased, and the objects that nothing needs any more.
import { sql } from "kysely";
import type { Runner } from "../database/database.ts";
import { forgetTold } from "../intake/parts-repository.ts";
import { forgetAnswers } from "../model/model-repository.ts";

/** @returns whether it is there and held; undefined where there is no such call. The call is held for this transaction. */
export async function holdStateOf(runner: Runner, id: string): Promise<boolean | undefined> {
  const row = await runner.selectFrom("calls").select("legal_hold").where("id", "=", id).forUpdate().executeTakeFirst();
  return row?.legal_hold;
}

export interface CallHold {
  readonly reason: string;
  readonly heldBy: string;
  readonly heldAt: Date;
}

export async function findHold(runner: Runner, callId: string): Promise<CallHold | undefined> {
  const row = await runner.selectFrom("call_holds").selectAll().where("call_id", "=", callId).executeTakeFirst();
  return row && { reason: row.reason, heldBy: row.held_by, heldAt: row.held_at };
}

export async function holdCall(runner: Runner, callId: string, { reason, heldBy, heldAt }: CallHold): Promise<void> {
  const row = { reason, held_by: heldBy, held_at: heldAt };
  await runner.updateTable("calls").set({ legal_hold: true }).where("id", "=", callId).execute();
  await runner
    .insertInto("call_holds")
    .values({ call_id: callId, ...row })
    .onConflict((conflict) => conflict.column("call_id").doUpdateSet(row))
    .execute();
}

export async function releaseCall(runner: Runner, callId: string): Promise<void> {
  await runner.updateTable("calls").set({ legal_hold: false }).where("id", "=", callId).execute();
  await runner.deleteFrom("call_holds").where("call_id", "=", callId).execute();
}

export interface Erasure {
  readonly callId: string;
  readonly erasedAt: Date;
  readonly cause: "due" | "person";
  readonly erasedBy: string;
}

/**
 * Removes a call with everything that the database holds of it, and notes that it was erased.
 * @param key keyed hash of source and external id
 * @returns the keys of the objects that held something of it
 */
export async function eraseCall(runner: Runner, erasure: Erasure, key: Buffer): Promise<string[]> {
  const { callId, erasedAt, cause, erasedBy } = erasure;
  await forgetAnswers(runner, callId);
  const row = await runner
    .deleteFrom("calls")
    .where("id", "=", callId)
    .returning(["source", "external_id", "recording_key", "playback_key", "peaks_key", "retention_class"])
    .executeTakeFirstOrThrow();
  // What could not be read at first is listed by the name of its file, which may hold a number.
  await runner
    .deleteFrom("unread")
    .where("source", "=", row.source)
    .where(({ eb, fn, val }) => eb(fn<number>("strpos", ["name", val(row.external_id)]), ">", 0))
    .execute();
  await forgetTold(runner, row.source, row.external_id);
  await runner
    .insertInto("erasures")
    .values({
      call_id: callId,
      key,
      erased_at: erasedAt,
      cause,
      erased_by: erasedBy,
      retention_class: row.retention_class,
    })
    .execute();
  return [row.recording_key, row.playback_key, row.peaks_key].filter((object) => object !== null);
}

/** The id that an erased call had. */
export async function findErased(runner: Runner, key: Buffer): Promise<string | undefined> {
  const row = await runner.selectFrom("erasures").select("call_id").where("key", "=", key).executeTakeFirst();
  return row?.call_id;
}

/** Newest first; `before` is the last that was seen. */
export async function listErasures(
  runner: Runner,
  page: { readonly before?: Pick<Erasure, "erasedAt" | "callId"> | undefined; readonly limit: number },
): Promise<(Erasure & { readonly retentionClass: string })[]> {
  const { before, limit } = page;
  const rows = await runner
    .selectFrom("erasures")
    .selectAll()
    .$if(before !== undefined, (query) =>
      query.where(({ eb, refTuple, tuple }) =>
        eb(refTuple("erased_at", "call_id"), "<", tuple(before?.erasedAt ?? new Date(0), before?.callId ?? "")),
      ),
    )
    .orderBy("erased_at", "desc")
    .orderBy("call_id", "desc")
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    callId: row.call_id,
    erasedAt: row.erased_at,
    cause: row.cause,
    erasedBy: row.erased_by,
    retentionClass: row.retention_class,
  }));
}

/**
 * Holds objects until the end of the transaction: who is about to need them, and who removes what nobody needs, go one after the
 * other.
 */
export async function lockObjects(runner: Runner, objectKeys: readonly string[]): Promise<void> {
  // In one order everywhere, so that nobody waits in a circle.
  for (const key of [...new Set(objectKeys)].sort())
    await sql`select pg_advisory_xact_lock(hashtextextended(${`object ${key}`}, 0))`.execute(runner);
}

/** Whether a call that is there needs an object: the same sound may have come with two calls. */
export async function isNeeded(runner: Runner, objectKey: string): Promise<boolean> {
  const row = await runner
    .selectFrom("calls")
    .select("id")
    .where(({ or, eb }) =>
      or([eb("recording_key", "=", objectKey), eb("playback_key", "=", objectKey), eb("peaks_key", "=", objectKey)]),
    )
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}
