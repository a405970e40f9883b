// What would move under a draft, added up over the calls that somebody may see.
import type { Scope } from "@tingheng/domain";
import { type RawBuilder, type SqlBool, sql } from "kysely";
import { scopeCondition } from "../calls/call-filter.ts";
import type { CallPlace } from "../calls/list-calls.ts";
import type { Runner } from "../database/database.ts";
import type { ClauseMove, Fine } from "./what-ifs-repository.ts";

export interface Sides<T> {
  readonly before: T;
  readonly after: T;
}

export interface WhatIfSummary {
  readonly calls: number;
  readonly moved: number;
  readonly raised: number;
  readonly lowered: number;
  /** Means over the calls that both apply to. */
  readonly meanScore: Sides<number | undefined>;
  readonly notApplicable: Sides<number>;
  /** Calls by score, in steps of ten from `from` on. */
  readonly histogram: readonly ({ readonly from: number } & Sides<number>)[];
  /** Clauses by outcome before and after; the same outcome stands twice where only the points move. */
  readonly clauses: readonly (Pick<ClauseMove, "clause" | "from" | "to"> & {
    readonly calls: number;
    readonly points: number;
  })[];
  readonly fines: readonly FineSum[];
}

export type FineSum = Pick<Fine, "subject" | "currency"> & Sides<number>;

export interface WhatIfAgent {
  readonly agentId: string;
  readonly agentName: string | undefined;
  readonly team: string | undefined;
  readonly calls: number;
  readonly moved: number;
  readonly meanScore: Sides<number | undefined>;
  readonly fines: readonly FineSum[];
}

export interface WhatIfMovedCall {
  readonly callId: string;
  readonly sortAt: Date;
  readonly agentId: string | undefined;
  readonly agentName: string | undefined;
  readonly team: string | undefined;
  readonly beforeVersion: string | undefined;
  readonly score: Sides<number | undefined>;
  readonly fines: Sides<readonly Fine[]>;
  readonly moves: readonly ClauseMove[];
}

/** Counts come as text from one driver and as numbers from the other. */
type Count = string | number;

export async function summaryOfWhatIf(runner: Runner, id: string, scope: Scope): Promise<WhatIfSummary> {
  const seen = seenBy(id, scope);
  const { rows: counts } = await sql<Record<CountName, Count> & Means>`
    select count(*) as calls, count(*) filter (where moved) as moved,
      count(*) filter (where after_score > before_score) as raised,
      count(*) filter (where after_score < before_score) as lowered,
      count(*) filter (where before_score is null) as none_before,
      count(*) filter (where after_score is null) as none_after,
      ${means}
    from what_if_calls c where ${seen}`.execute(runner);
  const { rows: bands } = await sql<{ band: number; before: Count; after: Count }>`
    select band, count(*) filter (where side = 'before') as before, count(*) filter (where side = 'after') as after
    from what_if_calls c cross join lateral (values
      ('before', (floor(before_score / 10) * 10)::integer), ('after', (floor(after_score / 10) * 10)::integer)
    ) as scores (side, band)
    where ${seen} and band is not null group by band order by band`.execute(runner);
  const { rows: clauses } = await sql<Pick<ClauseMove, "clause" | "from" | "to"> & { calls: Count; points: Count }>`
    select m.clause, m."from", m."to", count(*) as calls, sum(m.after - m.before) as points
    from what_if_calls c cross join lateral jsonb_to_recordset(c.moves)
      as m (clause text, "from" text, "to" text, before numeric, after numeric)
    where ${seen} and c.moved group by 1, 2, 3 order by 1, 2, 3`.execute(runner);
  const [row] = counts;
  return {
    calls: Number(row?.calls),
    moved: Number(row?.moved),
    raised: Number(row?.raised),
    lowered: Number(row?.lowered),
    meanScore: meansOf(row),
    notApplicable: { before: Number(row?.none_before), after: Number(row?.none_after) },
    histogram: bands.map(({ band, before, after }) => ({ from: band, before: Number(before), after: Number(after) })),
    clauses: clauses.map((one) => ({ ...one, calls: Number(one.calls), points: Number(one.points) })),
    fines: (await fineSums(runner, seen)).map(({ agent: _, ...sum }) => sum),
  };
}

