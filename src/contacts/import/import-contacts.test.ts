import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { describeStores } from '../../db/testing/stores.ts';
import { addFact } from '../../facts/add-fact.ts';
import { knownFacts } from '../../facts/known-facts.ts';
import type { Heed } from '../../heed.ts';
import { newId } from '../../ids.ts';
import { addSuppression } from '../add-suppression.ts';
import { findSubject } from '../find-subject.ts';
import { type ImportInput, importContacts } from './import-contacts.ts';
import { getImport, listImports } from './queries.ts';
import { writeRejects } from './write-rejects.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'heed-import-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function* streamOf(text: string) {
  yield Buffer.from(text);
}

describeStores('importing contacts', (open) => {
  let heed: Heed;
  beforeAll(async () => {
    heed = await open();
  });

  const run = (text: string, more: Partial<ImportInput> = {}) =>
    importContacts(heed, {
      file: streamOf(text),
      policy: 'cmp',
      source: 'website-form',
      actor: 'test',
      ...more,
    });
  const subjectOf = (kind: 'email' | 'phone', value: string, policy = 'cmp') =>
    findSubject(heed, { policy, identifier: { kind, value } });
  const factsOf = async (email: string, policy = 'cmp') => {
    const subject = await subjectOf('email', email, policy);
    return subject ? knownFacts(heed, subject) : [];
  };
  const everything = async () => {
    const tables = ['subject', 'identifier', 'fact', 'projection', 'suppression'];
    const rows = [];
    for (const table of tables)
      rows.push((await sql`select count(*)::int as n from ${sql.table(table)}`.execute(heed.db)).rows[0]);
    return rows;
  };
  const rejectsOf = async (id: string) => {
    const path = join(folder, `${id}.csv`);
    await writeRejects(heed, id, path);
    return readFileSync(path, 'utf8').trim().split('\r\n').slice(1);
  };

  test('what a row says becomes facts; names are sealed, codes are clear', async () => {
    const result = await run(
      'E-mail;Telephone;First name;Surname;Job title;Country;State;Subscriber;Subscriber reason;Collected on\n' +
        'Zoe@Example.org;020 7946 0123;Zoë;Example;Head of Service;United Kingdom;;corporate;Limited company;2026-03-01\n',
    );
    expect(result).toMatchObject({ result: 'imported', rows: 1, counts: { created: 1, rejected: 0 } });
    const facts = await factsOf('zoe@example.org');
    expect(facts).toEqual([
      expect.objectContaining({
        type: 'obtained',
        at: '2026-03-01T00:00:00.000Z',
        clear: { from: 'subject', source: 'website-form' },
      }),
      expect.objectContaining({
        type: 'profile',
        clear: { country: 'GB', subscriber: 'corporate', subscriber_reason: 'limited_company' },
        has_evidence: true,
      }),
    ]);
    expect(await subjectOf('phone', '+442079460123')).toBe(await subjectOf('email', 'zoe@example.org'));
    const { rows } = await sql<{ all: string }>`select string_agg(fact::text, ' ') as all from fact`.execute(
      heed.db,
    );
    expect(rows[0]!.all).not.toMatch(/Zo|Head of/);
  });

  test('the same file twice changes nothing, and so does a row that a file repeats', async () => {
    const text = 'email,country\ntwice@example.org,GB\nonce@example.org,GB\nTWICE@example.org,GB\n';
    const first = await run(text);
    expect(first.counts).toMatchObject({ created: 2, unchanged: 1 });
    const before = await everything();
    const second = await run(text);
    expect(second).toMatchObject({
      id: first.id,
      result: 'already_imported',
      rows: 3,
      counts: { created: 0, updated: 0, unchanged: 3 },
    });
    expect(await everything()).toEqual(before);
  });

  describe('the source', () => {
    test('must be one that the policy allows; its own reason is given', async () => {
      await expect(run('email\na@example.org\n', { source: 'unknown' })).rejects.toMatchObject({
        code: 'SOURCE_NOT_ALLOWED',
        message: expect.stringContaining('origin'),
      });
      await expect(
        run('email\na@example.org\n', { policy: 'institute', source: 'scrape' }),
      ).rejects.toMatchObject({
        code: 'SOURCE_NOT_ALLOWED',
      });
    });

    test('a bought-in list needs its purchase entry, and dates what it brought', async () => {
      const bought = { policy: 'institute', source: 'bought-in-list' };
      for (const list of [undefined, 'L-404'])
        await expect(run('email\nlist@example.org\n', { ...bought, list })).rejects.toMatchObject({
          code: 'LIST_NOT_REGISTERED',
        });
      await run('email,subscriber\nlist@example.org,corporate\n', { ...bought, list: 'L-9' });
      expect(await factsOf('list@example.org', 'institute')).toEqual([
        expect.objectContaining({
          type: 'obtained',
          at: '2026-08-20T00:00:00.000Z',
          clear: { from: 'third_party', source: 'bought-in-list', list: 'L-9' },
        }),
        // A seller's word is no finding.
        expect.objectContaining({ type: 'profile', clear: { subscriber: 'unknown' } }),
      ]);
    });

    test('a purchase entry for a source that needs none is a mistake', async () => {
      await expect(run('email\na@example.org\n', { list: 'L-7' })).rejects.toMatchObject({
        code: 'VALIDATION',
      });
    });
  });

  test('suppressed people are refused and counted, and nothing says who or why', async () => {
    await addSuppression(heed, {
      policy: 'cmp',
      identifier: { kind: 'email', value: 'gone@example.org' },
      reason: 'objection',
      actor: 'test',
    });
    const result = await run('email,phone\ngone@example.org,07700 900001\nstays@example.org,07700 900002\n');
    expect(result.counts).toMatchObject({ created: 1, refused: 1, rejected: 0 });
    expect(await rejectsOf(result.id)).toEqual([]);
    expect(await subjectOf('phone', '+447700900001')).toBeNull();
  });

  test('bad rows go to the rejects file with line, column and reason, and the rest goes on', async () => {
    const result = await run(
      [
        'email,=phone,country,age',
        'not an address,07700 900010,GB,30',
        'ok1@example.org,07700 900011,GB,30',
        'b@example.org,12,GB,30',
        'c@example.org,07700 900012,Atlantis,30',
        ',,GB,30',
        'd@example.org,07700 900013,GB',
        'e@example.org,07700\u0000900014,GB,30',
        '"f@example.org,07700 900015,GB,30',
        'g@example.org,07700 900016,GB,many',
        'ok2@example.org,07700 900017,GB,',
      ].join('\n'),
      { map: { phone: '=phone' } },
    );
    expect(result).toMatchObject({ rows: 10, counts: { created: 2, rejected: 8 } });
    expect(await rejectsOf(result.id)).toEqual([
      expect.stringMatching(/^2,email,.*email address/),
      expect.stringMatching(/^4,'=phone,.*phone number/),
      expect.stringMatching(/^5,country,.*two letters/),
      expect.stringMatching(/^6,,.*no email address/),
      expect.stringMatching(/^7,,.*3 cells/),
      expect.stringMatching(/^8,,.*NUL/),
      expect.stringMatching(/^9,,.*quotation mark/),
      expect.stringMatching(/^10,age,.*whole number/),
    ]);
    expect((await rejectsOf(result.id)).join()).not.toMatch(/not an address|\b[b-g]@|07700|Atlantis|many/);
  });

  describe('consent columns', () => {
    const evidence = 'consent wording version,consent method,consent at,consent notice version';
    const consentOf = async (email: string) => (await factsOf(email)).find((fact) => fact.type === 'consent');

    test('without all evidence columns they are not taken, and the result says which are missing', async () => {
      const result = await run('email,opt-in,consent at\nbare@example.org,yes,2026-01-05\n');
      expect(result.counts).toMatchObject({ created: 1, consents: 0 });
      expect(result.notes.join()).toMatch(/"opt-in" was not taken.*wording version.*method.*notice version/);
      expect(await consentOf('bare@example.org')).toBeUndefined();
    });

    test('with evidence they are a consent, row by row', async () => {
      const result = await run(
        [
          `email,phone,consent,consent channels,${evidence}`,
          'full@example.org,07700 900020,yes,email sms live_call,news-3,unticked box,2026-01-05T10:00:00Z,2026-01-01',
          'nowording@example.org,,yes,email,,unticked_box,2026-01-05,2026-01-01',
          'preticked@example.org,,yes,email,news-3,preticked_box,2026-01-05,2026-01-01',
          'later@example.org,,yes,email,news-3,oral,2126-01-05,2026-01-01',
          'no@example.org,,no,email,news-3,oral,2026-01-05,2026-01-01',
          'perhaps@example.org,,perhaps,email,news-3,oral,2026-01-05,2026-01-01',
          'nophone@example.org,,yes,sms,news-3,oral,2026-01-05,2026-01-01',
        ].join('\n'),
      );
      expect(result.counts).toMatchObject({ created: 7, rejected: 0, consents: 1, consents_not_taken: 4 });
      const facts = (await factsOf('full@example.org')).filter((fact) => fact.type === 'consent');
      const common = { purposes: ['direct_marketing'], method: 'unticked_box', source: 'website-form' };
      expect(facts.map((fact) => fact.clear)).toEqual([
        { ...common, channels: ['email'] },
        { ...common, channels: ['sms', 'live_call'] },
      ]);
      // Each is about the address it was given for.
      expect(new Set(facts.map((fact) => fact.identifier)).size).toBe(2);
      expect(
        facts.every((fact) => fact.has_evidence && fact.identifier && fact.at === '2026-01-05T10:00:00.000Z'),
      ).toBe(true);
      expect((await rejectsOf(result.id)).map((line) => line.split(',').slice(0, 2))).toEqual([
        ['3', 'consent'],
        ['4', 'consent'],
        ['5', 'consent'],
        ['8', 'consent'],
      ]);
    });

    test('an import never lifts a stop', async () => {
      await run('email\nstopped@example.org\n');
      const subject = await subjectOf('email', 'stopped@example.org');
      await addFact(
        heed,
        { policy: 'cmp', subject, fact: { type: 'objection', at: '2026-01-01T00:00:00Z' } },
        'test',
      );
      const result = await run(
        `email,consent,${evidence}\nstopped@example.org,yes,news-3,oral,2026-02-01,2026-01-01\n`,
      );
      expect(result.counts).toMatchObject({ consents: 0, consents_not_taken: 1 });
      expect(await rejectsOf(result.id)).toEqual([]);
      expect(await consentOf('stopped@example.org')).toBeUndefined();
    });

    test('an opt-out is a stop, and doubt means stop', async () => {
      const result = await run(
        'email,unsubscribed\nout@example.org,yes\nin@example.org,no\ndoubt@example.org,left us\n',
      );
      expect(result.counts).toMatchObject({ created: 3, opt_outs: 2 });
      expect((await factsOf('doubt@example.org')).map((fact) => fact.type)).toContain('objection');
      expect((await factsOf('in@example.org')).map((fact) => fact.type)).not.toContain('objection');
    });
  });

  test('a stopped import goes on where it stopped, and counts every row once', async () => {
    const lines = Array.from({ length: 2500 }, (_, i) =>
      i % 100 === 7 ? 'nonsense' : `resume${i}@example.org`,
    );
    const path = join(folder, 'resume.csv');
    writeFileSync(path, `email\n${lines.join('\n')}\n`);
    const stop = new AbortController();
    const stopped = await run('', { file: path, signal: stop.signal, onProgress: () => stop.abort() });
    expect(stopped).toMatchObject({ result: 'stopped', rows: 1000 });
    const half = await everything();
    expect(await getImport(heed, stopped.id)).toMatchObject({ state: 'running', counts: stopped.counts });
    const done = await run('', { file: path });
    expect(done).toMatchObject({
      id: stopped.id,
      result: 'imported',
      resumed: true,
      rows: 2500,
      counts: { created: 2475, rejected: 25 },
    });
    expect(await everything()).not.toEqual(half);
    const [newest] = await listImports(heed, 'cmp');
    expect(newest).toMatchObject({ id: done.id, state: 'done', counts: done.counts });
    expect(newest?.bytes_done).toBe(newest?.file_bytes);
    expect((await rejectsOf(done.id)).map((line) => Number(line.split(',')[0]))).toEqual(
      Array.from({ length: 25 }, (_, i) => i * 100 + 9),
    );
  });

  test('the same file twice at once: every row is taken in once, and the slower one is told', async () => {
    const path = join(folder, 'twice.csv');
    writeFileSync(
      path,
      `email\n${Array.from({ length: 1500 }, (_, i) => `race${i}@example.org`).join('\n')}\n`,
    );
    const [before] = await everything();
    const results = await Promise.allSettled([run('', { file: path }), run('', { file: path })]);
    const failed = results.filter((result) => result.status === 'rejected');
    expect(failed.map(({ reason }) => reason.code)).toEqual(failed.map(() => 'CONFLICT'));
    const done = await run('', { file: path });
    expect(done).toMatchObject({ rows: 1500, counts: { rejected: 0, refused: 0 } });
    const [after] = await everything();
    expect((after as { n: number }).n - (before as { n: number }).n).toBe(1500);
    expect((await getImport(heed, done.id)).counts).toMatchObject({
      created: 1500,
      updated: 0,
      unchanged: 0,
    });
  });

  test('an import that does not exist', async () => {
    for (const id of ['imp_nonsense', newId('imp')])
      await expect(writeRejects(heed, id, join(folder, 'none.csv'))).rejects.toMatchObject({
        code: 'UNKNOWN_IMPORT',
      });
  });

  test('a list without a usable column is refused and leaves no trace', async () => {
    const before = await sql`select count(*) from import_run`.execute(heed.db);
    await expect(run('town,colour\nx,y\n')).rejects.toMatchObject({ code: 'MISSING_COLUMN' });
    await expect(run('')).rejects.toMatchObject({ code: 'BAD_LIST' });
    expect(await sql`select count(*) from import_run`.execute(heed.db)).toEqual(before);
    expect(readdirSync(join(heed.folder, 'imports'))).toEqual([]);
  });
});
