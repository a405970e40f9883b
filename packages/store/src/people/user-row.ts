// A user as a row tells them.
import type { Role } from "@tingheng/domain";
import type { Selectable } from "kysely";
import type { UsersTable } from "./people-tables.ts";

export interface User {
  readonly id: string;
  readonly name: string;
  readonly displayName: string;
  readonly roles: readonly Role[];
  readonly teams: readonly string[];
  readonly agentId: string | undefined;
  /** In lower case. */
  readonly email: string | undefined;
  readonly passwordHash: string | undefined;
  readonly passwordTemporary: boolean;
  /** Encrypted. */
  readonly factorSecret: Buffer | undefined;
  readonly factorConfirmedAt: Date | undefined;
  readonly disabledAt: Date | undefined;
  readonly createdAt: Date;
  readonly loggedInAt: Date | undefined;
}

export function userOf(row: Selectable<UsersTable>): User {
  return {
    id: row.id,
    name: row.name,
    displayName: row.display_name,
    // Written from a parsed request or a checked setting.
    roles: row.roles as Role[],
    teams: row.teams,
    agentId: row.agent_id ?? undefined,
    email: row.email ?? undefined,
    passwordHash: row.password_hash ?? undefined,
    passwordTemporary: row.password_temporary,
    // The embedded database gives plain bytes.
    factorSecret: row.factor_secret === null ? undefined : Buffer.from(row.factor_secret),
    factorConfirmedAt: row.factor_confirmed_at ?? undefined,
    disabledAt: row.disabled_at ?? undefined,
    createdAt: row.created_at,
    loggedInAt: row.logged_in_at ?? undefined,
  };
}
