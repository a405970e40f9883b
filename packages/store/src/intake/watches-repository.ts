// Watched folders from round to round: who looks after one now, how far it got, what is wrong with it.
import type { Runner } from "../database/database.ts";

/** @returns whether the watch is ours until then */
export async function leaseWatch(
  runner: Runner,
  lease: { readonly watch: string; readonly owner: string; readonly now: Date; readonly until: Date },
): Promise<boolean> {
  const { watch, owner, now, until } = lease;
  const row = await runner
    .insertInto("intake_watches")
    .values({ name: watch, leased_by: owner, leased_until: until, trouble: null })
    .onConflict((conflict) =>
      conflict
        .column("name")
        .doUpdateSet({ leased_by: owner, leased_until: until })
        .where(({ or, eb }) =>
          or([
            eb("intake_watches.leased_by", "is", null),
            eb("intake_watches.leased_by", "=", owner),
            eb("intake_watches.leased_until", "<", now),
          ]),
        ),
    )
    .returning("name")
    .executeTakeFirst();
  return row !== undefined;
}

export async function releaseWatch(runner: Runner, watch: string, owner: string): Promise<void> {
  await runner
    .updateTable("intake_watches")
    .set({ leased_by: null, leased_until: null })
    .where("name", "=", watch)
    .where("leased_by", "=", owner)
    .execute();
}

/** @returns whether this is news */
export async function noteTrouble(runner: Runner, watch: string, trouble: string | undefined): Promise<boolean> {
  const row = await runner
    .insertInto("intake_watches")
    .values({ name: watch, leased_by: null, leased_until: null, trouble: trouble ?? null })
    .onConflict((conflict) =>
      conflict
        .column("name")
        .doUpdateSet({ trouble: trouble ?? null })
        .where("intake_watches.trouble", "is distinct from", trouble ?? null),
    )
    .returning("name")
    .executeTakeFirst();
  return row !== undefined;
}

/** By folder. */
export async function readCursor(runner: Runner, watch: string): Promise<ReadonlyMap<string, unknown>> {
  const rows = await runner
    .selectFrom("intake_cursors")
    .select(["folder", "body"])
    .where("watch", "=", watch)
    .execute();
  return new Map(rows.map(({ folder, body }) => [folder, body]));
}

/** Folders whose body is undefined are gone. */
export async function keepCursor(
  runner: Runner,
  watch: string,
  changed: ReadonlyMap<string, object | undefined>,
): Promise<void> {
  for (const [folder, body] of changed) {
    if (body === undefined) {
      await runner.deleteFrom("intake_cursors").where("watch", "=", watch).where("folder", "=", folder).execute();
      continue;
    }
    const text = JSON.stringify(body);
    await runner
      .insertInto("intake_cursors")
      .values({ watch, folder, body: text })
      .onConflict((conflict) => conflict.columns(["watch", "folder"]).doUpdateSet({ body: text }))
      .execute();
  }
}
