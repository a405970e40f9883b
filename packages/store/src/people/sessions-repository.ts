// Sessions 会话 of people at browsers. Only a hash of their token is known here.
import type { Selectable } from "kysely";
import type { Runner } from "../database/database.ts";
import type { SessionsTable, SessionVia } from "./people-tables.ts";

export interface Session {
  readonly id: string;
  readonly userId: string;
  readonly beganAt: Date;
  readonly seenAt: Date;
  readonly endsAt: Date;
  readonly via: SessionVia;
  readonly factorAt: Date | undefined;
  readonly address: string | undefined;
  readonly browser: string | undefined;
}

export async function insertSession(runner: Runner, session: Session, tokenHash: Buffer): Promise<void> {
  await runner
    .insertInto("sessions")
    .values({
      id: session.id,
      token_hash: tokenHash,
      user_id: session.userId,
      began_at: session.beganAt,
      seen_at: session.seenAt,
      ends_at: session.endsAt,
      via: session.via,
      factor_at: session.factorAt ?? null,
      address: session.address ?? null,
      browser: session.browser ?? null,
    })
    .execute();
}

export async function findSession(runner: Runner, tokenHash: Buffer): Promise<Session | undefined> {
  const row = await runner.selectFrom("sessions").selectAll().where("token_hash", "=", tokenHash).executeTakeFirst();
  return row && sessionOf(row);
}

/** Sessions of a user, the latest first. */
export async function sessionsOf(runner: Runner, userId: string): Promise<Session[]> {
  const rows = await runner
    .selectFrom("sessions")
    .selectAll()
    .where("user_id", "=", userId)
    .orderBy("began_at", "desc")
    .orderBy("id", "desc")
    .execute();
  return rows.map(sessionOf);
}

export async function setSessionSeen(runner: Runner, id: string, at: Date): Promise<void> {
  await runner.updateTable("sessions").set({ seen_at: at }).where("id", "=", id).execute();
}

/** Gives a session another token; the old one is worth nothing from then on. */
export async function rotateSession(
  runner: Runner,
  id: string,
  tokenHash: Buffer,
  factorAt: Date | undefined,
): Promise<void> {
  await runner
    .updateTable("sessions")
    .set({ token_hash: tokenHash, factor_at: factorAt ?? null })
    .where("id", "=", id)
    .execute();
}

/** @returns whether this user had this session */
export async function endSession(runner: Runner, userId: string, id: string): Promise<boolean> {
  const { numDeletedRows } = await runner
    .deleteFrom("sessions")
    .where("id", "=", id)
    .where("user_id", "=", userId)
    .executeTakeFirst();
  return numDeletedRows > 0n;
}

/** Ends all sessions of a user, but for one. @returns how many */
export async function endSessionsOf(runner: Runner, userId: string, but?: string): Promise<number> {
  const { numDeletedRows } = await runner
    .deleteFrom("sessions")
    .where("user_id", "=", userId)
    .$if(but !== undefined, (query) => query.where("id", "<>", but ?? ""))
    .executeTakeFirst();
  return Number(numDeletedRows);
}

function sessionOf(row: Selectable<SessionsTable>): Session {
  return {
    id: row.id,
    userId: row.user_id,
    beganAt: row.began_at,
    seenAt: row.seen_at,
    endsAt: row.ends_at,
    via: row.via,
    factorAt: row.factor_at ?? undefined,
    address: row.address ?? undefined,
    browser: row.browser ?? undefined,
  };
}
