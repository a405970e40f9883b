// Who users are at providers of single sign-on 单点登录身份: one user may be several subjects, a subject is one user.
import type { Runner } from "../database/database.ts";
import { type User, userOf } from "./user-row.ts";

/** A person as a provider names them. */
export interface Identity {
  readonly issuer: string;
  readonly subject: string;
}

export interface LinkedIdentity extends Identity {
  readonly linkedAt: Date;
}

/** The user of a provider's subject. */
export async function findUserByIdentity(runner: Runner, { issuer, subject }: Identity): Promise<User | undefined> {
  const row = await runner
    .selectFrom("users")
    .innerJoin("identities", "identities.user_id", "users.id")
    .selectAll("users")
    .where("issuer", "=", issuer)
    .where("subject", "=", subject)
    .executeTakeFirst();
  return row && userOf(row);
}

/** Those of a user, the latest first. */
export async function identitiesOf(runner: Runner, userId: string): Promise<LinkedIdentity[]> {
  const rows = await runner
    .selectFrom("identities")
    .select(["issuer", "subject", "linked_at"])
    .where("user_id", "=", userId)
    .orderBy("linked_at", "desc")
    .orderBy("subject")
    .execute();
  return rows.map(({ linked_at: linkedAt, ...identity }) => ({ ...identity, linkedAt }));
}

/** @returns false where the subject belongs to a user already */
export async function linkIdentity(
  runner: Runner,
  userId: string,
  { issuer, subject }: Identity,
  at: Date,
): Promise<boolean> {
  const row = await runner
    .insertInto("identities")
    .values({ issuer, subject, user_id: userId, linked_at: at })
    .onConflict((conflict) => conflict.columns(["issuer", "subject"]).doNothing())
    .returning("user_id")
    .executeTakeFirst();
  return row !== undefined;
}

/** @returns false where it is none of the user's */
export async function unlinkIdentity(runner: Runner, userId: string, { issuer, subject }: Identity): Promise<boolean> {
  const { numDeletedRows } = await runner
    .deleteFrom("identities")
    .where("user_id", "=", userId)
    .where("issuer", "=", issuer)
    .where("subject", "=", subject)
    .executeTakeFirst();
  return numDeletedRows > 0n;
}
