import { describe, expect, it } from 'vitest';
import type { Heed } from '../heed.ts';
import { packageRoot } from '../paths.ts';
import { loadPolicies } from '../policy/policies.ts';
import { readConsentSource } from './consent-source.ts';

const heed = { policies: loadPolicies(`${packageRoot}/policies`) } as unknown as Heed;
const from = (source?: string) =>
  readConsentSource(heed, 'cmp', { type: 'consent', at: '2026-01-05T09:00:00Z', source });

describe('readConsentSource', () => {
  it('reads what a list supplier brought as a third party consent that names nobody', () => {
    expect(from('purchased-list')).toMatchObject({ source: 'third_party', names_controller: false });
  });

  it('leaves what the person gave', () => {
    for (const source of ['website-form', 'direct', undefined]) expect(from(source).source).toBe(source);
  });

  it('refuses a source that the policy does not know', () => {
    expect(() => from('somewhere')).toThrow(expect.objectContaining({ code: 'VALIDATION' }));
  });
});
