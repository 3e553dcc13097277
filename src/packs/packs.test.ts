import { describe, expect, it } from 'vitest';
import { zoneFor } from '../decision/calendar.ts';
import { REASONS } from '../decision/reasons.ts';
import { CHANNELS } from '../decision/types.ts';
import { GENERAL } from './general.ts';
import { ALL_RULES, PACKS, packFor, underGdpr } from './index.ts';
import { SHARING } from './sharing.ts';

describe('the packs', () => {
  it('give every rule an id of its own, a reason that is explained, and a citation', () => {
    const rules = [GENERAL, SHARING, ...PACKS].flatMap((pack) => Object.values(pack.rules));
    expect(ALL_RULES.size).toBe(rules.length);
    for (const { id, reason, law } of rules) {
      expect(Object.keys(REASONS), id).toContain(reason);
      // A stricter policy cites its own clauses.
      if (id !== 'general.policy') expect(law.join(''), id).not.toBe('');
    }
  });

  it('leave no reason without a rule', () => {
    const used = new Set([...ALL_RULES.values()].map(({ reason }) => reason));
    expect(Object.keys(REASONS).filter((reason) => !used.has(reason))).toEqual([]);
  });

  it('say something of every channel, and of no other', () => {
    for (const pack of PACKS)
      expect(Object.keys(pack.channels).sort(), pack.id).toEqual([...CHANNELS].sort());
  });

  it('share no country, and know the time zone of each', () => {
    const countries = PACKS.flatMap((pack) => [...pack.countries]);
    expect(new Set(countries).size).toBe(countries.length);
    for (const country of countries) {
      expect(packFor(country)?.countries.has(country)).toBe(true);
      expect(zoneFor({ country }), country).not.toBe('UTC');
    }
  });

  it('know the thirty states of the European Economic Area, and the United Kingdom, as places of the GDPR', () => {
    const bound = PACKS.flatMap((pack) => [...pack.countries]).filter(underGdpr);
    expect(bound).toHaveLength(31);
    expect(underGdpr('US')).toBe(false);
    expect(underGdpr('CH')).toBe(false);
    expect(underGdpr(undefined)).toBe(false);
  });
});
