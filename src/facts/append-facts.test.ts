import fc from 'fast-check';
import { sql } from 'kysely';
import { beforeAll, expect, it } from 'vitest';
import { consent, EVIDENCE, makePerson } from '../db/testing/people.ts';
import { describeStores } from '../db/testing/stores.ts';
import type { Heed } from '../heed.ts';
import { newId, uuidOf } from '../ids.ts';
import { appendFacts } from './append-facts.ts';
import { encodeFact, leafHash } from './encode-fact.ts';
import { knownFacts } from './known-facts.ts';
import { changedSince, ledgerMark, withLedgerFrozen } from './ledger.ts';
import { readHistory } from './read-history.ts';
import type { NewFact } from './schema.ts';

describeStores('ledger', (open) => {
  let heed: Heed;
  beforeAll(async () => {
    heed = await open();
  });
  let n = 0;
  const person = (facts: NewFact[] = []) =>
    makePerson(heed, [{ kind: 'email', value: `ledger${++n}@example.org` }], facts);
  const append = (subject: string, facts: NewFact[]) =>
    appendFacts(heed, { controller: 'cmp', subject, facts, actor: 'test' });

  it('gives back what was said, and opens the evidence only when asked', async () => {
    const subject = await person();
    const { facts, recorded_at } = await append(subject, [consent('2026-03-02T10:00:00+01:00')]);
    const [, entry] = await readHistory(heed, { subject, evidence: true });
    expect(entry).toMatchObject({
      id: facts[0]!.id,
      type: 'consent',
      at: '2026-03-02T09:00:00.000Z',
      recorded_at,
      clear: { channels: ['email'], method: 'unticked_box' },
      evidence: EVIDENCE,
    });
    expect((await readHistory(heed, { subject }))[1]!.evidence).toBeNull();
  });

  it('keeps a leaf that anybody with the row can compute', async () => {
    const subject = await person();
    await append(subject, [consent('2026-03-02T10:00:00Z', { expires_at: '2027-03-02T10:00:00Z' })]);
    const [, fact] = await knownFacts(heed, subject);
    const { rows } = await sql<{ sealed: Uint8Array; leaf: Uint8Array }>`
      select sealed, leaf from fact where subject = ${uuidOf('sub', subject)}::uuid and type = 'consent'`.execute(
      heed.db,
    );
    const bytes = encodeFact({
      id: fact!.id,
      controller: 'cmp',
      subject,
      identifier: fact!.identifier,
      type: fact!.type,
      happened_at: fact!.at,
      recorded_at: fact!.recorded_at,
      actor: fact!.actor,
      clear: fact!.clear,
      sealed: rows[0]!.sealed,
    });
    expect(Buffer.from(rows[0]!.leaf)).toEqual(leafHash(bytes));
  });

  it('takes any sequence with repeats as the sequence without', async () => {
    const pool: NewFact[] = [
      consent('2026-01-01T00:00:00Z'),
      consent('2026-01-01T00:00:00Z', { topics: ['events'] }),
      { type: 'unsubscribe', at: '2026-02-01T00:00:00Z', channels: ['email'] },
      { type: 'objection', at: '2026-02-01T00:00:00Z' },
      { type: 'sale', at: '2025-12-01T00:00:00Z', product: 'event:x' },
    ];
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(fc.nat(pool.length - 1), { maxLength: 4 }), { maxLength: 5 }),
        async (calls) => {
          const repeated = await person();
          const once = await person();
          for (const call of calls)
            await append(
              repeated,
              call.map((i) => pool[i]!),
            );
          await append(
            once,
            [...new Set(calls.flat())].map((i) => pool[i]!),
          );
          const content = async (subject: string) =>
            (await knownFacts(heed, subject))
              .map(({ type, at, clear }) => JSON.stringify({ type, at, clear }))
              .sort();
          expect(await content(repeated)).toEqual(await content(once));
        },
      ),
      { numRuns: 12 },
    );
  });

  it('answers a repeat with the fact that was there', async () => {
    const subject = await person();
    const first = await append(subject, [consent('2026-01-01T00:00:00Z')]);
    const second = await append(subject, [consent('2026-01-01T01:00:00+01:00')]);
    expect(second).toEqual({ facts: [{ id: first.facts[0]!.id, added: false }], recorded_at: null });
  });

  it('orders writers who meet on one person, each fact once', async () => {
    const subject = await person();
    const fact = (i: number): NewFact => ({
      type: 'sale',
      at: '2026-01-01T00:00:00Z',
      product: `event:${i}`,
    });
    await Promise.all(Array.from({ length: 12 }, (_, i) => append(subject, [fact(i % 6), fact(100 + i)])));
    const facts = await knownFacts(heed, subject);
    expect(facts).toHaveLength(1 + 6 + 12);
    const recorded = facts.map((one) => one.recorded_at);
    expect([...recorded].sort()).toEqual(recorded);
  });

  it('reads as known at an instant', async () => {
    const subject = await person();
    const first = await append(subject, [consent('2026-01-01T00:00:00Z')]);
    const second = await append(subject, [{ type: 'unsubscribe', at: '2026-01-02T00:00:00Z' }]);
    const types = async (at: string) => (await knownFacts(heed, subject, at)).map((fact) => fact.type);
    expect(await types(first.recorded_at!)).toEqual(['profile', 'consent']);
    expect(await types(second.recorded_at!)).toEqual(['profile', 'consent', 'unsubscribe']);
  });

  it('is all or nothing', async () => {
    const subject = await person();
    const tooLong = consent('2026-01-02T00:00:00Z', {
      evidence: { ...EVIDENCE, wording: 'x'.repeat(60_000) },
    });
    await expect(append(subject, [consent('2026-01-01T00:00:00Z'), tooLong])).rejects.toMatchObject({
      code: 'PAYLOAD_TOO_LARGE',
    });
    expect(await knownFacts(heed, subject)).toHaveLength(1);
  });

  it('knows no stranger', async () => {
    await expect(append(newId('sub'), [])).rejects.toMatchObject({ code: 'UNKNOWN_SUBJECT' });
    await expect(
      appendFacts(heed, { controller: 'ics', subject: await person(), facts: [], actor: 'test' }),
    ).rejects.toMatchObject({ code: 'UNKNOWN_SUBJECT' });
  });

  it('tells who was stopped since a mark, and no writer slips past a frozen ledger', async () => {
    const [before, after, during] = [await person(), await person(), await person()];
    await append(before!, [{ type: 'objection', at: '2026-01-01T00:00:00Z' }]);
    const mark = await ledgerMark(heed);
    await append(after!, [{ type: 'objection', at: '2026-01-01T00:00:00Z' }]);
    let late: Promise<unknown> | undefined;
    const changed = await withLedgerFrozen(heed, async (frozen) => {
      late = append(during!, [{ type: 'objection', at: '2026-01-01T00:00:00Z' }]);
      await new Promise((resolve) => setTimeout(resolve, 100));
      return changedSince(frozen, 'cmp', mark);
    });
    await late;
    expect([...changed.subjects]).toEqual([after]);
    expect([...(await changedSince(heed, 'cmp', mark)).subjects].sort()).toEqual([after, during].sort());
  });
});
