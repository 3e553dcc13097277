import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Kysely, sql } from 'kysely';
import { beforeAll, expect, it } from 'vitest';
import type { Database } from '../db/tables.ts';
import { consent, EVIDENCE, makePerson } from '../db/testing/people.ts';
import { describeStores } from '../db/testing/stores.ts';
import { appendFacts } from '../facts/append-facts.ts';
import { knownFacts } from '../facts/known-facts.ts';
import { readHistory } from '../facts/read-history.ts';
import type { Heed } from '../heed.ts';
import { uuidOf } from '../ids.ts';
import { decideContact } from './decide-contact.ts';
import { eraseSubject } from './erase-subject.ts';
import { findSubject } from './find-subject.ts';
import { liftSuppression } from './lift-suppression.ts';
import { replayDecision } from './replay-decision.ts';
import { upsertContacts } from './upsert-contacts.ts';

const PERSON = {
  email: 'Quentin.Zebrafish@example.org',
  phone: '+44 7700 900777',
  post: 'Quentin Zebrafish|SW1A 1AA|12',
  note: 'Met Quentin Zebrafish at the stand; prefers calls after five.',
};
const TRACES = [/quentin/i, /zebrafish/i, /900777/, /SW1A ?1AA/i, /after five/];

/** Every row of every table as text, with bytes both in hex and decoded. */
async function dump(db: Kysely<Database>): Promise<string> {
  const { rows: tables } = await sql<{ name: string }>`
    select tablename as name from pg_tables where schemaname = 'public'`.execute(db);
  let text = '';
  for (const { name } of tables) {
    const { rows } = await sql<{ row: string }>`select t::text as row from ${sql.table(name)} t`.execute(db);
    for (const { row } of rows) {
      text += `${name}: ${row}\n`;
      for (const [hex] of row.matchAll(/(?:[0-9a-f]{2}){8,}/g))
        text += `${Buffer.from(hex, 'hex').toString('latin1')}\n`;
    }
  }
  return text;
}

