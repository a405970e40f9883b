// Judgements as they are kept: one in force for each call and standard, older ones beside it, none ever twice.
import type { Judgement } from "@tingheng/domain";
import { sql } from "kysely";
import type { Runner } from "../database/database.ts";
import { unpackJson } from "../packed-json.ts";
import type { PackedJudgement } from "./packed-judgement.ts";

/** What the judge made of one revision of one call. `id`s are for judgements that turn out to be new. */
export interface JudgedCall {
  readonly callId: string;
  readonly revision: number;
  readonly sortAt: Date;
  readonly judgements: readonly { readonly id: string; readonly basis: string; readonly judgement: PackedJudgement }[];
}

/**
 * Keeps judgements and moves their calls to `judged`. Run it in a transaction that holds the calls (`callsOf` with `hold`) and has
 * left out those whose revision has moved on. The same judgement again changes nothing; one that was superseded comes back.
 * Judgements under standards that no longer apply to the call are superseded too.
 */
export async function keepJudgements(runner: Runner, judged: readonly JudgedCall[], at: Date): Promise<void> {
  if (judged.length === 0) return;
  const rows = judged.flatMap((call) => call.judgements.map((one) => judgementRow(call, one, at)));
  const ids = judged.map(({ callId }) => callId);
  await runner
    .updateTable("judgements")
    .set({ superseded_at: at })
    .where("call_id", "in", ids)
    .where("superseded_at", "is", null)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom(comingRows(rows))
            .select(sql`1`.as("one"))
            .whereRef("coming.call_id", "=", "judgements.call_id")
            .whereRef("coming.standard_id", "=", "judgements.standard_id")
            .whereRef("coming.standard_version", "=", "judgements.standard_version")
            .whereRef("coming.call_revision", "=", "judgements.call_revision")
            .whereRef("coming.basis", "=", "judgements.basis"),
        ),
      ),
    )
    .execute();
  if (rows.length > 0) {
    await runner
      .insertInto("judgements")
      .values(rows)
      .onConflict((conflict) =>
        conflict
          .columns(["call_id", "standard_id", "standard_version", "call_revision", "basis"])
          .doUpdateSet({ superseded_at: null })
          .where("judgements.superseded_at", "is not", null),
      )
      .execute();
  }
  await markJudged(runner, judged, at);
}

/** The judgements of a call that are in force, by standard. */
export async function judgementsOf(
  runner: Runner,
  callId: string,
): Promise<{ id: string; judgedAt: Date; judgement: Judgement }[]> {
  const rows = await runner
    .selectFrom("judgements")
    .select(["id", "judged_at", "body"])
    .where("call_id", "=", callId)
    .where("superseded_at", "is", null)
    .orderBy("standard_id")
    .execute();
  return rows.map((row) => ({ id: row.id, judgedAt: row.judged_at, judgement: unpackJson(row.body) as Judgement }));
}

async function markJudged(runner: Runner, judged: readonly JudgedCall[], at: Date): Promise<void> {
  const ids = judged.map(({ callId }) => callId);
  const clauses = (outcome: "violated" | "undetermined") =>
    judged.map(({ judgements }) =>
      JSON.stringify(
        judgements.flatMap(({ judgement }) => judgement[outcome].map((clause) => `${judgement.standardId}/${clause}`)),
      ),
    );
  await sql`
    update calls set stage = 'judged', stage_at = ${at}, stage_reason = null,
      violated = array(select jsonb_array_elements_text(made.violated)),
      undetermined = array(select jsonb_array_elements_text(made.undetermined))
    from (select unnest(${ids}::text[]) as id,
                 unnest(${clauses("violated")}::jsonb[]) as violated,
                 unnest(${clauses("undetermined")}::jsonb[]) as undetermined) as made
    where calls.id = made.id`.execute(runner);
}

function judgementRow(call: JudgedCall, { id, basis, judgement }: JudgedCall["judgements"][number], at: Date) {
  return {
    id,
    call_id: call.callId,
    call_revision: call.revision,
    standard_id: judgement.standardId,
    standard_version: judgement.standardVersion,
    basis,
    judged_at: at,
    superseded_at: null,
    sort_at: call.sortAt,
    applies: judgement.applies,
    score: judgement.score,
    max_score: judgement.maxScore,
    bonus: judgement.bonus,
    fatal: judgement.fatal,
    provisional: judgement.provisional,
    violated: [...judgement.violated],
    undetermined: [...judgement.undetermined],
    proposals: judgement.proposals,
    body: judgement.body,
  };
}

/** The keys of rows that are about to be written, as a table. */
function comingRows(rows: readonly ReturnType<typeof judgementRow>[]) {
  const column = (pick: (row: ReturnType<typeof judgementRow>) => string | number) => rows.map(pick);
  return sql<{ call_id: string; standard_id: string; standard_version: string; call_revision: number; basis: string }>`
    (select unnest(${column((row) => row.call_id)}::text[]) as call_id,
            unnest(${column((row) => row.standard_id)}::text[]) as standard_id,
            unnest(${column((row) => row.standard_version)}::text[]) as standard_version,
            unnest(${column((row) => row.call_revision)}::integer[]) as call_revision,
            unnest(${column((row) => row.basis)}::text[]) as basis)`.as("coming");
}
