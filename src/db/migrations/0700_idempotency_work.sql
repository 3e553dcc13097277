-- The id of what a call makes, and random bits for what is secret about it, kept through every try of that call: a try
-- after one whose outcome nobody heard of finds what that one made instead of making it again. The bits go with the row.
alter table idempotency add column work uuid;
alter table idempotency add column salt bytea;
