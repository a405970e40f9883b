// Rows of people, teams, sessions, keys and logins. Migrations 0003 and 0011 say what each column means.
import type { ColumnType, Generated } from "kysely";

interface TeamsTable {
  id: string;
  name: string;
}

export interface UsersTable {
  id: string;
  name: string;
  display_name: string;
  roles: string[];
  teams: string[];
  agent_id: string | null;
  email: Generated<string | null>;
  password_hash: string | null;
  password_temporary: Generated<boolean>;
  factor_secret: Buffer | null;
  factor_confirmed_at: Date | null;
  /** PostgreSQL gives whole numbers of this size as text. */
  factor_step: ColumnType<string | number, number | undefined, number>;
  disabled_at: Date | null;
  created_at: Date;
  changed_at: Date;
  logged_in_at: Date | null;
}

interface IdentitiesTable {
  issuer: string;
  subject: string;
  user_id: string;
  linked_at: Date;
}

interface RecoveryCodesTable {
  user_id: string;
  code_hash: Buffer;
}

/** How a session was begun. */
export type SessionVia = "password" | "oidc";

export interface SessionsTable {
  id: string;
  token_hash: Buffer;
  user_id: string;
  began_at: Date;
  seen_at: Date;
  ends_at: Date;
  via: SessionVia;
  factor_at: Date | null;
  address: string | null;
  browser: string | null;
}

export interface ApiKeysTable {
  id: string;
  name: string;
  secret_hash: Buffer;
  permissions: string[];
  scope: ColumnType<unknown, string, string>;
  made_by: string;
  made_at: Date;
  expires_at: Date;
  used_at: Date | null;
  revoked_at: Date | null;
}

interface LoginAttemptsTable {
  key: Buffer;
  tried_at: Date[];
  latest_at: Date;
}

interface OidcStatesTable {
  state_hash: Buffer;
  browser_hash: Buffer;
  nonce: string;
  verifier: string;
  return_to: string;
  ends_at: Date;
  link_to: Generated<string | null>;
}

interface SetupTokensTable {
  token_hash: Buffer;
  ends_at: Date;
}

export interface PeopleTables {
  teams: TeamsTable;
  users: UsersTable;
  identities: IdentitiesTable;
  recovery_codes: RecoveryCodesTable;
  sessions: SessionsTable;
  api_keys: ApiKeysTable;
  login_attempts: LoginAttemptsTable;
  oidc_states: OidcStatesTable;
  setup_tokens: SetupTokensTable;
}
