-- The ledger, the people it is about, and what is left of them when they are erased.
--
-- For the operator:
--   * Common ground of PostgreSQL 15 to 18 and Citus. Every large table carries its distribution key (the subject,
--     or the hash) in each primary and unique key, and no foreign key crosses keys. On Citus, distribute `subject`,
--     `subject_key`, `fact`, `projection` and `decision` by subject (`subject` by id), `identifier` and `suppression`
--     by hash; `policy_version` is a reference table; the sequence stays on the coordinator.
--   * `subject_key` is the table to keep out of ordinary backups (docs/erasure.md).
--   * Statements end with a semicolon at the end of a line; nothing else may end so.

create sequence ledger_seq as bigint;

-- One person, known by a random id. `last_recorded_at` never goes back and keeps a subject's facts in order.
create table subject (
  id uuid primary key,
  controller text not null,
  created_at timestamptz not null,
  last_recorded_at timestamptz not null,
  erased_at timestamptz
);

-- The data key of one person, wrapped by a master key. Deleting the row is the erasure.
create table subject_key (
  subject uuid primary key,
  master_version integer not null,
  wrapped bytea not null
);

-- One email address, number, postal address, member number or device: found by its keyed hash, kept sealed.
create table identifier (
  controller text not null,
  kind text not null,
  hash bytea not null,
  key_version integer not null,
  id uuid not null,
  subject uuid not null,
  sealed bytea not null,
  created_at timestamptz not null,
  primary key (hash, controller, kind)
);
create index identifier_subject on identifier (subject);

-- What happened. Rows are only ever added. `identifier` is the random id of the identifier that a fact is about;
-- `happened_at` is null only for what carries dates instead (register listings and screenings given by hand).
create table fact (
  subject uuid not null,
  id uuid not null,
  seq bigint not null,
  controller text not null,
  identifier uuid,
  type text not null,
  happened_at timestamptz,
  recorded_at timestamptz not null,
  actor text not null,
  clear jsonb not null,
  sealed bytea,
  digest bytea not null,
  leaf bytea not null,
  primary key (subject, id),
  unique (subject, digest)
);
create index fact_seq on fact (controller, seq);

-- The facts of one person in the shortest form that decides equally from `built_at` on.
create table projection (
  subject uuid primary key,
  built_at timestamptz not null,
  facts jsonb not null
);

-- What is left of a stop when the person's data is gone, or when nothing else was ever known. No retention rule
-- reads this table, and nothing in it leads back to a subject.
create table suppression (
  hash bytea not null,
  controller text not null,
  kind text not null,
  id uuid not null,
  seq bigint not null,
  key_version integer not null,
  reason text not null,
  channels jsonb,
  purposes jsonb,
  topics jsonb,
  happened_at timestamptz not null,
  recorded_at timestamptz not null,
  actor text not null,
  primary key (hash, controller, kind, id)
);
create index suppression_seq on suppression (controller, seq);

-- A policy as it was when it decided.
create table policy_version (
  hash text primary key,
  content jsonb not null,
  first_used_at timestamptz not null
);

-- One answer that was given, with every input that the ledger does not hold. `subject` is the person, or the id of
-- the decision itself when nobody was known. `result` is the answer byte for byte.
create table decision (
  subject uuid not null,
  id uuid not null,
  controller text not null,
  known boolean not null,
  identifier uuid,
  policy_hash text not null,
  question jsonb not null,
  outside_facts jsonb not null,
  known_at timestamptz not null,
  actor text not null,
  result text not null,
  primary key (subject, id)
);
create index decision_id on decision (id);
create index decision_known_at on decision (subject, known_at);