/** By the agents' ids; from behind `after` on. Calls without an agent stand under an empty id. */
export async function agentsOfWhatIf(
  runner: Runner,
  id: string,
  scope: Scope,
  { limit, after }: { readonly limit: number; readonly after: string | undefined },
): Promise<WhatIfAgent[]> {
  const seen = seenBy(id, scope);
  const behind = after === undefined ? sql`true` : sql`coalesce(agent_id, '') > ${after}`;
  const { rows } = await sql<
    { agent: string; name: string | null; team: string | null; calls: Count; moved: Count } & Means
  >`
    select coalesce(agent_id, '') as agent, max(agent_name) as name, max(team) as team, count(*) as calls,
      count(*) filter (where moved) as moved, ${means}
    from what_if_calls c where ${seen} and ${behind} group by 1 order by 1 limit ${limit}`.execute(runner);
  const agents = rows.map(({ agent }) => agent);
  const among = sql<SqlBool>`${seen} and coalesce(agent_id, '') = any(${agents}::text[])`;
  const fines = Map.groupBy(await fineSums(runner, among, true), ({ agent }) => agent);
  return rows.map((row) => ({
    agentId: row.agent,
    agentName: row.name ?? undefined,
    team: row.team ?? undefined,
    calls: Number(row.calls),
    moved: Number(row.moved),
    meanScore: meansOf(row),
    fines: (fines.get(row.agent) ?? []).map(({ agent: _, ...sum }) => sum),
  }));
}

/** Calls that would move, the newest first; from behind `after` on. */
export async function movedCallsOfWhatIf(
  runner: Runner,
  id: string,
  scope: Scope,
  { limit, after }: { readonly limit: number; readonly after: CallPlace | undefined },
): Promise<WhatIfMovedCall[]> {
  const rows = await runner
    .selectFrom("what_if_calls as c")
    .selectAll()
    .where(seenBy(id, scope))
    .where("moved", "=", true)
    .$if(after !== undefined, (query) =>
      query.where(sql<SqlBool>`(c.sort_at, c.call_id) < (${after?.sortAt}, ${after?.id})`),
    )
    .orderBy("sort_at", "desc")
    .orderBy("call_id", "desc")
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    callId: row.call_id,
    sortAt: row.sort_at,
    agentId: row.agent_id ?? undefined,
    agentName: row.agent_name ?? undefined,
    team: row.team ?? undefined,
    beforeVersion: row.before_version ?? undefined,
    score: { before: row.before_score ?? undefined, after: row.after_score ?? undefined },
    fines: { before: row.before_fines as Fine[], after: row.after_fines as Fine[] },
    moves: row.moves as ClauseMove[],
  }));
}

type CountName = "calls" | "moved" | "raised" | "lowered" | "none_before" | "none_after";

interface Means {
  readonly mean_before: number | null;
  readonly mean_after: number | null;
}

const both = sql`before_score is not null and after_score is not null`;
const means = sql`(avg(before_score) filter (where ${both}))::real as mean_before,
  (avg(after_score) filter (where ${both}))::real as mean_after`;

function meansOf(row: Means | undefined): Sides<number | undefined> {
  return { before: row?.mean_before ?? undefined, after: row?.mean_after ?? undefined };
}

function seenBy(id: string, scope: Scope): RawBuilder<SqlBool> {
  const condition = scopeCondition(scope);
  const own = sql<SqlBool>`c.what_if_id = ${id}`;
  return condition === undefined ? own : sql<SqlBool>`${own} and ${condition}`;
}

/** `byAgent`: one row for each agent; else all under an empty id. */
async function fineSums(
  runner: Runner,
  seen: RawBuilder<SqlBool>,
  byAgent = false,
): Promise<(FineSum & { readonly agent: string })[]> {
  const { rows } = await sql<{ agent: string; before: Count; after: Count } & Pick<FineSum, "subject" | "currency">>`
    select ${byAgent ? sql`coalesce(c.agent_id, '')` : sql`''::text`} as agent, f.subject, f.currency,
      coalesce(sum(f.amount) filter (where side = 'before'), 0) as before,
      coalesce(sum(f.amount) filter (where side = 'after'), 0) as after
    from what_if_calls c
      cross join lateral (values ('before', c.before_fines), ('after', c.after_fines)) as sides (side, fines)
      cross join lateral jsonb_to_recordset(sides.fines) as f (subject text, currency text, amount numeric)
    where ${seen} group by 1, 2, 3 order by 1, 2, 3`.execute(runner);
  return rows.map((row) => ({ ...row, before: Number(row.before), after: Number(row.after) }));
}
