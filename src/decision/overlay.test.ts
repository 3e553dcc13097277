import { expect, it } from 'vitest';
import { decide } from './decide.ts';
import { parseRequest } from './parse-case.ts';
import type { ContactPolicy, RuleRequirement } from './policy.ts';

const policy = (require: RuleRequirement): ContactPolicy => ({
  id: 'acme',
  version: 'acme@2026-11-01',
  options: {},
  rules: [{ id: 'rule', clauses: ['A-1'], when: {}, require }],
});

const letter = (facts: readonly object[]) =>
  parseRequest({
    at: '2026-09-01T10:00:00Z',
    controller: { id: 'acme', country: 'GB', policy: 'law' },
    subject: { country: 'GB', subscriber: 'individual' },
    channel: 'post',
    purpose: 'direct_marketing',
    message: { art14_notice: true },
    facts,
  }).request;

it('names the box that a promise refuses for', () => {
  const box = { type: 'refusal_offered', id: 'box', at: '2026-03-01T00:00:00Z', used: true };
  const free = { type: 'refusal_offered', id: 'free', at: '2026-03-02T00:00:00Z', used: false };
  expect(decide(letter([box, free]), policy({ no_opt_out_box: true }))).toMatchObject({
    reason: 'D_POLICY_STRICTER',
    blocked_by: ['box'],
  });
});

it('names where an address came from that a promise refuses for', () => {
  const appended = { type: 'obtained', id: 'appended', at: '2026-08-20T00:00:00Z', from: 'enrichment' };
  const bought = { type: 'obtained', id: 'bought', at: '2026-08-21T00:00:00Z', from: 'third_party' };
  expect(decide(letter([appended, bought]), policy({ source_not_in: ['enrichment'] }))).toMatchObject({
    reason: 'D_POLICY_STRICTER',
    blocked_by: ['appended'],
  });
});

it('names nothing where something is missing, and lets a basis be that a rule leaves alone', () => {
  expect(decide(letter([]), policy({ direct_consent: true }))).toMatchObject({
    reason: 'D_POLICY_STRICTER',
    blocked_by: [],
  });
  const { rules, ...rest } = policy({ direct_consent: true });
  const lenient = { ...rest, rules: rules.map((rule) => ({ ...rule, unless_basis: ['A_POST_LI'] })) };
  expect(decide(letter([]), lenient)).toMatchObject({ reason: 'A_POST_LI', clause_ids: ['A-1'] });
});
