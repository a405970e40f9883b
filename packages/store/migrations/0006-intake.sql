-- Intake 进件: what watched folders have given out, and what telephone systems told of calls, kept where the rest may still come.

-- A row, leg or event of a telephone system, the newest telling of each.
create table intake_parts (
  source         text not null,
  part_id        text not null,
  -- parts that share one tell of one call
  keys           text[] not null,
  facts          jsonb not null,
  -- ISO 8601, where the source says when it wrote the part
  last_update    text,
  -- the order in which they were told
  told           bigint generated always as identity,
  -- no call has been made of it yet
  open           boolean not null,
  kept_at        timestamptz not null,
  primary key (source, part_id)
);

create index intake_parts_open on intake_parts (source, told) where open;
create index intake_parts_keys on intake_parts using gin (keys);
create index intake_parts_kept on intake_parts (kept_at);

-- Calls of telephone systems: what was told of them last, and which file is their recording.
create table intake_calls (
  source         text not null,
  external_id    text not null,
  -- null where only the recording is known
  detail         jsonb,
  recording      text,
  kept_at        timestamptz not null,
  primary key (source, external_id)
);

-- Every id and file name by which a call may be meant.
create table intake_names (
  source         text not null,
  name           text not null,
  external_id    text not null,
  primary key (source, name, external_id),
  foreign key (source, external_id) references intake_calls (source, external_id) on delete cascade
);

create index intake_names_call on intake_names (source, external_id);

-- Watched folders and prefixes 监视目录: which process looks after them now, and what keeps them from being read.
create table intake_watches (
  name           text primary key,
  leased_by      text,
  leased_until   timestamptz,
  trouble        text
);

-- What is known of their files from round to round.
create table intake_cursors (
  watch          text not null,
  folder         text not null,
  body           jsonb not null,
  primary key (watch, folder)
);
