import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Kysely, sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addSuppression } from '../contacts/add-suppression.ts';
import { decideContact } from '../contacts/decide-contact.ts';
import { eraseSubject } from '../contacts/erase-subject.ts';
import { JOURNAL } from '../contacts/erasure-journal.ts';
import { findSubject } from '../contacts/find-subject.ts';
import { replayDecision } from '../contacts/replay-decision.ts';
import { upsertContacts } from '../contacts/upsert-contacts.ts';
import { newKeyText } from '../db/load-keys.ts';
import type { Database } from '../db/tables.ts';
import { consent, EVIDENCE, makePerson } from '../db/testing/people.ts';
import { describeStores, type OpenTestHeed } from '../db/testing/stores.ts';
import { appendFacts } from '../facts/append-facts.ts';
import { readHistory } from '../facts/read-history.ts';
import type { Heed } from '../heed.ts';
import { uuidOf } from '../ids.ts';
import { PEOPLE_FILE } from './backup-folder.ts';
import { restoreBackup } from './restore-backup.ts';
import { allTables } from './tables.ts';
import { writeBackup } from './write-backup.ts';

const email = (name: string) => ({ kind: 'email', value: `${name}@example.org` }) as const;
const question = {
  policy: 'cmp',
  channel: 'email',
  purpose: 'direct_marketing',
  attributes: { country: 'GB' },
};
const saved = { ...process.env };
const root = mkdtempSync(join(tmpdir(), 'heed-backup-'));
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

/** Every row of every table that a restore gives back, as text. */
async function contents(db: Kysely<Database>): Promise<Record<string, string[]>> {
  const tables: Record<string, string[]> = {};
  for (const { name } of await allTables(db)) {
    if (['migration', 'idempotency', 'outbox'].includes(name)) continue;
    // A projection may hold from a later instant on; what it says is the same.
    const shown = name === 'projection' ? sql`subject::text || facts::text` : sql`t::text`;
    const { rows } = await sql<{
      row: string;
    }>`select ${shown} as row from ${sql.table(name)} t order by 1`.execute(db);
    tables[name] = rows.map(({ row }) => row);
  }
  return tables;
}

/** An empty store with the same keys, as on a new machine. */
async function openBeside(open: OpenTestHeed, heed: Heed): Promise<Heed> {
  return { ...(await open()), vault: heed.vault };
}

