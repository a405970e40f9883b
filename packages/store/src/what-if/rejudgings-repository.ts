// Rejudgings 重新评判: which past calls are sent to be judged again, and how far that has come.
import type { Runner } from "../database/database.ts";
import { type Walk, walkOf } from "./walks.ts";

export async function insertRejudging(
  runner: Runner,
  one: Pick<Walk, "id" | "scope" | "filter" | "made">,
): Promise<void> {
  const { id, scope, filter, made } = one;
  await runner
    .insertInto("rejudgings")
    .values({
      id,
      scope: JSON.stringify(scope),
      filter: JSON.stringify(filter),
      state: "queued",
      made_by: made.by,
      made_at: made.at,
    })
    .execute();
}

export async function findRejudging(runner: Runner, id: string): Promise<Walk | undefined> {
  const row = await runner.selectFrom("rejudgings").selectAll().where("id", "=", id).executeTakeFirst();
  return row && walkOf(row);
}

/** The newest first; from behind the id `after` on. */
export async function listRejudgings(
  runner: Runner,
  { limit, after }: { readonly limit: number; readonly after: string | undefined },
): Promise<Walk[]> {
  const query = runner.selectFrom("rejudgings").selectAll().orderBy("id", "desc").limit(limit);
  return (await (after === undefined ? query : query.where("id", "<", after)).execute()).map(walkOf);
}
