import { copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { addSuppression } from '../contacts/add-suppression.ts';
import { eraseSubject } from '../contacts/erase-subject.ts';
import { JOURNAL } from '../contacts/erasure-journal.ts';
import { findSubject } from '../contacts/find-subject.ts';
import { loadContacts } from '../contacts/load-contacts.ts';
import type { Identifier } from '../contacts/normalise.ts';
import { DELETED_WITH_PERSON } from '../contacts/person-tables.ts';
import { upsertContacts } from '../contacts/upsert-contacts.ts';
import { newKeyText } from '../db/load-keys.ts';
import { consent, makePerson } from '../db/testing/people.ts';
import { fillPersonTables, rowsAbout } from '../db/testing/person-rows.ts';
import { describeStores } from '../db/testing/stores.ts';
import { decide } from '../decision/decide.ts';
import { messageSchema } from '../decision/parse-case.ts';
import { LAW_ONLY } from '../decision/policy.ts';
import { addFact } from '../facts/add-fact.ts';
import type { Heed } from '../heed.ts';
import { uuidOf } from '../ids.ts';
import { restoreBackup } from './restore-backup.ts';
import { writeBackup } from './write-backup.ts';

const saved = { ...process.env };
const root = mkdtempSync(join(tmpdir(), 'heed-stops-'));
let count = 0;
const newFolder = () => {
  const folder = join(root, String(++count));
  mkdirSync(folder);
  return folder;
};

beforeAll(() => {
  process.env.HEED_BACKUP_KEY = `1:${newKeyText()}`;
  process.env.HEED_BACKUP_EPOCH_FILE = join(root, 'epoch.key');
});
afterAll(() => {
  process.env = saved;
  rmSync(root, { recursive: true, force: true });
});

const ADDRESSES: readonly Identifier[] = [
  ...[0, 1, 2, 3].map((n) => ({ kind: 'email' as const, value: `stop-${n}@example.org` })),
  ...[0, 1].map((n) => ({ kind: 'phone' as const, value: `+4477009001${n}0` })),
];
const CHANNELS = ['email', 'sms', 'live_call'] as const;
const STOPPED = /^D_(OBJECTION|UNSUBSCRIBED|WITHDRAWN|RESTRICTED|SUPPRESSED_ERASED|OPT_OUT_SALE)$/;

const address = fc.integer({ min: 0, max: ADDRESSES.length - 1 });
const scope = fc.record(
  {
    channels: fc.constantFrom(['email'], ['sms', 'live_call'], ['*']),
    purposes: fc.constant(['direct_marketing']),
  },
  { requiredKeys: [] },
);
const act = fc.oneof(
  fc.record({ do: fc.constant('meet' as const), address, also: fc.option(address) }),
  fc.record({ do: fc.constant('consent' as const), address }),
  fc.record({
    do: fc.constant('stop' as const),
    address,
    type: fc.constantFrom('objection', 'unsubscribe', 'withdrawal', 'restriction', 'refusal_offered'),
    scope,
    addressOnly: fc.boolean(),
  }),
  fc.record({ do: fc.constant('suppress' as const), address, scope }),
  fc.record({ do: fc.constant('erase' as const), address }),
);
type Act = typeof act extends fc.Arbitrary<infer T> ? T : never;

/** Does one thing that happens to people, an hour after the last. */
async function perform(heed: Heed, one: Act, hour: number): Promise<void> {
  const identifier = ADDRESSES[one.address]!;
  const at = new Date(Date.UTC(2026, 0, 5, hour)).toISOString();
  const add = (fact: object, about_identifier = false) =>
    addFact(heed, { policy: 'cmp', identifier, about_identifier, fact: { at, ...fact } }, 'test');
  if (one.do === 'meet') {
    const also = one.also === null ? [] : [ADDRESSES[one.also]!];
    const rows = [{ identifiers: [identifier, ...also], facts: [{ type: 'sale' as const, at }] }];
    await upsertContacts(heed, { controller: 'cmp', actor: 'test', rows });
  } else if (one.do === 'consent') await add(consent(at));
  else if (one.do === 'suppress')
    await addSuppression(heed, {
      policy: 'cmp',
      identifier,
      reason: 'unsubscribe',
      at,
      actor: 'test',
      ...one.scope,
    });
  else if (one.do === 'stop') {
    const used = one.type === 'refusal_offered' && { used: true };
    const isScoped = one.type !== 'restriction' && one.type !== 'refusal_offered';
    await add({ type: one.type, ...used, ...(isScoped && one.scope) }, one.addressOnly);
  } else if (await findSubject(heed, { policy: 'cmp', identifier }))
    await eraseSubject(heed, { policy: 'cmp', identifier, actor: 'test' });
}

/** What the law alone says in the United States, where everybody may be contacted who did not say stop. */
async function answers(heed: Heed): Promise<Record<string, string>> {
  const at = Date.UTC(2026, 9, 20, 15);
  const loaded = await loadContacts(heed, 'cmp', ADDRESSES, { at });
  const said: Record<string, string> = {};
  loaded.forEach(({ facts, profile }, i) => {
    for (const channel of CHANNELS) {
      const subject = { ...profile, country: 'US', region: 'US-CA', tz: 'America/Los_Angeles' };
      const { reason } = decide(
        {
          at,
          controller: { id: 'cmp', country: 'US' },
          subject,
          channel,
          purpose: 'direct_marketing',
          message: messageSchema.parse({}),
          facts,
        },
        LAW_ONLY,
      );
      said[`${ADDRESSES[i]!.value} by ${channel}`] = reason;
    }
  });
  return said;
}

/** Where somebody who was left alone may be contacted now. */
function opened(before: Record<string, string>, after: Record<string, string>): string[] {
  return Object.keys(before).filter((key) => STOPPED.test(before[key]!) && !after[key]!.startsWith('D_'));
}

describeStores('stops that were recorded after a backup', (open, kind) => {
  const beside = async (heed: Heed): Promise<Heed> => ({ ...(await open()), vault: heed.vault });

  it('hold after a restore, whatever happened before and after the backup', async () => {
    let checked = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(act, { maxLength: 6 }),
        fc.array(act, { maxLength: 5 }),
        fc.array(act, { minLength: 1, maxLength: 5 }),
        async (first, between, last) => {
          const heed = await open();
          const to = newFolder();
          let hour = 0;
          for (const one of first) await perform(heed, one, ++hour);
          const old = await writeBackup(heed, { to });
          for (const one of between) await perform(heed, one, ++hour);
          const atSecond = await answers(heed);
          await writeBackup(heed, { to, full: true });

          // The old history with the newest people part, on a machine that knows nothing else.
          const bare = await beside(heed);
          await restoreBackup(bare, { from: old.path });
          expect(opened(atSecond, await answers(bare))).toEqual([]);

          for (const one of last) await perform(heed, one, ++hour);
          const now = await answers(heed);
          checked += Object.values(now).filter((reason) => STOPPED.test(reason)).length;

          // The database is lost and the data folder is not.
          const next = await beside(heed);
          if (existsSync(join(heed.folder, JOURNAL)))
            copyFileSync(join(heed.folder, JOURNAL), join(next.folder, JOURNAL));
          await restoreBackup(next, { from: old.path });
          expect(opened(now, await answers(next))).toEqual([]);
          // What the restored store knows is in its own next backup.
          const again = newFolder();
          await writeBackup(next, { to: again });
          const third = await beside(heed);
          await restoreBackup(third, { from: again });
          expect(opened(now, await answers(third))).toEqual([]);

          // Over the store that is still there, without its journal.
          rmSync(join(heed.folder, JOURNAL), { force: true });
          await restoreBackup(heed, { from: old.path, force: true });
          expect(opened(now, await answers(heed))).toEqual([]);
        },
      ),
      {
        // The first history is a given one, so that there is a stop to be checked whatever chance brings.
        examples: [[[], [], [{ do: 'stop', address: 0, type: 'objection', scope: {}, addressOnly: false }]]],
        numRuns: Number(process.env.HEED_HISTORIES ?? (kind === 'postgres' ? 7 : 2)),
        endOnFailure: true,
      },
    );
    expect(checked).toBeGreaterThan(0);
  }, 240_000);

  it('are counted, as the fact itself or by the address of somebody whom the backup does not know', async () => {
    const heed = await open();
    const to = newFolder();
    const [known, later] = ADDRESSES as [Identifier, Identifier];
    const subject = await makePerson(heed, [known], [consent('2026-01-05T09:00:00Z')]);
    await writeBackup(heed, { to });
    const stop = { type: 'unsubscribe', at: '2026-02-01T00:00:00Z' };
    await addFact(heed, { policy: 'cmp', subject, fact: stop }, 'test');
    await makePerson(heed, [later]);
    await addFact(
      heed,
      { policy: 'cmp', identifier: later, fact: { type: 'objection', at: stop.at } },
      'test',
    );
    const next = await beside(heed);
    const done = await restoreBackup(next, { from: to, journals: [join(heed.folder, JOURNAL)] });
    expect(done).toMatchObject({ stopped_again: 2, erased_again: 0 });
    expect(await findSubject(next, { policy: 'cmp', identifier: later })).toBeNull();
    const said = await answers(next);
    expect([said[`${known.value} by email`], said[`${later.value} by email`]]).toEqual([
      'D_UNSUBSCRIBED',
      'D_OBJECTION',
    ]);
  });

  it('hold for an address that a stopped person got since, from the journal alone', async () => {
    const heed = await open();
    const to = newFolder();
    const [first, second] = ADDRESSES as [Identifier, Identifier];
    const subject = await makePerson(heed, [first]);
    await addFact(
      heed,
      { policy: 'cmp', subject, fact: { type: 'objection', at: '2026-02-01T00:00:00Z' } },
      'test',
    );
    await writeBackup(heed, { to });
    const rows = [{ identifiers: [first, second], facts: [] }];
    await upsertContacts(heed, { controller: 'cmp', actor: 'test', rows });
    const next = await beside(heed);
    await restoreBackup(next, { from: to, journals: [join(heed.folder, JOURNAL)] });
    const said = await answers(next);
    expect(said[`${second.value} by email`]).toBe('D_OBJECTION');
  });

  it('do not bring back any row of a person who was erased since', async () => {
    const heed = await open();
    const to = newFolder();
    const subject = await makePerson(heed, [ADDRESSES[0]!], [consent('2026-01-05T09:00:00Z')]);
    const uuid = uuidOf('sub', subject)!;
    await fillPersonTables(heed.db, uuid);
    await writeBackup(heed, { to });
    await eraseSubject(heed, { policy: 'cmp', subject, actor: 'test' });
    const next = await beside(heed);
    await restoreBackup(next, { from: to, journals: [join(heed.folder, JOURNAL)] });
    for (const table of DELETED_WITH_PERSON)
      expect([table, await rowsAbout(next.db, table, uuid)]).toEqual([table, 0]);
  });
});
