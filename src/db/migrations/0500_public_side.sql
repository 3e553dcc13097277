-- The public side: mail that Heed sends itself, submissions of forms, and free texts to look at.
--
-- For the operator:
--   * Nothing here is readable without keys: recipients are keyed hashes, answers are sealed under the person's key
--     and go dark with it.
--   * `outbox` is small and short-lived: a row is deleted once its mail was taken by the mail server, or once nobody
--     is known by the hash. On Citus it stays on the coordinator.
--   * On Citus, distribute `form_submission` by token and `form_review` by subject. A link names the identifier by its
--     random id, hence the index.

create table outbox (
  id uuid primary key,
  controller text not null,
  template text not null,
  hash bytea not null,
  params jsonb not null default '{}',
  created_at timestamptz not null default now(),
  next_try_at timestamptz not null default now(),
  attempts integer not null default 0,
  last_error text
);
create index outbox_next_try_at on outbox (next_try_at);

-- One submission. `token` is a keyed hash over the one-time token of the page and everything that was entered, so
-- that a double click is one submission and a changed answer another.
create table form_submission (
  token bytea primary key,
  id uuid not null,
  controller text not null,
  form text not null,
  subject uuid,
  reference text not null,
  received_at timestamptz not null,
  recorded_at timestamptz not null default now(),
  notice_version text not null,
  choices jsonb not null,
  sealed bytea,
  confirmed_at timestamptz,
  actor text not null
);
create unique index form_submission_id on form_submission (id, token);
create index form_submission_subject on form_submission (subject);

-- Free text that looks like special categories of data (GDPR Art 9), for a person to read and take out.
create table form_review (
  subject uuid not null,
  submission uuid not null,
  field text not null,
  kinds jsonb not null,
  created_at timestamptz not null default now(),
  resolved_at timestamptz,
  primary key (subject, submission, field)
);

create index identifier_id on identifier (id);
