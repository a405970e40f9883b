// What-ifs 试评: a draft against past calls, and what would move call by call. No judgement is written.
import type { Outcome, Proposal } from "@tingheng/domain";
import type { Selectable } from "kysely";
import type { CallPlace } from "../calls/list-calls.ts";
import type { Runner } from "../database/database.ts";
import { moveOn, type Walk, walkOf } from "./walks.ts";
import type { WhatIfsTable } from "./what-if-tables.ts";

export interface WhatIf extends Walk {
  readonly versionId: string;
  readonly standard: string;
  readonly version: string;
  readonly sha256: string;
  /** Drafts of questionnaires that are tried with it. */
  readonly questionnaires: readonly TriedQuestionnaire[];
  readonly limit: number;
  readonly failed: number;
}

export interface TriedQuestionnaire {
  readonly versionId: string;
  readonly id: string;
  readonly version: string;
  readonly sha256: string;
  readonly body: string;
}

export interface WhatIfToMake extends Pick<WhatIf, "id" | "scope" | "filter" | "made" | "limit" | "questionnaires"> {
  readonly draft: {
    readonly id: string;
    readonly standard: string;
    readonly version: string;
    readonly body: string;
    readonly sha256: string;
  };
}

/** A clause whose outcome or points would be others. */
export interface ClauseMove {
  readonly clause: string;
  readonly from: Outcome | "none";
  readonly to: Outcome | "none";
  /** Points under each. */
  readonly before: number;
  readonly after: number;
}

export interface Fine {
  readonly subject: Proposal["subject"];
  readonly currency: string;
  readonly amount: number;
}

/** What a draft would make of one call. */
export interface WhatIfCall {
  readonly callId: string;
  readonly sortAt: Date;
  readonly agentId: string | undefined;
  readonly agentName: string | undefined;
  readonly team: string | undefined;
  readonly beforeVersion: string | undefined;
  readonly beforeScore: number | undefined;
  readonly afterScore: number | undefined;
  readonly beforeFines: readonly Fine[];
  readonly afterFines: readonly Fine[];
  readonly moves: readonly ClauseMove[];
  readonly moved: boolean;
}

export async function insertWhatIf(runner: Runner, one: WhatIfToMake): Promise<void> {
  const { draft } = one;
  await runner
    .insertInto("what_ifs")
    .values({
      id: one.id,
      version_id: draft.id,
      standard_id: draft.standard,
      version: draft.version,
      body: draft.body,
      sha256: draft.sha256,
      questionnaires: JSON.stringify(one.questionnaires),
      scope: JSON.stringify(one.scope),
      filter: JSON.stringify(one.filter),
      call_limit: one.limit,
      state: "queued",
      made_by: one.made.by,
      made_at: one.made.at,
    })
    .execute();
}

export async function findWhatIf(runner: Runner, id: string): Promise<WhatIf | undefined> {
  const row = await runner.selectFrom("what_ifs").select(columns).where("id", "=", id).executeTakeFirst();
  return row && whatIfOf(row);
}

/** The draft's text as it was when the what-if was asked for. */
export async function draftOfWhatIf(runner: Runner, id: string): Promise<string> {
  return (await runner.selectFrom("what_ifs").select("body").where("id", "=", id).executeTakeFirstOrThrow()).body;
}

/** The newest first; from behind the id `after` on. */
export async function listWhatIfs(
  runner: Runner,
  page: { readonly limit: number; readonly after: string | undefined; readonly standard?: string | undefined },
): Promise<WhatIf[]> {
  let query = runner.selectFrom("what_ifs").select(columns).orderBy("id", "desc").limit(page.limit);
  if (page.after !== undefined) query = query.where("id", "<", page.after);
  if (page.standard !== undefined) query = query.where("standard_id", "=", page.standard);
  return (await query.execute()).map(whatIfOf);
}

/**
 * Keeps what a chunk made and moves the what-if on behind it; a chunk that was kept before changes nothing.
 * @param looked calls of the chunk, also those that it made nothing of
 * @returns whether the what-if was where the chunk began
 */
export async function keepWhatIfChunk(
  runner: Runner,
  whatIf: Pick<WhatIf, "id" | "done" | "failed">,
  chunk: {
    readonly looked: readonly CallPlace[];
    readonly calls: readonly WhatIfCall[];
    readonly failed: number;
  },
): Promise<boolean> {
  const { looked, calls, failed } = chunk;
  if (!(await moveOn(runner, "what_ifs", whatIf, { calls: looked.length, last: looked.at(-1) }))) return false;
  if (failed > 0)
    await runner
      .updateTable("what_ifs")
      .set({ failed: whatIf.failed + failed })
      .where("id", "=", whatIf.id)
      .execute();
  if (calls.length > 0)
    await runner
      .insertInto("what_if_calls")
      .values(calls.map((call) => rowOf(whatIf.id, call)))
      .onConflict((conflict) => conflict.columns(["what_if_id", "call_id"]).doNothing())
      .execute();
  return true;
}

/** @returns whether there was such a what-if */
export async function removeWhatIf(runner: Runner, id: string): Promise<boolean> {
  const { numDeletedRows } = await runner.deleteFrom("what_ifs").where("id", "=", id).executeTakeFirst();
  return numDeletedRows > 0n;
}

const columns = [
  ...(["id", "scope", "filter", "state", "total", "done", "cursor_at", "cursor_id", "reason"] as const),
  ...(["made_by", "made_at", "finished_at", "version_id", "standard_id", "version"] as const),
  ...(["sha256", "questionnaires", "call_limit", "failed"] as const),
] as const;

function whatIfOf(row: Omit<Selectable<WhatIfsTable>, "body">): WhatIf {
  return {
    ...walkOf(row),
    versionId: row.version_id,
    standard: row.standard_id,
    version: row.version,
    sha256: row.sha256,
    // Written by `insertWhatIf`.
    questionnaires: row.questionnaires as readonly TriedQuestionnaire[],
    limit: row.call_limit,
    failed: row.failed,
  };
}

function rowOf(whatIfId: string, call: WhatIfCall) {
  return {
    what_if_id: whatIfId,
    call_id: call.callId,
    sort_at: call.sortAt,
    agent_id: call.agentId ?? null,
    agent_name: call.agentName ?? null,
    team: call.team ?? null,
    before_version: call.beforeVersion ?? null,
    before_score: call.beforeScore ?? null,
    after_score: call.afterScore ?? null,
    before_fines: JSON.stringify(call.beforeFines),
    after_fines: JSON.stringify(call.afterFines),
    moves: JSON.stringify(call.moves),
    moved: call.moved,
  };
}
