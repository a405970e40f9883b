-- Events 事件: what happened, for whoever listens, kept for some days. And webhooks 回调: whom to tell by HTTP, and how that went.

create table events (
  -- Numbers are given out before they are committed, so a later number may be seen before an earlier one. Whoever follows
  -- events reads them in the order of their transaction, and only those of transactions older than every running one. A
  -- transaction's number counts only in the server that gave it: a restored database begins with this table empty.
  xid            xid8 not null default pg_current_xact_id(),
  seq            bigint generated always as identity,
  -- what a receiver knows it by
  id             text not null,
  at             timestamptz(3) not null,
  kind           text not null,
  -- id of the call, standard or job that it is about
  subject        text not null,
  -- whose call it is
  agent_id       text,
  team           text,
  data           jsonb not null,
  primary key (xid, seq)
);

create index events_at on events (at);
create index events_subject on events (subject, xid, seq);

create table webhook_endpoints (
  id             text primary key,
  url            text not null,
  kinds          text[] not null,
  description    text not null,
  -- what deliveries are signed with, encrypted
  secret         bytea not null,
  -- the one before, which signs too until then
  former_secret  bytea,
  former_until   timestamptz,
  made_by        text not null,
  made_at        timestamptz not null,
  -- since when no delivery has succeeded
  failing_since  timestamptz,
  disabled_at    timestamptz,
  disabled_why   text check (disabled_why in ('byHand', 'failing', 'gone'))
);

create table webhook_deliveries (
  id             text primary key,
  endpoint_id    text not null references webhook_endpoints (id) on delete cascade,
  event_id       text not null,
  at             timestamptz(3) not null,
  kind           text not null,
  subject        text not null,
  data           jsonb not null,
  state          text not null default 'waiting' check (state in ('waiting', 'delivered', 'failed')),
  -- tries since it was made or replayed
  tries          integer not null default 0,
  due_at         timestamptz not null,
  unique (endpoint_id, event_id)
);

create index webhook_deliveries_endpoint on webhook_deliveries (endpoint_id, at desc, id desc);
create index webhook_deliveries_failed on webhook_deliveries (endpoint_id, at) where state = 'failed';
create index webhook_deliveries_at on webhook_deliveries (at);

create table webhook_attempts (
  delivery_id    text not null references webhook_deliveries (id) on delete cascade,
  at             timestamptz(3) not null,
  duration_ms    integer not null,
  -- of the answer, where there was one
  status         integer,
  -- code of an error, where there was none
  error          text,
  -- how the answer begins
  answer         text not null
);

create index webhook_attempts_delivery on webhook_attempts (delivery_id, at);
