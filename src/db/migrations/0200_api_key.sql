-- API keys. The secret itself is never stored: only the SHA-256 of 32 random bytes, which nobody can search.
-- Note for operators: the first start issues one key with the scope admin under the nil id, so that two processes
-- starting at once cannot both issue one.
create table api_key (
  id uuid primary key,
  name text not null check (length(name) between 1 and 100),
  scopes text[] not null,
  secret_hash bytea not null,
  created_at timestamptz not null default now(),
  expires_at timestamptz,
  revoked_at timestamptz
);
