-- Which process answers a call that is still running, so that one left behind by a crash can be answered at once.
alter table idempotency add column owner text;
