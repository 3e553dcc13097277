-- A version of a policy as people read it, kept for as long as anybody can ask for it: the folder and its texts. Rows
-- are only ever added. It names nobody, so that no erasure and no retention rule touches it.
--
-- For the operator: a reference table on Citus.
create table notice_version (
  policy text not null,
  version text not null,
  digest text not null,
  published_on date not null,
  content jsonb not null,
  recorded_at timestamptz not null default clock_timestamp(),
  primary key (policy, version)
);
