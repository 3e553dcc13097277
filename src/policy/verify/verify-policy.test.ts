import { describe, expect, it } from 'vitest';
import { LAW_ONLY } from '../../decision/policy.ts';
import { type VerifyInput, verifyPolicy } from './verify-policy.ts';

const controller = { id: 'cmp', country: 'US' };
const canadianBases: VerifyInput['nevers'][number] = {
  id: 'canada-three-bases',
  says: 'Never a Canadian email on another basis than consent, a purchase or an event enquiry.',
  clauses: ['CMP-95'],
  when: { countries: ['CA'], channels: ['email'], purposes: ['marketing'] },
  unless_basis: ['A_CONSENT', 'A_CASL_EBR_PURCHASE', 'A_CASL_EBR_INQUIRY'],
};

describe('verifyPolicy', () => {
  it('proves every lawful never under the law alone', () => {
    const result = verifyPolicy({ contact: LAW_ONLY, controller, nevers: [], countries: ['GB', 'JP'] });
    expect(result.verdicts.filter((verdict) => !verdict.holds)).toEqual([]);
    expect(result.states).toBeGreaterThan(1_000_000);
    expect(result.allowed).toBeGreaterThan(1000);
  });

  it('finds the smallest state that breaks an authored never, in plain words', () => {
    const result = verifyPolicy({
      contact: LAW_ONLY,
      controller,
      nevers: [canadianBases],
      countries: ['CA'],
    });
    const verdict = result.verdicts.find(({ id }) => id === 'canada-three-bases');
    expect(verdict?.holds).toBe(false);
    expect(verdict?.counterExample).toEqual({
      words:
        'A person in Canada, who is a member of the non-profit association, is contacted by email for direct marketing.',
      reason: 'A_CASL_ENBR',
    });
  });

  it('proves the same never once a rule keeps it', () => {
    const contact = {
      ...LAW_ONLY,
      rules: [
        {
          id: 'three-bases',
          clauses: ['CMP-95'],
          when: { countries: ['CA'], channels: ['email'], purposes: ['marketing'] },
          require: { bases: (canadianBases.unless_basis ?? []).map((reason) => ({ reason })) },
        },
      ],
    };
    const result = verifyPolicy({ contact, controller, nevers: [canadianBases], countries: ['CA'] });
    expect(result.verdicts.every(({ holds }) => holds)).toBe(true);
  });
});
