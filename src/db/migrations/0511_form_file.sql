-- Files that people send with a form, sealed in pieces of 64 KiB. Piece 0 says name, type and size.
--
-- For the operator: `form_file` is sealed under the person's key and goes with the person. `form_upload` holds what was
-- sent with a form that is not handed in yet; each is sealed under a key that only the page of the sender has, and is
-- deleted after two hours, so backups leave it out. On Citus, distribute `form_file` by subject.
create table form_file (
  subject uuid not null,
  submission uuid not null,
  field text not null,
  piece integer not null,
  sealed bytea not null,
  primary key (subject, submission, field, piece)
);
create table form_upload (
  id uuid not null,
  piece integer not null,
  sealed bytea not null,
  created_at timestamptz not null default now(),
  primary key (id, piece)
);
create index form_upload_created_at on form_upload (created_at);
