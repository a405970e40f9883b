-- The log of who did what 审计日志: chained by hashes, one row a deed, nothing ever changed or taken out. And its signed heads.

create table audit_entries (
  seq            bigint primary key,
  at             timestamptz(3) not null,
  actor_kind     text not null,
  actor_id       text not null,
  action         text not null,
  subject_kind   text not null,
  subject_id     text not null,
  -- canonical JSON, as it was hashed
  details        text not null,
  previous       bytea not null,
  hash           bytea not null
);

create index audit_entries_at on audit_entries (at);
create index audit_entries_actor on audit_entries (actor_id, seq);
create index audit_entries_action on audit_entries (action, seq);
create index audit_entries_subject on audit_entries (subject_id, seq);

-- The last link. Whoever appends holds this row until the end of the transaction, so that there is one order.
create table audit_tip (
  only_one       boolean primary key default true check (only_one),
  seq            bigint not null,
  previous       bytea not null,
  hash           bytea not null
);

insert into audit_tip (seq, previous, hash) values (0, decode(repeat('00', 32), 'hex'), decode(repeat('00', 32), 'hex'));

create table audit_heads (
  size           bigint primary key,
  at             timestamptz(3) not null,
  root           bytea not null,
  tip            bytea not null,
  -- roots of the complete subtrees, largest first: what the next head needs to go on from here
  subtrees       bytea not null,
  signature      bytea not null
);

-- Where the log begins after its beginning was given up because its time was over: behind a signed head. Signed too, so that nobody
-- else can take a beginning away.
create table audit_cuts (
  size           bigint primary key,
  at             timestamptz(3) not null,
  signature      bytea not null
);

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% of % is refused: the log only grows', tg_op, tg_table_name;
end $$;

create function refuse_loss() returns trigger language plpgsql as $$
begin
  if old.seq <= (select max(size) from audit_cuts) then
    return old;
  end if;
  raise exception 'DELETE of % is refused: the log only grows', tg_table_name;
end $$;

create trigger audit_entries_never_change before update on audit_entries for each row execute function refuse_change();
create trigger audit_entries_only_go_when_cut before delete on audit_entries for each row execute function refuse_loss();
create trigger audit_entries_stay before truncate on audit_entries for each statement execute function refuse_change();
create trigger audit_heads_only_grow before update or delete on audit_heads for each row execute function refuse_change();
create trigger audit_heads_stay before truncate on audit_heads for each statement execute function refuse_change();
create trigger audit_cuts_only_grow before update or delete on audit_cuts for each row execute function refuse_change();
create trigger audit_cuts_stay before truncate on audit_cuts for each statement execute function refuse_change();
create trigger audit_tip_stays before delete on audit_tip for each row execute function refuse_change();
create trigger audit_tip_is_not_emptied before truncate on audit_tip for each statement execute function refuse_change();

-- How long calls are kept 保存期限: classes, and rules that say which class a call has; the first rule that fits counts.
create table retention_classes (
  name           text primary key,
  title          text not null,
  keep_count     integer not null check (keep_count >= 0),
  keep_unit      text not null check (keep_unit in ('day', 'month', 'year')),
  -- the field of the record that holds the day from which it counts; the call's own start where this is null
  counted_from   text,
  -- for calls that no rule fits
  is_usual       boolean not null
);

create unique index retention_usual on retention_classes (is_usual) where is_usual;

create table retention_rules (
  position       integer primary key,
  class          text not null references retention_classes (name),
  queue          text,
  direction      text,
  outcome        text
);

insert into retention_classes values ('default', '默认', 180, 'day', null, true);

-- Why a call must not be deleted 法律保全.
create table call_holds (
  call_id        text primary key references calls (id) on delete cascade,
  reason         text not null,
  held_by        text not null,
  held_at        timestamptz not null
);

-- That a call was erased 删除记录. `key` is a keyed hash of source and the source's id: the same call is not taken again.
create table erasures (
  call_id        text primary key,
  key            bytea not null unique,
  erased_at      timestamptz not null,
  cause          text not null check (cause in ('due', 'person')),
  erased_by      text not null,
  retention_class text not null
);

create index erasures_time on erasures (erased_at desc, call_id desc);

-- The same sound may belong to two calls: whether another one needs it is asked before it is removed.
create index calls_recording on calls using hash (recording_key) where recording_key is not null;
create index calls_playback on calls using hash (playback_key) where playback_key is not null;
create index calls_peaks on calls using hash (peaks_key) where peaks_key is not null;
