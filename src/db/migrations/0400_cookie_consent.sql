-- What visitors chose about cookies. Rows are only ever added; a visitor's receipt or the end of the retention period
-- takes one away whole. No address of the network, no browser name, nothing that tells who it was.
create table cookie_wording (
  hash text primary key,
  controller text not null,
  policy text not null,
  content jsonb not null,
  first_used_at timestamptz not null default now()
);

-- The id comes from the browser, so that a choice sent twice is stored once; the digest tells a repeat from a clash.
create table cookie_consent (
  id uuid primary key,
  controller text not null,
  policy text not null,
  declared text not null,
  wording text not null,
  granted text[] not null,
  denied text[] not null,
  method text not null,
  region text not null,
  site text not null,
  digest bytea not null,
  recorded_at timestamptz not null default clock_timestamp()
);
create index cookie_consent_by_time on cookie_consent (controller, recorded_at, id);

-- A link to a person is made with a key of the organisation only, never from a browser.
create table cookie_consent_link (
  subject uuid not null,
  consent uuid not null,
  actor text not null,
  linked_at timestamptz not null default now(),
  primary key (subject, consent)
);
create index cookie_consent_link_by_consent on cookie_consent_link (consent);
