-- Answers to calls that carried an Idempotency-Key, for 24 hours. Rows hold keyed hashes and a sealed response
-- that only the same caller repeating the same request can open; a row without a response is a call still running.
create table idempotency (
  caller text not null,
  key_hash bytea not null,
  fingerprint bytea not null,
  claim uuid not null,
  response bytea,
  created_at timestamptz not null default now(),
  primary key (caller, key_hash)
);
create index idempotency_created_at on idempotency (created_at);
