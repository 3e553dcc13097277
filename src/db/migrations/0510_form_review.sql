-- What staff decided about a text that seemed to speak of health and the like: kept, with a reason, or taken out.
--
-- For the operator: the reason is sealed under the person's key. A submission is found by its reference.
alter table form_review add column resolution text check (resolution in ('kept', 'removed'));
alter table form_review add column resolved_by text;
alter table form_review add column note bytea;
create index form_submission_reference on form_submission (controller, reference);
