-- Screenings that the server runs, and what they found. Result files lie in the data folder under screenings/<id>
-- until `files_until`; they are copies of personal data. The row stays and names nobody.
create table screening (
  id uuid primary key,
  controller text not null,
  policy text not null,
  status text not null check (status in ('queued', 'running', 'done', 'cancelled', 'failed')),
  question jsonb not null,
  list_bytes bigint not null,
  progress jsonb not null default '{}',
  summary jsonb,
  error jsonb,
  actor text not null,
  created_at timestamptz not null default now(),
  finished_at timestamptz,
  files_until timestamptz,
  files_removed_at timestamptz
);
create index screening_created_at on screening (created_at desc, id desc);
-- A run over a list asks at its end who became known while it went on.
create index identifier_created_at on identifier (created_at);
