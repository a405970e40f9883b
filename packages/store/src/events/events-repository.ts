// Events as they are kept: written with what happened, read in the order in which they became visible to everybody.
import type { EventData, EventKind } from "@tingheng/domain";
import { sql } from "kysely";
import type { Runner } from "../database/database.ts";

export interface EventToKeep {
  readonly id: string;
  readonly kind: EventKind;
  readonly subject: string;
  readonly agentId?: string | undefined;
  readonly team?: string | undefined;
  readonly data: EventData;
}

/** Where in the order an event stands. Opaque to whoever follows. */
export type EventPosition = `${bigint}-${bigint}`;

export interface KeptEvent extends EventToKeep {
  readonly at: Date;
  readonly position: EventPosition;
}

/**
 * Run it in the transaction of what happened.
 * @returns the webhook deliveries that are due now
 */
export async function keepEvents(
  runner: Runner,
  events: readonly EventToKeep[],
  at: Date,
): Promise<{ id: string; subject: string }[]> {
  if (events.length === 0) return [];
  const { rows } = await sql<{ id: string; subject: string }>`
    with coming as (
      select * from jsonb_to_recordset(${JSON.stringify(events)}::jsonb)
        as event (id text, kind text, subject text, "agentId" text, team text, data jsonb)
    ), kept as (
      insert into events (id, at, kind, subject, agent_id, team, data)
      select id, ${at}, kind, subject, "agentId", team, data from coming
    )
    insert into webhook_deliveries (id, endpoint_id, event_id, at, kind, subject, data, due_at)
    select 'dlv_' || substr(coming.id, 5) || substr(endpoint.id, 5), endpoint.id, coming.id, ${at}, coming.kind,
      coming.subject, coming.data, ${at}
    from coming join webhook_endpoints endpoint on endpoint.disabled_at is null and coming.kind = any(endpoint.kinds)
    returning id, subject`.execute(runner);
  return rows;
}

/** The position before everything that becomes visible from now on. */
export async function latestPosition(runner: Runner): Promise<EventPosition> {
  const { rows } = await sql<{ xid: string }>`select pg_snapshot_xmin(pg_current_snapshot())::text as xid`.execute(
    runner,
  );
  return `${BigInt(rows[0]?.xid ?? 0)}-0`;
}

export interface EventFilter {
  readonly kinds?: readonly EventKind[] | undefined;
  readonly subject?: string | undefined;
}

/** The next events after a position, none of which can be overtaken any more by one that is written now. */
export async function eventsAfter(
  runner: Runner,
  after: EventPosition,
  limit: number,
  { kinds, subject }: EventFilter = {},
): Promise<KeptEvent[]> {
  const [xid, seq] = after.split("-");
  let query = runner
    .selectFrom("events")
    .select([sql<string>`xid::text`.as("xid"), "seq", "id", "at", "kind", "subject", "agent_id", "team", "data"])
    .where(sql<boolean>`(xid, seq) > (${xid}::xid8, ${seq}::bigint)`)
    .where(sql<boolean>`xid < pg_snapshot_xmin(pg_current_snapshot())`)
    .orderBy(sql`events.xid`)
    .orderBy("seq")
    .limit(limit);
  if (kinds !== undefined) query = query.where("kind", "in", [...kinds]);
  if (subject !== undefined) query = query.where("subject", "=", subject);
  return (await query.execute()).map((row) => ({
    position: `${BigInt(row.xid)}-${BigInt(row.seq)}`,
    id: row.id,
    at: row.at,
    // Written by `keepEvents`, which takes nothing else.
    kind: row.kind as EventKind,
    subject: row.subject,
    agentId: row.agent_id ?? undefined,
    team: row.team ?? undefined,
    data: row.data as EventData,
  }));
}

/** @returns how many are gone */
export async function trimEvents(runner: Runner, before: Date): Promise<number> {
  const { numDeletedRows } = await runner.deleteFrom("events").where("at", "<", before).executeTakeFirst();
  return Number(numDeletedRows);
}
