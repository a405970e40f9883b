-- Standards 考核标准 and questionnaires 问卷 version by version, which of them judges which calls, and how workers notice a change.

create table standard_versions (
  id             text primary key,
  kind           text not null check (kind in ('standard', 'questionnaire')),
  -- id and version as the file says them
  standard_id    text not null,
  version        text not null,
  title          jsonb not null,
  -- the files, exactly as they came; cases and readme where there are any
  body           text not null,
  cases          text,
  readme         text,
  -- of the body, in UTF-8: what a judgement is bound to
  sha256         text not null,
  -- of all files together: what an import is compared with
  content_sha256 text not null,
  -- the questionnaires that a standard goes by
  uses           text[] not null default '{}',
  state          text not null check (state in ('draft', 'tested', 'published', 'retired')),
  -- days as 2026-03-02, both included, of the call's own clock
  valid_from     text check (valid_from ~ '^\d{4}-\d{2}-\d{2}$'),
  valid_to       text check (valid_to ~ '^\d{4}-\d{2}-\d{2}$'),
  note           text,
  made_by        text not null,
  made_at        timestamptz not null,
  changed_by     text,
  changed_at     timestamptz,
  tested_by      text,
  tested_at      timestamptz,
  -- what the cases and the linter said of the files as they are now
  test           jsonb,
  published_by   text,
  published_at   timestamptz,
  -- contradictions with other standards that were known when it was published
  warnings       jsonb,
  retired_by     text,
  retired_at     timestamptz,
  unique (kind, standard_id, version)
);

create index standard_versions_sha256 on standard_versions (sha256);

create table standard_assignments (
  id             text primary key,
  standard_id    text not null,
  -- what is null may be anything
  queue          text,
  direction      text,
  campaign       text,
  team           text,
  desk           text,
  valid_from     text check (valid_from ~ '^\d{4}-\d{2}-\d{2}$'),
  valid_to       text check (valid_to ~ '^\d{4}-\d{2}-\d{2}$'),
  note           text,
  made_by        text not null,
  made_at        timestamptz not null
);

create index standard_assignments_standard on standard_assignments (standard_id, id);

-- One row; it grows with every change of what judges.
create table standards_change (
  single         boolean primary key default true check (single),
  change         bigint not null
);

insert into standards_change (change) values (1);
