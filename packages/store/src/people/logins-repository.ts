// Logins 登录 under way: tries at a password, single sign-on between its two halves, the token of the first start.
import type { Runner } from "../database/database.ts";

export interface AttemptLimit {
  readonly most: number;
  readonly windowMs: number;
}

/**
 * Counts a try, unless there were too many within the window. Tries at the same moment wait for each other: run it in a transaction.
 * @returns when the next try may be made; undefined where this one may
 */
export async function tryOnce(runner: Runner, key: Buffer, limit: AttemptLimit, at: Date): Promise<Date | undefined> {
  await runner
    .insertInto("login_attempts")
    .values({ key, tried_at: [], latest_at: at })
    .onConflict((conflict) => conflict.column("key").doNothing())
    .execute();
  const { tried_at: tried } = await runner
    .selectFrom("login_attempts")
    .select("tried_at")
    .where("key", "=", key)
    .forUpdate()
    .executeTakeFirstOrThrow();
  const recent = tried.filter((time) => time.getTime() > at.getTime() - limit.windowMs);
  const oldest = recent.at(-limit.most);
  if (oldest !== undefined) return new Date(oldest.getTime() + limit.windowMs);
  await runner
    .updateTable("login_attempts")
    .set({ tried_at: [...recent, at], latest_at: at })
    .where("key", "=", key)
    .execute();
  return undefined;
}

/** After a login that went well, what was tried before is no sign of an attack. */
export async function forgetAttempts(runner: Runner, key: Buffer): Promise<void> {
  await runner.deleteFrom("login_attempts").where("key", "=", key).execute();
}

export interface OidcState {
  readonly nonce: string;
  readonly verifier: string;
  readonly returnTo: string;
  readonly endsAt: Date;
  /** The user who joins their account to it; undefined where somebody logs in. */
  readonly linkTo: string | undefined;
}

export async function insertOidcState(
  runner: Runner,
  hashes: { readonly state: Buffer; readonly browser: Buffer },
  state: OidcState,
): Promise<void> {
  await runner
    .insertInto("oidc_states")
    .values({
      state_hash: hashes.state,
      browser_hash: hashes.browser,
      nonce: state.nonce,
      verifier: state.verifier,
      return_to: state.returnTo,
      ends_at: state.endsAt,
      link_to: state.linkTo ?? null,
    })
    .execute();
}

/** Takes a login out, so that it is finished once at most, and only by the browser that began it. */
export async function takeOidcState(
  runner: Runner,
  hashes: { readonly state: Buffer; readonly browser: Buffer },
  at: Date,
): Promise<OidcState | undefined> {
  const row = await runner
    .deleteFrom("oidc_states")
    .where("state_hash", "=", hashes.state)
    .where("browser_hash", "=", hashes.browser)
    .where("ends_at", ">", at)
    .returningAll()
    .executeTakeFirst();
  return (
    row && {
      nonce: row.nonce,
      verifier: row.verifier,
      returnTo: row.return_to,
      endsAt: row.ends_at,
      linkTo: row.link_to ?? undefined,
    }
  );
}

export async function insertSetupToken(runner: Runner, hash: Buffer, endsAt: Date): Promise<void> {
  await runner.insertInto("setup_tokens").values({ token_hash: hash, ends_at: endsAt }).execute();
}

/** Takes all such tokens out where `hash` is one of them. */
export async function takeSetupTokens(runner: Runner, hash: Buffer, at: Date): Promise<boolean> {
  const row = await runner
    .deleteFrom("setup_tokens")
    .where("token_hash", "=", hash)
    .where("ends_at", ">", at)
    .returning("token_hash")
    .executeTakeFirst();
  if (row !== undefined) await runner.deleteFrom("setup_tokens").execute();
  return row !== undefined;
}

/** Removes what has ended: sessions, tries, logins never finished. */
export async function sweepLogins(runner: Runner, at: Date, idleBefore: Date): Promise<void> {
  await runner
    .deleteFrom("sessions")
    .where((where) => where.or([where("ends_at", "<=", at), where("seen_at", "<=", idleBefore)]))
    .execute();
  await runner.deleteFrom("oidc_states").where("ends_at", "<=", at).execute();
  await runner.deleteFrom("setup_tokens").where("ends_at", "<=", at).execute();
  await runner
    .deleteFrom("login_attempts")
    .where("latest_at", "<=", new Date(at.getTime() - 3_600_000))
    .execute();
}
