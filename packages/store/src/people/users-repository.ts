// Users 用户: who they are, what they may do, and what proves that it is they.
import type { Role } from "@tingheng/domain";
import { sql } from "kysely";
import type { Runner } from "../database/database.ts";
import { type User, userOf } from "./user-row.ts";

export interface UserToKeep {
  readonly id: string;
  readonly name: string;
  readonly displayName: string;
  readonly roles: readonly Role[];
  readonly teams: readonly string[];
  readonly agentId: string | undefined;
  readonly email?: string | undefined;
  readonly passwordHash: string | undefined;
  readonly passwordTemporary: boolean;
}

/** What is changed of a user; a field that is missing stays as it is. */
export interface UserChange {
  readonly displayName?: string | undefined;
  readonly roles?: readonly Role[] | undefined;
  readonly teams?: readonly string[] | undefined;
  /** `null` takes it away. */
  readonly agentId?: string | null | undefined;
  /** `null` takes it away. */
  readonly email?: string | null | undefined;
  readonly disabledAt?: Date | null | undefined;
}

/** @returns false where the name is taken */
export async function insertUser(runner: Runner, user: UserToKeep, at: Date): Promise<boolean> {
  const row = await runner
    .insertInto("users")
    .values({
      id: user.id,
      name: user.name,
      display_name: user.displayName,
      roles: [...user.roles],
      teams: [...user.teams],
      agent_id: user.agentId ?? null,
      email: user.email ?? null,
      password_hash: user.passwordHash ?? null,
      password_temporary: user.passwordTemporary,
      created_at: at,
      changed_at: at,
    })
    .onConflict((conflict) => conflict.column("name").doNothing())
    .returning("id")
    .executeTakeFirst();
  return row !== undefined;
}

export async function findUser(runner: Runner, id: string): Promise<User | undefined> {
  const row = await runner.selectFrom("users").selectAll().where("id", "=", id).executeTakeFirst();
  return row && userOf(row);
}

/** The user, held for this transaction. */
export async function findUserForUpdate(runner: Runner, id: string): Promise<User | undefined> {
  const row = await runner.selectFrom("users").selectAll().where("id", "=", id).forUpdate().executeTakeFirst();
  return row && userOf(row);
}

export async function findUserByName(runner: Runner, name: string): Promise<User | undefined> {
  const row = await runner.selectFrom("users").selectAll().where("name", "=", name).executeTakeFirst();
  return row && userOf(row);
}

/** The user with this address, held for this transaction. @param email in lower case */
export async function findUserByEmail(runner: Runner, email: string): Promise<User | undefined> {
  const row = await runner.selectFrom("users").selectAll().where("email", "=", email).forUpdate().executeTakeFirst();
  return row && userOf(row);
}

/** Users by name, from the one after `after`; only those in one of `teams` or with the id `self` where teams are given. */
export async function listUsers(
  runner: Runner,
  seen: { readonly teams: readonly string[]; readonly self: string } | undefined,
  limit: number,
  after?: string,
): Promise<User[]> {
  const rows = await runner
    .selectFrom("users")
    .selectAll()
    .$if(seen !== undefined, (query) =>
      query.where((where) =>
        where.or([
          where("id", "=", seen?.self ?? ""),
          where("teams", "&&", sql<string[]>`${[...(seen?.teams ?? [])]}`),
        ]),
      ),
    )
    .$if(after !== undefined, (query) => query.where("name", ">", after ?? ""))
    .orderBy("name")
    .limit(limit)
    .execute();
  return rows.map(userOf);
}

export async function changeUser(runner: Runner, id: string, change: UserChange, at: Date): Promise<void> {
  await runner
    .updateTable("users")
    .set({
      ...(change.displayName === undefined ? {} : { display_name: change.displayName }),
      ...(change.roles === undefined ? {} : { roles: [...change.roles] }),
      ...(change.teams === undefined ? {} : { teams: [...change.teams] }),
      ...(change.agentId === undefined ? {} : { agent_id: change.agentId }),
      ...(change.email === undefined ? {} : { email: change.email }),
      ...(change.disabledAt === undefined ? {} : { disabled_at: change.disabledAt }),
      changed_at: at,
    })
    .where("id", "=", id)
    .execute();
}

export async function setPassword(
  runner: Runner,
  id: string,
  hash: string,
  temporary: boolean,
  at: Date,
): Promise<void> {
  await runner
    .updateTable("users")
    .set({ password_hash: hash, password_temporary: temporary, changed_at: at })
    .where("id", "=", id)
    .execute();
}

export async function setLoggedIn(runner: Runner, id: string, at: Date): Promise<void> {
  await runner.updateTable("users").set({ logged_in_at: at }).where("id", "=", id).execute();
}

/** Who can run the service without a provider of single sign-on. Held for this transaction where `hold` says so, so that two are not lost at once. */
export async function localAdministrators(runner: Runner, hold = false): Promise<string[]> {
  const query = runner
    .selectFrom("users")
    .select("id")
    .where("roles", "@>", sql<string[]>`array['administrator']`)
    .where("password_hash", "is not", null)
    .where("disabled_at", "is", null)
    .orderBy("id");
  const rows = await (hold ? query.forUpdate() : query).execute();
  return rows.map(({ id }) => id);
}
