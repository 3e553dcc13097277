-- Imports of contact lists: how far each one is, so that the same command again goes on where it stopped, and which
-- rows were rejected. Neither table holds anything that a row says: only lines, headings and reasons.
--
-- For the operator: small tables; on Citus they stay on the coordinator. `import_reject` may be emptied at any time;
-- the rejects file of a finished import can then no longer be written again.
create table import_run (
  id uuid primary key,
  controller text not null,
  fingerprint bytea not null,
  source text not null,
  list text,
  file_sha256 text not null,
  file_bytes bigint not null,
  actor text not null,
  state text not null check (state in ('running', 'done')),
  started_at timestamptz not null,
  updated_at timestamptz not null,
  next_offset bigint not null,
  next_line bigint not null,
  counts jsonb not null,
  unique (controller, fingerprint)
);
create table import_reject (
  import uuid not null,
  line bigint not null,
  column_name text not null,
  reason text not null,
  primary key (import, line, column_name)
);
