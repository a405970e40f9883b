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

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% of % is refused: the log only grows', tg_op, tg_table_name;
end $$;

create trigger audit_entries_only_grow before update or delete on audit_entries for each row execute function refuse_change();
create trigger audit_entries_stay before truncate on audit_entries for each statement execute function refuse_change();
create trigger audit_heads_only_grow before update or delete on audit_heads for each row execute function refuse_change();
create trigger audit_heads_stay before truncate on audit_heads for each statement execute function refuse_change();
create trigger audit_tip_stays before delete on audit_tip for each row execute function refuse_change();
create trigger audit_tip_is_not_emptied before truncate on audit_tip for each statement execute function refuse_change();
