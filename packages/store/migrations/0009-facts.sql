-- Facts 事实 about this installation that have to stay the same from start to start: fingerprints of its keys.
create table facts (
  name     text primary key,
  value    text not null,
  noted_at timestamptz not null default now()
);
