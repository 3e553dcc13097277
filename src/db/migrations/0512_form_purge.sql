-- When the answers of a form go: `over_at` is the end of what it was for, where that is later than the receipt; `purge_at`
-- is the next instant at which something of it goes, as worked out under the policy of the digest `purge_plan`.
alter table form_submission add column over_at timestamptz;
alter table form_submission add column purge_at timestamptz;
alter table form_submission add column purge_plan text;
create index form_submission_purge on form_submission (controller, purge_at) where sealed is not null;
