-- Calls 通话, their words for searching, their judgements 评判, and what could not be read.

create table calls (
  id             text primary key,
  source         text not null,
  external_id    text not null,
  linked_id      text,
  direction      text,
  started_at     timestamptz,
  received_at    timestamptz not null,
  -- what lists are ordered by: when the call was, or when it came where that is not known
  sort_at        timestamptz not null,
  agent_id       text,
  agent_name     text,
  team           text,
  desk           text,
  queue          text,
  campaign       text,
  duration_ms    integer,
  -- keyed hash of the customer's number, to find a person's calls without keeping the number in the clear
  customer_key   bytea,
  -- grows with every change of the record; a judgement names the revision it judged
  revision       integer not null default 1,
  -- when the source says that it last changed the metadata; newer wins
  metadata_at    timestamptz,
  stage          text not null check (stage in ('waiting', 'hearing', 'judging', 'judged', 'setAside')),
  stage_at       timestamptz not null,
  -- why a call was set aside or waits: code and details of an error
  stage_reason   jsonb,
  -- the call record, compressed JSON (first byte: how)
  record         bytea not null,
  -- its words and measures were made from its recording here, and are made anew when that changes
  heard          boolean not null default false,
  recording_key  text,
  playback_key   text,
  peaks_key      text,
  -- standard/clause of the judgements in force
  violated       text[] not null default '{}',
  undetermined   text[] not null default '{}',
  retention_class text not null default 'default',
  delete_after   timestamptz,
  legal_hold     boolean not null default false,
  unique (source, external_id)
);

-- Records lie beside the rows, so that a list that walks many rows reads little.
alter table calls alter column record set storage external;
alter table calls set (toast_tuple_target = 1024);

create index calls_sort on calls (sort_at desc, id desc);
create index calls_agent on calls (agent_id, sort_at desc, id desc);
create index calls_team on calls (team, sort_at desc, id desc);
create index calls_queue on calls (queue, sort_at desc, id desc);
create index calls_campaign on calls (campaign, sort_at desc, id desc) where campaign is not null;
create index calls_stage on calls (stage, sort_at desc, id desc) where stage <> 'judged';
create index calls_violated on calls using gin (violated);
create index calls_undetermined on calls using gin (undetermined);
create index calls_customer on calls (customer_key, sort_at desc, id desc) where customer_key is not null;
create index calls_linked on calls (linked_id) where linked_id is not null;
create index calls_delete_after on calls (delete_after) where delete_after is not null and not legal_hold;

-- The words of a call, folded (simplified, half width, lower case), and every two neighbouring characters and every four
-- neighbouring digits of them as one number, so that a word of two characters and a long number are found by an index.
create table call_words (
  call_id        text primary key references calls (id) on delete cascade,
  sort_at        timestamptz not null,
  agent_id       text,
  team           text,
  folded         text not null,
  pairs          integer[] not null
);

-- Words and pairs lie beside the rows: thousands of rows that an index names are then few pages.
alter table call_words alter column call_id set storage main;
alter table call_words set (toast_tuple_target = 160);

create index call_words_pairs on call_words using gin (pairs);

create table judgements (
  id             text primary key,
  call_id        text not null references calls (id) on delete cascade,
  call_revision  integer not null,
  standard_id    text not null,
  standard_version text not null,
  -- what else went into it: the judge's release and the stored answers of a model, as one hash
  basis          text not null,
  judged_at      timestamptz not null,
  superseded_at  timestamptz,
  sort_at        timestamptz not null,
  applies        boolean not null,
  score          real not null,
  max_score      real not null,
  bonus          real not null,
  fatal          boolean not null,
  provisional    boolean not null,
  violated       text[] not null,
  undetermined   text[] not null,
  proposals      integer not null,
  -- the judgement, compressed JSON (first byte: how)
  body           bytea not null
);

-- One judgement in force for each call and standard, and never the same one twice.
create unique index judgements_in_force on judgements (call_id, standard_id) where superseded_at is null;
create unique index judgements_once on judgements (call_id, standard_id, standard_version, call_revision, basis);
create index judgements_standard on judgements (standard_id, sort_at desc, call_id desc)
  include (score, fatal, provisional) where superseded_at is null and applies;
create index judgements_score on judgements (standard_id, score, sort_at, call_id)
  include (fatal, provisional) where superseded_at is null and applies;
create index judgements_fatal on judgements (standard_id, sort_at desc, call_id desc)
  include (score) where superseded_at is null and applies and fatal;

-- What came and could not be read: listed with its reason until a person has seen to it.
create table unread (
  id             text primary key,
  source         text not null,
  -- file, row, address or upload it came as
  name           text not null,
  reason         jsonb not null,
  seen_at        timestamptz not null,
  times          integer not null default 1,
  settled_at     timestamptz,
  unique (source, name)
);

create index unread_open on unread (seen_at desc) where settled_at is null;
