-- What-if 试评: a draft tried on past calls before it is published; and judging past calls again.

create table what_ifs (
  id             text primary key,
  version_id     text not null,
  standard_id    text not null,
  version        text not null,
  -- the draft as it was when the trial began
  body           text not null,
  sha256         text not null,
  -- drafts of questionnaires that are tried with it, as they were: [{versionId, id, version, sha256, body}]
  questionnaires jsonb not null default '[]',
  -- whose calls, which of them, and at most how many, the newest first
  scope          jsonb not null,
  filter         jsonb not null,
  call_limit     integer not null,
  state          text not null check (state in ('queued', 'running', 'done', 'failed', 'cancelled')),
  total          integer,
  -- calls that were looked at, and those of them that could not be judged; the last of them is where the walk goes on
  done           integer not null default 0,
  failed         integer not null default 0,
  cursor_at      timestamptz,
  cursor_id      text,
  reason         jsonb,
  made_by        text not null,
  made_at        timestamptz not null,
  finished_at    timestamptz
);

-- What would move, call by call. A call stands here once, however often its chunk is run.
create table what_if_calls (
  what_if_id     text not null references what_ifs (id) on delete cascade,
  call_id        text not null references calls (id) on delete cascade,
  sort_at        timestamptz not null,
  agent_id       text,
  agent_name     text,
  team           text,
  -- null where no version was in force; scores are null where it does not apply
  before_version text,
  before_score   real,
  after_score    real,
  -- [{subject, currency, amount}]
  before_fines   jsonb not null,
  after_fines    jsonb not null,
  -- [{clause, from, to, before, after}]: outcomes and points
  moves          jsonb not null,
  moved          boolean not null,
  primary key (what_if_id, call_id)
);

create index what_if_calls_moved on what_if_calls (what_if_id, sort_at desc, call_id desc) where moved;
create index what_if_calls_call on what_if_calls (call_id);

create table rejudgings (
  id             text primary key,
  scope          jsonb not null,
  filter         jsonb not null,
  state          text not null check (state in ('queued', 'running', 'done', 'failed', 'cancelled')),
  total          integer,
  -- calls that were sent to be judged again
  done           integer not null default 0,
  cursor_at      timestamptz,
  cursor_id      text,
  reason         jsonb,
  made_by        text not null,
  made_at        timestamptz not null,
  finished_at    timestamptz
);
