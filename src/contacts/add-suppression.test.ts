import { afterAll, beforeAll, expect, it } from 'vitest';
import { openTestHeed } from '../db/testing/stores.ts';
import type { Heed } from '../heed.ts';
import { type AddSuppressionInput, addSuppression } from './add-suppression.ts';
import { checkSuppression } from './check-suppression.ts';

let heed: Heed;
beforeAll(async () => {
  heed = await openTestHeed();
});
afterAll(() => heed.close());

const identifier = { kind: 'phone', value: '07700 900123' } as const;
const suppress = (scope: Pick<AddSuppressionInput, 'channels' | 'purposes' | 'topics'>) =>
  addSuppression(heed, { policy: 'cmp', identifier, reason: 'objection', actor: 'test', ...scope });

it('refuses a scope that would stop nothing, and keeps nothing of it', async () => {
  await expect(suppress({ channels: ['phone'], purposes: ['marketing'] })).rejects.toMatchObject({
    code: 'VALIDATION',
    issues: [{ pointer: '/channels/0' }, { pointer: '/purposes/0' }],
  });
  expect(await checkSuppression(heed, { policy: 'cmp', identifier })).toMatchObject({ suppressed: false });
});

it('knows the topics of the policy, however they are written', async () => {
  await expect(suppress({ topics: ['awards'] })).rejects.toMatchObject({
    issues: [{ pointer: '/topics/0', detail: expect.stringContaining('events, training') }],
  });
  await suppress({ topics: ['Events'] });
  expect(await checkSuppression(heed, { policy: 'cmp', identifier })).toMatchObject({
    suppressions: [{ topics: ['events'] }],
  });
});

it('takes every channel, named or by star', async () => {
  expect(await suppress({ channels: ['*'] })).toMatchObject({ added: true });
  expect(await suppress({ channels: ['live_call', 'sms'], purposes: ['direct_marketing'] })).toMatchObject({
    added: true,
  });
});
