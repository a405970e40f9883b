-- Answers to requests that were sent with an Idempotency-Key, so that the same request sent again gets the same answer.

create table answered_requests (
  actor          text not null,
  key            text not null,
  -- SHA-256 of method, address and body: the same key with another request is refused
  request        bytea not null,
  begun_at       timestamptz not null,
  -- null until the request was answered
  status         integer,
  content_type   text,
  body           bytea,
  primary key (actor, key)
);

create index answered_requests_begun on answered_requests (begun_at);
