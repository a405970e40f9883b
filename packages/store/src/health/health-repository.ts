// What is asked of a database to see how the service is: whether it answers, what waits in it, and for how long.
import { sql } from "kysely";
import type { CallStage } from "../calls/calls-tables.ts";
import type { Database, Runner } from "../database/database.ts";

/** @throws where the database does not answer */
export async function askDatabase({ kysely }: Database): Promise<void> {
  await sql`select 1`.execute(kysely);
}

/** How many calls are in each stage before the last: those that are judged are not counted, there may be millions. */
export async function unjudgedByStage(runner: Runner): Promise<ReadonlyMap<CallStage, number>> {
  const rows = await runner
    .selectFrom("calls")
    .select(({ fn }) => ["stage", fn.countAll<string>().as("count")])
    .where("stage", "<>", "judged")
    .groupBy("stage")
    .execute();
  return new Map(rows.map(({ stage, count }) => [stage, Number(count)]));
}

/** For each queue in which a job could be taken now: since when the oldest one waits. */
export async function oldestWaiting(runner: Runner): Promise<ReadonlyMap<string, Date>> {
  const { rows } = await sql<{ name: string; since: Date }>`
    select name, min(greatest(created_on, start_after)) as since from jobs.job
    where state < 'active' and start_after <= now() group by name`.execute(runner);
  return new Map(rows.map(({ name, since }) => [name, since]));
}

const callsAtOnce = 500;

/** Every call that is being heard or judged, batch by batch: what has to be worked on again where jobs were lost. */
export async function* callsInWork(runner: Runner) {
  for (let after = ""; ; ) {
    const rows = await runner
      .selectFrom("calls")
      .select(["id", "stage", "started_at as startedAt", "recording_key as recordingKey"])
      .where("stage", "in", ["hearing", "judging"])
      .where("id", ">", after)
      .orderBy("id")
      .limit(callsAtOnce)
      .execute();
    if (rows.length === 0) return;
    yield rows.map(({ recordingKey, ...call }) => ({ ...call, recorded: recordingKey !== null }));
    after = rows.at(-1)?.id ?? after;
  }
}

/** Deliveries to receivers that are still to be tried. */
export function waitingDeliveries(runner: Runner): Promise<{ id: string; dueAt: Date }[]> {
  return runner
    .selectFrom("webhook_deliveries")
    .select(["id", "due_at as dueAt"])
    .where("state", "=", "waiting")
    .execute();
}
