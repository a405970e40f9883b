// What came and could not be read 未能读取: listed with its reason until a person has seen to it.
import { sql } from "kysely";
import type { Runner } from "../database/database.ts";

export interface Unread {
  readonly id: string;
  readonly source: string;
  /** File, row, address or upload it came as. */
  readonly name: string;
  /** Code and details of an error. */
  readonly reason: unknown;
  readonly seenAt: Date;
  readonly times: number;
}

/**
 * Notes it once for each source and name, however often it comes; one that was settled is open again.
 * @param how `newsOnly` for what is read again and again as it grows: the same reason at the same place is not noted again
 */
export async function noteUnread(
  runner: Runner,
  unread: Omit<Unread, "times">,
  how: { readonly newsOnly?: boolean } = {},
): Promise<void> {
  const reason = JSON.stringify(unread.reason);
  const isNews =
    how.newsOnly === true ? sql<boolean>`unread.reason is distinct from excluded.reason` : sql<boolean>`true`;
  await runner
    .insertInto("unread")
    .values({
      id: unread.id,
      source: unread.source,
      name: unread.name,
      reason,
      seen_at: unread.seenAt,
      settled_at: null,
    })
    .onConflict((conflict) =>
      conflict
        .columns(["source", "name"])
        .doUpdateSet({ reason, seen_at: unread.seenAt, settled_at: null, times: sql`unread.times + 1` })
        .where(isNews),
    )
    .execute();
}

/** Newest first; from behind `after` on. */
export async function listUnread(
  runner: Runner,
  page: { readonly limit: number; readonly after?: { readonly seenAt: Date; readonly id: string } | undefined },
): Promise<Unread[]> {
  const { limit, after } = page;
  let query = runner
    .selectFrom("unread")
    .select(["id", "source", "name", "reason", "seen_at", "times"])
    .where("settled_at", "is", null);
  if (after !== undefined) query = query.where(sql<boolean>`(seen_at, id) < (${after.seenAt}, ${after.id})`);
  const rows = await query.orderBy("seen_at", "desc").orderBy("id", "desc").limit(limit).execute();
  return rows.map(({ seen_at, ...row }) => ({ ...row, seenAt: seen_at }));
}

/** @returns false where there is no such thing, or somebody has settled it already */
export async function settleUnread(runner: Runner, id: string, at: Date): Promise<boolean> {
  const row = await runner
    .updateTable("unread")
    .set({ settled_at: at })
    .where("id", "=", id)
    .where("settled_at", "is", null)
    .returning("id")
    .executeTakeFirst();
  return row !== undefined;
}