describeStores('erasure', (open, kind) => {
  let heed: Heed;
  beforeAll(async () => {
    heed = await open();
  });
  const email = { policy: 'cmp', channel: 'email', purpose: 'direct_marketing' };

  it('leaves nothing of the person in a raw dump, and keeps them from being contacted', async () => {
    const identifiers = (['email', 'phone', 'post'] as const).map((of) => ({ kind: of, value: PERSON[of] }));
    const identifier = identifiers[0]!;
    const subject = await makePerson(heed, identifiers, [
      consent('2026-01-05T09:00:00Z', { evidence: { ...EVIDENCE, note: PERSON.note } }),
      { type: 'unsubscribe', at: '2026-02-05T09:00:00Z', topics: ['training'] },
    ]);
    const asked = await decideContact(heed, {
      ...email,
      identifier,
      message: { topic: 'events' },
      record: true,
    });
    expect(asked.decision.decision).toBe('allow');
    const wrapped = await wrappedKey(heed, subject);
    expect(wrapped).toHaveLength(122);
    // Sealed from the first moment: not even before the erasure does a value stand in a table.
    for (const trace of TRACES) expect(await dump(heed.db)).not.toMatch(trace);

    const erased = await eraseSubject(heed, { policy: 'cmp', identifier, actor: 'test' });
    expect(erased).toMatchObject({ subject, erased_now: true, suppressions: 6 });

    const after = await dump(heed.db);
    for (const trace of TRACES) expect(after).not.toMatch(trace);
    expect(after).not.toContain(wrapped);
    expect(await findSubject(heed, { policy: 'cmp', identifier })).toBeNull();
    const history = await readHistory(heed, { subject, evidence: true });
    expect(history.map((fact) => fact.type)).toEqual(['profile', 'consent', 'unsubscribe', 'erasure']);
    expect(history.every((fact) => fact.evidence === null)).toBe(true);
    for (const each of identifiers) {
      const { decision } = await decideContact(heed, {
        ...email,
        identifier: each,
        attributes: { country: 'GB' },
      });
      expect(decision.decision).toBe('deny');
    }
    expect((await replayDecision(heed, { decision: asked.decision_id! })).identical).toBe(true);
    expect(await eraseSubject(heed, { policy: 'cmp', subject, actor: 'test' })).toMatchObject({
      erased_now: false,
      erased_at: erased.erased_at,
    });
    await expect(
      appendFacts(heed, {
        controller: 'cmp',
        subject,
        facts: [{ type: 'sale', at: '2026-01-01T00:00:00Z' }],
        actor: 'test',
      }),
    ).rejects.toMatchObject({ code: 'SUBJECT_ERASED' });
  });

  it('is not undone by a list, and is by an own later consent', async () => {
    const identifier = { kind: 'email', value: 'comes.back@example.org' } as const;
    await makePerson(
      heed,
      [identifier],
      [
        consent('2026-01-05T09:00:00Z'),
        { type: 'objection', at: '2026-02-01T09:00:00Z', channels: ['email'] },
      ],
    );
    await eraseSubject(heed, { policy: 'cmp', identifier, actor: 'test' });
    const rows = [
      {
        identifiers: [identifier],
        facts: [{ type: 'obtained', at: '2026-01-01T00:00:00Z', from: 'third_party' } as const],
      },
    ];
    const [again] = await upsertContacts(heed, { controller: 'cmp', actor: 'test', rows });
    expect(again).toEqual({ status: 'suppressed' });
    expect(await findSubject(heed, { policy: 'cmp', identifier })).toBeNull();

    const decision = async () =>
      (await decideContact(heed, { ...email, identifier, attributes: { country: 'GB' } })).decision;
    expect((await decision()).decision).toBe('deny');
    const lift = { policy: 'cmp', identifier, fact: consent(new Date().toISOString()) };
    expect(await liftSuppression(heed, lift, 'test')).toMatchObject({ added: true, overridden: 2 });
    expect(await decision()).toMatchObject({ decision: 'allow', reason: 'A_CONSENT' });
    const [taken] = await upsertContacts(heed, { controller: 'cmp', actor: 'test', rows });
    expect(taken).toMatchObject({ status: 'updated' });
  });

  it('carries every stop with its own scope and time', async () => {
    const identifier = { kind: 'email', value: 'scoped@example.org' } as const;
    const subject = await makePerson(
      heed,
      [identifier],
      [
        { type: 'unsubscribe', at: '2026-02-05T09:00:00Z', topics: ['training'], channels: ['email'] },
        { type: 'refusal_offered', at: '2026-02-06T09:00:00Z', used: true },
      ],
    );
    await eraseSubject(heed, { policy: 'cmp', subject, actor: 'test' });
    const { rows } = await sql<{ reason: string; channels: unknown; topics: unknown }>`
      select s.reason, s.channels, s.topics from suppression s
      where encode(hash, 'hex') = ${heed.vault.hash('cmp', 'email', identifier.value).toString('hex')} order by seq`.execute(
      heed.db,
    );
    expect(rows).toEqual([
      { reason: 'erasure', channels: null, topics: null },
      { reason: 'unsubscribe', channels: ['email'], topics: ['training'] },
      { reason: 'objection', channels: ['email', 'sms', 'social_dm'], topics: null },
    ]);
  });

  it('removes the key and the identifiers of that person only', async () => {
    const stays = await makePerson(
      heed,
      [{ kind: 'email', value: 'stays@example.org' }],
      [consent('2026-01-05T09:00:00Z')],
    );
    const goes = await makePerson(heed, [{ kind: 'email', value: 'goes@example.org' }]);
    await eraseSubject(heed, { policy: 'cmp', subject: goes, actor: 'test' });
    expect((await readHistory(heed, { subject: stays, evidence: true }))[1]!.evidence).toEqual(EVIDENCE);
    expect((await knownFacts(heed, goes)).at(-1)!.type).toBe('erasure');
  });

  it.runIf(kind === 'pglite')(
    'leaves no value and, once vacuumed, no key in the files of the store',
    async () => {
      const folder = join(heed.folder, 'files');
      const { openHeed } = await import('../open-heed.ts');
      const onDisk = await openHeed({ mode: 'demo', folder, policies: heed.policies, log: heed.log });
      const identifier = { kind: 'email', value: PERSON.email } as const;
      const subject = await makePerson(
        onDisk,
        [identifier],
        [consent('2026-01-05T09:00:00Z', { evidence: { ...EVIDENCE, note: PERSON.note } })],
      );
      const wrapped = Buffer.from(await wrappedKey(onDisk, subject), 'hex');
      await eraseSubject(onDisk, { policy: 'cmp', subject, actor: 'test' });
      await sql`vacuum full subject_key`.execute(onDisk.db);
      await sql`checkpoint`.execute(onDisk.db);
      const table = await sql<{ path: string }>`select pg_relation_filepath('subject_key') as path`.execute(
        onDisk.db,
      );
      await onDisk.close();
      const store = join(folder, 'store');
      const files = readdirSync(store, { recursive: true, withFileTypes: true }).filter((entry) =>
        entry.isFile(),
      );
      expect(files.length).toBeGreaterThan(100);
      for (const file of files) {
        const bytes = readFileSync(join(file.parentPath, file.name)).toString('latin1');
        for (const trace of TRACES) if (trace.test(bytes)) throw new Error(`${file.name} holds ${trace}`);
      }
      expect(readFileSync(join(store, table.rows[0]!.path)).includes(wrapped)).toBe(false);
    },
  );
});

async function wrappedKey(heed: Heed, subject: string): Promise<string> {
  const { rows } = await sql<{ wrapped: string }>`
    select encode(wrapped, 'hex') as wrapped from subject_key where subject = ${uuidOf('sub', subject)}::uuid`.execute(
    heed.db,
  );
  return rows[0]!.wrapped;
}
