// Facts about an installation that have to stay the same from start to start, e.g. the fingerprint of its key.
import type { Runner } from "../database/database.ts";

/** Notes a fact at the first start. @returns what was noted first, which is `value` unless something changed */
export async function noteFact(runner: Runner, name: string, value: string): Promise<string> {
  await runner
    .insertInto("facts")
    .values({ name, value })
    .onConflict((conflict) => conflict.column("name").doNothing())
    .execute();
  return (await findFact(runner, name)) ?? value;
}

export async function findFact(runner: Runner, name: string): Promise<string | undefined> {
  const row = await runner.selectFrom("facts").select("value").where("name", "=", name).executeTakeFirst();
  return row?.value;
}

/** Replaces a fact on purpose, e.g. when recordings are under another key from now on. */
export async function setFact(runner: Runner, name: string, value: string): Promise<void> {
  await runner
    .insertInto("facts")
    .values({ name, value })
    .onConflict((conflict) => conflict.column("name").doUpdateSet({ value }))
    .execute();
}
