-- People 人员: users, teams, sessions, keys of machines, and what logging in needs for a few minutes.

create table teams (
  -- as calls name it
  id             text primary key,
  name           text not null
);

create table users (
  id             text primary key,
  -- what is typed at the login, in lower case
  name           text not null unique,
  display_name   text not null,
  roles          text[] not null,
  teams          text[] not null,
  -- the agent whose calls are this person's own
  agent_id       text,
  -- PHC string; null for people who come by single sign-on only
  password_hash  text,
  -- set by somebody else, to be changed at the first login
  password_temporary boolean not null default false,
  -- secret of the second factor, encrypted
  factor_secret  bytea,
  factor_confirmed_at timestamptz,
  -- the latest time step whose code was used, so that no code is used twice
  factor_step    bigint not null default 0,
  disabled_at    timestamptz,
  created_at     timestamptz not null,
  changed_at     timestamptz not null,
  logged_in_at   timestamptz
);

create index users_teams on users using gin (teams);

-- Who a person is at a provider of single sign-on.
create table identities (
  issuer         text not null,
  subject        text not null,
  user_id        text not null references users (id) on delete cascade,
  linked_at      timestamptz not null,
  primary key (issuer, subject)
);

create table recovery_codes (
  user_id        text not null references users (id) on delete cascade,
  code_hash      bytea not null,
  primary key (user_id, code_hash)
);

create table sessions (
  id             text primary key,
  token_hash     bytea not null unique,
  user_id        text not null references users (id) on delete cascade,
  began_at       timestamptz not null,
  seen_at        timestamptz not null,
  ends_at        timestamptz not null,
  -- password, or single sign-on
  via            text not null check (via in ('password', 'oidc')),
  -- when the second factor was given in this session
  factor_at      timestamptz,
  address        text,
  browser        text
);

create index sessions_user on sessions (user_id);
create index sessions_ends on sessions (ends_at);

create table api_keys (
  id             text primary key,
  name           text not null,
  secret_hash    bytea not null,
  permissions    text[] not null,
  scope          jsonb not null,
  made_by        text not null,
  made_at        timestamptz not null,
  expires_at     timestamptz not null,
  used_at        timestamptz,
  revoked_at     timestamptz
);

-- Tries at a password or code that lie within the last minutes, by a hash of whose they are.
create table login_attempts (
  key            bytea primary key,
  tried_at       timestamptz[] not null,
  latest_at      timestamptz not null
);

create index login_attempts_latest on login_attempts (latest_at);

-- Logins by single sign-on that are under way.
create table oidc_states (
  state_hash     bytea primary key,
  -- hash of the cookie of the browser that began it
  browser_hash   bytea not null,
  nonce          text not null,
  verifier       text not null,
  return_to      text not null,
  ends_at        timestamptz not null
);

-- One-time tokens with which the first administrator is made.
create table setup_tokens (
  token_hash     bytea primary key,
  ends_at        timestamptz not null
);
