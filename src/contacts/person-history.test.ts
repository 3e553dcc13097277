import { afterAll, beforeAll, expect, it } from 'vitest';
import { consent, makePerson } from '../db/testing/people.ts';
import { openTestHeed } from '../db/testing/stores.ts';
import type { Heed } from '../heed.ts';
import { addSuppression } from './add-suppression.ts';
import { decideContact } from './decide-contact.ts';
import { personHistory } from './person-history.ts';

let heed: Heed;
beforeAll(async () => {
  heed = await openTestHeed();
});
afterAll(() => heed.close());

it('shows every stop that a decision names, and no address', async () => {
  const identifier = { kind: 'email', value: 'history@example.org' } as const;
  const subject = await makePerson(heed, [identifier], [consent('2026-01-05T09:00:00Z')]);
  const before = await personHistory(heed, { policy: 'cmp', subject });
  const stop = {
    policy: 'cmp',
    identifier,
    reason: 'objection',
    channels: ['email'],
    actor: 'test',
  } as const;
  const { id } = await addSuppression(heed, stop);

  const asked = { policy: 'cmp', channel: 'email', purpose: 'direct_marketing', subject };
  expect((await decideContact(heed, asked)).decision.blocked_by).toEqual([id]);
  const after = await personHistory(heed, { policy: 'cmp', subject });
  expect(after.slice(0, -1)).toEqual(before);
  expect(after.at(-1)).toMatchObject({
    id,
    type: 'objection',
    clear: { channels: ['email'] },
    actor: 'test',
  });
  expect(JSON.stringify(after)).not.toContain(identifier.value);
  const asKnownAt = before.at(-1)!.recorded_at;
  expect(await personHistory(heed, { policy: 'cmp', subject, asKnownAt })).toEqual(before);
});
