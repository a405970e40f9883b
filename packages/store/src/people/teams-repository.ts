// Teams 班组, by the name that calls give them.
import { sql } from "kysely";
import type { Runner } from "../database/database.ts";

export interface Team {
  readonly id: string;
  readonly name: string;
}

/** @param among only these, where they are given */
export async function listTeams(
  runner: Runner,
  limit: number,
  after?: string,
  among?: readonly string[],
): Promise<Team[]> {
  if (among?.length === 0) return [];
  return runner
    .selectFrom("teams")
    .selectAll()
    .$if(after !== undefined, (query) => query.where("id", ">", after ?? ""))
    .$if(among !== undefined, (query) => query.where("id", "in", [...(among ?? [])]))
    .orderBy("id")
    .limit(limit)
    .execute();
}

/** Adds a team or gives it another name. */
export async function putTeam(runner: Runner, team: Team): Promise<void> {
  await runner
    .insertInto("teams")
    .values({ ...team })
    .onConflict((conflict) => conflict.column("id").doUpdateSet({ name: team.name }))
    .execute();
}

/** Adds the teams that are not there yet, named by their id. */
export async function addTeams(runner: Runner, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await runner
    .insertInto("teams")
    .values(ids.map((id) => ({ id, name: id })))
    .onConflict((conflict) => conflict.column("id").doNothing())
    .execute();
}

/** Which of these are no teams; those that are stay until this transaction ends. */
export async function missingTeams(runner: Runner, ids: readonly string[]): Promise<string[]> {
  if (ids.length === 0) return [];
  const rows = await runner
    .selectFrom("teams")
    .select("id")
    .where("id", "in", [...ids])
    .forShare()
    .execute();
  const there = new Set(rows.map(({ id }) => id));
  return ids.filter((id) => !there.has(id));
}

/** @returns whether it was there and nobody was in it; otherwise nothing happens */
export async function removeTeam(runner: Runner, id: string): Promise<"removed" | "in-use" | "missing"> {
  const row = await runner.selectFrom("teams").select("id").where("id", "=", id).forUpdate().executeTakeFirst();
  if (row === undefined) return "missing";
  const user = await runner
    .selectFrom("users")
    .select("id")
    .where("teams", "@>", sql<string[]>`${[id]}::text[]`)
    .limit(1)
    .executeTakeFirst();
  if (user !== undefined) return "in-use";
  await runner.deleteFrom("teams").where("id", "=", id).execute();
  return "removed";
}
