// Walks over past calls: begun, moved on chunk by chunk in the transaction of what the chunk made, ended once.
import type { Scope } from "@tingheng/domain";
import { type Selectable, sql } from "kysely";
import { all, type CallFilter, partsOf } from "../calls/call-filter.ts";
import { type CallPlace, placesOfCalls } from "../calls/list-calls.ts";
import type { Runner } from "../database/database.ts";
import type { Deed } from "../standards/standards-repository.ts";
import type { RejudgingsTable, WalkState } from "./what-if-tables.ts";

/** Which past calls; times as ISO 8601. */
export interface PastCalls {
  readonly agent?: string | undefined;
  readonly team?: string | undefined;
  readonly queue?: string | undefined;
  readonly campaign?: string | undefined;
  readonly direction?: string | undefined;
  /** Judged under it. */
  readonly standard?: string | undefined;
  readonly from?: string | undefined;
  /** Not included. */
  readonly before?: string | undefined;
}

export interface Walk {
  readonly id: string;
  readonly scope: Scope;
  readonly filter: PastCalls;
  readonly state: WalkState;
  readonly total: number | undefined;
  readonly done: number;
  readonly after: CallPlace | undefined;
  readonly reason: unknown;
  readonly made: Deed;
  readonly finishedAt: Date | undefined;
}

export type WalkTable = "what_ifs" | "rejudgings";

/** The next calls of a walk, at most `limit`. */
export async function nextPastCalls(
  runner: Runner,
  { scope, filter, after }: Pick<Walk, "scope" | "filter" | "after">,
  limit: number,
): Promise<CallPlace[]> {
  const places = await placesOfCalls(runner, { scope, filter: callFilter(filter), order: "newest", limit, after });
  return places.slice(0, limit);
}

/** How many calls a walk has in front of it when it begins. */
export async function countPastCalls(runner: Runner, scope: Scope, filter: PastCalls): Promise<number> {
  const { walked, range, calls, judgement } = partsOf(scope, callFilter(filter));
  const judged =
    judgement === undefined
      ? []
      : [
          sql<boolean>`exists (select 1 from judgements j where j.call_id = c.id and j.standard_id = ${judgement.standard}
            and j.superseded_at is null and j.applies)`,
        ];
  const conditions = [...(walked === undefined ? [] : [walked]), ...range, ...calls, ...judged];
  const { rows } = await sql<{ count: string | number }>`
    select count(*) as count from calls c where ${all(conditions)}`.execute(runner);
  return Number(rows[0]?.count ?? 0);
}

/** @returns whether it was still to be begun */
export async function beginWalk(runner: Runner, table: WalkTable, id: string, total: number): Promise<boolean> {
  const { numUpdatedRows } = await runner
    .updateTable(table)
    .set({ state: "running", total })
    .where("id", "=", id)
    .where("state", "=", "queued")
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/**
 * Moves a walk on behind a chunk. Run it first in the transaction that keeps what the chunk made.
 * @returns false where the walk is no longer where the chunk began: somebody else has run it, or it was cancelled
 */
export async function moveOn(
  runner: Runner,
  table: WalkTable,
  walk: Pick<Walk, "id" | "done">,
  chunk: { readonly calls: number; readonly last: CallPlace | undefined },
): Promise<boolean> {
  const { calls, last } = chunk;
  const { numUpdatedRows } = await runner
    .updateTable(table)
    .set({ done: walk.done + calls })
    .$if(last !== undefined, (query) => query.set({ cursor_at: last?.sortAt ?? null, cursor_id: last?.id ?? null }))
    .where("id", "=", walk.id)
    .where("state", "=", "running")
    .where("done", "=", walk.done)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** @returns whether it had not ended before */
export async function endWalk(
  runner: Runner,
  table: WalkTable,
  id: string,
  end: { readonly state: "done" | "failed" | "cancelled"; readonly at: Date; readonly reason?: unknown },
): Promise<boolean> {
  const { numUpdatedRows } = await runner
    .updateTable(table)
    .set({
      state: end.state,
      finished_at: end.at,
      reason: end.reason === undefined ? null : JSON.stringify(end.reason),
    })
    .where("id", "=", id)
    .where("state", "in", ["queued", "running"])
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

export function walkOf(row: Selectable<RejudgingsTable>): Walk {
  return {
    id: row.id,
    // Both written by the store from values that were checked when the walk was asked for.
    scope: row.scope as Scope,
    filter: row.filter as PastCalls,
    state: row.state,
    total: row.total ?? undefined,
    done: row.done,
    after: row.cursor_at === null || row.cursor_id === null ? undefined : { id: row.cursor_id, sortAt: row.cursor_at },
    reason: row.reason ?? undefined,
    made: { by: row.made_by, at: row.made_at },
    finishedAt: row.finished_at ?? undefined,
  };
}

function callFilter({ from, before, ...filter }: PastCalls): CallFilter {
  return {
    ...filter,
    stage: "judged",
    from: from === undefined ? undefined : new Date(from),
    before: before === undefined ? undefined : new Date(before),
  };
}
