-- The id of what a call makes, kept through every try of that call: a try after one whose outcome nobody heard of finds
-- what that one made instead of making it again.
alter table idempotency add column work uuid;