describeStores('backup', (open) => {
  it('gives back everything, from a full backup and those that add to it, while others write', async () => {
    const heed = await open();
    const to = newFolder();
    const first = await makePerson(heed, [email('first')], [consent('2026-01-05T09:00:00Z')]);
    const asked = await decideContact(heed, { ...question, identifier: email('first'), record: true });
    mkdirSync(join(heed.folder, 'registers', 'TPS'), { recursive: true });
    writeFileSync(join(heed.folder, 'registers', 'TPS', '2026-11-01-abc.idx'), 'register bytes');
    expect(await writeBackup(heed, { to })).toMatchObject({ kind: 'full', registers: 1 });

    await appendFacts(heed, {
      controller: 'cmp',
      subject: first,
      facts: [{ type: 'sale', at: '2026-02-01T00:00:00Z' }],
      actor: 'test',
    });
    await makePerson(
      heed,
      [email('second'), { kind: 'phone', value: '+44 7700 900123' }],
      [consent('2026-03-05T09:00:00Z')],
    );
    await addSuppression(heed, {
      policy: 'cmp',
      identifier: email('third'),
      reason: 'objection',
      actor: 'test',
    });
    const added = await writeBackup(heed, { to });
    expect(added.kind).toBe('incremental');
    const [writing, during] = await Promise.all([
      (async () => {
        for (let n = 0; n < 20; n++)
          await makePerson(heed, [email(`during-${n}`)], [consent('2026-01-05T09:00:00Z')]);
      })(),
      writeBackup(heed, { to }),
    ]);
    expect([writing, during.kind]).toEqual([undefined, 'incremental']);
    await writeBackup(heed, { to });

    const next = await openBeside(open, heed);
    const done = await restoreBackup(next, { from: to });
    expect(done).toMatchObject({ erased_again: 0, unreadable: 0, registers: 1 });
    expect(await contents(next.db)).toEqual(await contents(heed.db));
    expect(readFileSync(join(next.folder, 'registers', 'TPS', '2026-11-01-abc.idx'), 'utf8')).toBe(
      'register bytes',
    );
    expect((await readHistory(next, { subject: first, evidence: true }))[1]!.evidence).toEqual(EVIDENCE);
    expect((await replayDecision(next, { decision: asked.decision_id! })).identical).toBe(true);
    const later = await makePerson(next, [email('later')], [consent('2026-01-05T09:00:00Z')]);
    expect((await readHistory(next, { subject: later })).length).toBe(2);

    const earlier = await openBeside(open, heed);
    expect((await restoreBackup(earlier, { from: added.path })).at).toBe(added.at);
    expect(await findSubject(earlier, { policy: 'cmp', identifier: email('during-3') })).toBeNull();
    expect(await findSubject(earlier, { policy: 'cmp', identifier: email('second') })).not.toBeNull();
  });

  describe('of a person who is erased afterwards', () => {
    let heed: Heed;
    let subject: string;
    const to = newFolder();
    const old = newFolder();
    const oldEpochs = join(root, `old-epochs-${count}`);
    const name = `Wilhelmina.Okapi-${count}`;
    const traces = /wilhelmina|okapi/i;
    beforeAll(async () => {
      heed = await open();
      subject = await makePerson(
        heed,
        [email(name)],
        [consent('2026-01-05T09:00:00Z', { evidence: { ...EVIDENCE, note: name } })],
      );
      await makePerson(heed, [email('stays')], [consent('2026-01-05T09:00:00Z')]);
      await writeBackup(heed, { to });
      cpSync(to, old, { recursive: true });
      copyFileSync(process.env.HEED_BACKUP_EPOCH_FILE!, oldEpochs);
      await eraseSubject(heed, { policy: 'cmp', subject, actor: 'test' });
    });

    async function expectGone(restored: Heed, done: { erased_again: number }): Promise<void> {
      expect(done.erased_again).toBe(1);
      expect(await findSubject(restored, { policy: 'cmp', identifier: email(name) })).toBeNull();
      const history = await readHistory(restored, { subject, evidence: true });
      expect(history.map(({ type }) => type)).toEqual(['profile', 'consent', 'erasure']);
      expect(history.every(({ evidence }) => evidence === null)).toBe(true);
      const { decision } = await decideContact(restored, { ...question, identifier: email(name) });
      expect(decision.decision).toBe('deny');
      const rows = [
        {
          identifiers: [email(name)],
          facts: [{ type: 'obtained', at: '2026-01-01T00:00:00Z', from: 'third_party' } as const],
        },
      ];
      expect(await upsertContacts(restored, { controller: 'cmp', actor: 'test', rows })).toEqual([
        { status: 'suppressed' },
      ]);
      const all = await contents(restored.db);
      expect(
        [...all.subject_key!, ...all.identifier!].filter((row) => row.includes(uuidOf('sub', subject)!)),
      ).toEqual([]);
      expect(JSON.stringify(all)).not.toMatch(traces);
      expect(await findSubject(restored, { policy: 'cmp', identifier: email('stays') })).not.toBeNull();
      expect(
        (await decideContact(restored, { ...question, identifier: email('stays') })).decision.decision,
      ).toBe('allow');
    }

    it('does not bring them back over the store that erased them', async () => {
      const beside = await openBeside(open, heed);
      await restoreBackup(beside, { from: to });
      await eraseSubject(beside, { policy: 'cmp', subject, actor: 'test' });
      rmSync(join(beside.folder, JOURNAL));
      await expectGone(beside, await restoreBackup(beside, { from: to, force: true }));
    });

    it('does not bring them back where the journal survived the database', async () => {
      const next = await openBeside(open, heed);
      copyFileSync(join(heed.folder, JOURNAL), join(next.folder, JOURNAL));
      await expectGone(next, await restoreBackup(next, { from: to }));
      const elsewhere = await openBeside(open, heed);
      await expectGone(
        elsewhere,
        await restoreBackup(elsewhere, { from: to, journals: [join(heed.folder, JOURNAL)] }),
      );
    });

    it('does not bring them back from the old history once a later backup was made, on a machine that knows nothing', async () => {
      await writeBackup(heed, { to });
      const first = join(
        to,
        readdirSync(to)
          .filter((file) => file.includes('-full'))
          .sort()[0]!,
      );
      const next = await openBeside(open, heed);
      await expectGone(next, await restoreBackup(next, { from: first }));
      // The copy of the old folder has the old people part, and its key is gone from this machine.
      await expect(restoreBackup(await openBeside(open, heed), { from: old })).rejects.toThrow(
        /a later backup has ended it/,
      );
      const alone = await openBeside(open, heed);
      expect(await restoreBackup(alone, { from: old, withoutPeople: true })).toMatchObject({ unreadable: 2 });
      expect(JSON.stringify(await contents(alone.db))).not.toMatch(traces);
    });

    it('does bring them back for whoever kept the old part and its key: the window that the documentation names', async () => {
      const current = process.env.HEED_BACKUP_EPOCH_FILE;
      process.env.HEED_BACKUP_EPOCH_FILE = oldEpochs;
      const next = await openBeside(open, heed);
      expect(await restoreBackup(next, { from: old })).toMatchObject({ erased_again: 0 });
      expect(await findSubject(next, { policy: 'cmp', identifier: email(name) })).toBe(subject);
      process.env.HEED_BACKUP_EPOCH_FILE = current;
    });
  });

  it('refuses a store that holds something, and replaces it only when told to', async () => {
    const heed = await open();
    const to = newFolder();
    await makePerson(heed, [email('kept')]);
    await writeBackup(heed, { to });
    await makePerson(heed, [email('newer')]);
    const before = await contents(heed.db);
    await expect(restoreBackup(heed, { from: to })).rejects.toMatchObject({ code: 'CONFLICT' });
    expect(await contents(heed.db)).toEqual(before);
    await restoreBackup(heed, { from: to, force: true });
    expect(await findSubject(heed, { policy: 'cmp', identifier: email('newer') })).toBeNull();
    expect(await findSubject(heed, { policy: 'cmp', identifier: email('kept') })).not.toBeNull();
  });

  it('refuses what was changed, cut off or made with another key, and leaves the store as it was', async () => {
    const heed = await open();
    const to = newFolder();
    for (let n = 0; n < 5; n++)
      await makePerson(heed, [email(`sealed-${n}`)], [consent('2026-01-05T09:00:00Z')]);
    const { path } = await writeBackup(heed, { to });
    const next = await openBeside(open, heed);
    const empty = await contents(next.db);
    const good = readFileSync(path);
    expect(good.toString('latin1')).not.toContain('example.org');
    const refused = async () => {
      await expect(restoreBackup(next, { from: to })).rejects.toMatchObject({ code: 'BACKUP_INVALID' });
      expect(await contents(next.db)).toEqual(empty);
    };
    for (const at of [0, 30, 200, Math.floor(good.length / 2), good.length - 1]) {
      const bad = Buffer.from(good);
      bad[at]! ^= 1;
      writeFileSync(path, bad);
      await refused().catch((error) => {
        throw new Error(`byte ${at} of ${good.length}: ${error.message}`);
      });
    }
    writeFileSync(path, good.subarray(0, good.length - 40));
    await refused();
    writeFileSync(path, good);
    const key = process.env.HEED_BACKUP_KEY;
    process.env.HEED_BACKUP_KEY = `1:${newKeyText()}`;
    await refused();
    process.env.HEED_BACKUP_KEY = key;
    await restoreBackup(next, { from: to });
    expect(await contents(next.db)).toEqual(await contents(heed.db));
  });

  it('leaves the old backup as it was when one is interrupted', async () => {
    const heed = await open();
    const to = newFolder();
    await makePerson(heed, [email('whole')]);
    await writeBackup(heed, { to });
    const whole = readdirSync(to).filter((name) => name.endsWith('.heedbackup'));
    const people = readFileSync(join(to, PEOPLE_FILE));
    writeFileSync(join(to, 'x-full.heedbackup.part'), 'half');
    const failing = { ...heed, db: failAt(heed.db, 'subject_key') };
    await expect(writeBackup(failing, { to })).rejects.toThrow('interrupted');
    expect(readFileSync(join(to, PEOPLE_FILE)).equals(people)).toBe(true);
    expect(readdirSync(to).filter((name) => name.endsWith('.part'))).toEqual([]);
    expect(whole.every((name) => existsSync(join(to, name)))).toBe(true);
    const next = await openBeside(open, heed);
    await restoreBackup(next, { from: join(to, whole.find((name) => name.includes('full'))!) });
    expect(await findSubject(next, { policy: 'cmp', identifier: email('whole') })).not.toBeNull();
  });
});

/** The same store, on which reading one table fails. */
function failAt(db: Kysely<Database>, table: string): Kysely<Database> {
  return db.withPlugin({
    transformQuery: ({ node }) => {
      if (JSON.stringify(node).includes(`from \\"${table}\\"`)) throw new Error('interrupted');
      return node;
    },
    transformResult: async ({ result }) => result,
  });
}
