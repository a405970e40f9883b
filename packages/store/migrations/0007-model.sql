-- Language model 语言模型: its answers, which are never asked for twice, what it has cost by day, and its kill switch.

create table model_answers (
  -- SHA-256 of who said what, in order
  content_hash   text not null,
  model          text not null,
  prompt_version text not null,
  -- SHA-256 of the question in full
  question_hash  text not null,
  answer         jsonb not null,
  answered_at    timestamptz not null default now(),
  primary key (content_hash, model, prompt_version, question_hash)
);

-- Which calls said the words that were asked about: the answers, which quote them, go with the last of these.
create table model_answered_calls (
  content_hash   text not null,
  call_id        text not null references calls (id) on delete cascade,
  primary key (content_hash, call_id)
);

create index model_answered_calls_call on model_answered_calls (call_id);

create table model_days (
  -- in UTC
  day            text primary key,
  requests       bigint not null,
  tokens         bigint not null,
  cost           double precision not null
);

create table model_switch (
  only_one       boolean primary key default true check (only_one),
  off            boolean not null
);

insert into model_switch (off) values (false);
