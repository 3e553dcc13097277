import { describe, expect, it } from 'vitest';
import { decide } from '../decision/decide.ts';
import { parseRequest } from '../decision/parse-case.ts';
import { LAW_ONLY } from '../decision/policy.ts';

const ask = (subject: object, controller: string, channel: string, fact: object) =>
  decide(
    parseRequest({
      at: '2026-09-01T10:00:00Z',
      controller: { id: 'acme', country: controller, policy: 'law' },
      subject,
      channel,
      purpose: 'direct_marketing',
      facts: [fact],
    }).request,
    LAW_ONLY,
  );
const objection = { type: 'objection', at: '2026-08-01T00:00:00Z' };

describe('the law behind a general rule', () => {
  it.each([
    ['GB', 'GB', 'email', ['UK GDPR Art 21(2)-(3)']],
    ['GB', 'GB', 'live_call', ['UK GDPR Art 21(2)-(3)', 'PECR reg 21(1)(a)']],
    ['DE', 'DE', 'email', ['GDPR Art 21(2)-(3)']],
    ['DE', 'GB', 'email', ['GDPR Art 21(2)-(3)', 'UK GDPR Art 21(2)-(3)']],
    ['CA', 'US', 'email', ['CASL s 11']],
    ['CA', 'GB', 'email', ['CASL s 11', 'UK GDPR Art 21(2)-(3)']],
    ['US', 'US', 'email', ['15 USC 7704(a)(4)']],
    ['JP', 'US', 'email', ['the person’s own no']],
  ])('is that of %s, with a controller in %s, by %s', (country, controller, channel, law) => {
    const decision = ask({ country, subscriber: 'individual' }, controller, channel, objection);
    expect(decision).toMatchObject({ reason: 'D_OBJECTION', law });
  });

  it('names no regime for a restriction where none words it', () => {
    const restriction = { type: 'restriction', at: '2026-08-01T00:00:00Z' };
    expect(ask({ country: 'US' }, 'US', 'email', restriction).law.join()).not.toMatch(/GDPR/);
    expect(ask({ country: 'US' }, 'IE', 'email', restriction).law).toEqual(['GDPR Art 18(1)-(2)']);
  });
});

describe('the evidence of a clear number', () => {
  const screening = (id: string, registers: string[], file_date: string) => ({
    type: 'screening',
    id,
    registers,
    file_date,
  });

  it('is the older of the latest screenings against each register', () => {
    const facts = [
      screening('tps-old', ['TPS'], '2026-08-10'),
      screening('tps-new', ['TPS'], '2026-08-30'),
      screening('ctps', ['CTPS'], '2026-08-20'),
    ];
    const { request } = parseRequest({
      at: '2026-09-01T10:00:00Z',
      controller: { id: 'acme', country: 'GB', policy: 'law' },
      subject: { country: 'GB', subscriber: 'individual' },
      channel: 'live_call',
      purpose: 'direct_marketing',
      facts,
    });
    for (const given of [request.facts, request.facts.toReversed()])
      expect(decide({ ...request, facts: given }, LAW_ONLY)).toMatchObject({
        reason: 'A_LIVE_CALL_CLEAR',
        basis: { type: 'A_LIVE_CALL_CLEAR', fact_id: 'ctps', evidence_id: 'ctps' },
      });
  });
});
