import { beforeAll, describe, expect, it } from 'vitest';
import { upsertContacts } from '../contacts/upsert-contacts.ts';
import { openTestHeed } from '../db/testing/stores.ts';
import { addFact } from '../facts/add-fact.ts';
import type { Heed } from '../heed.ts';
import { checkFolder } from './check/check-folder.ts';
import { keptApart } from './kept-apart.ts';
import { readFiles } from './read-folder.ts';

let heed: Heed;
beforeAll(async () => {
  heed = await openTestHeed();
  return () => heed.close();
});

const fact = { type: 'enquiry', at: '2026-05-01T09:00:00Z' } as const;
const identifier = { kind: 'email', value: 'visitor@example.org' } as const;

it('are the statistics of whoever promises that they identify nobody', () => {
  const apart = keptApart(heed.policies.get('institute').data);
  expect([...apart.categories]).toEqual(['site-use']);
  expect([...apart.fields]).toEqual(['page-count', 'device-kind']);
  expect([...apart.cookies]).toEqual(['ics_visit']);
  expect([...apart.purposes]).toEqual(['site-statistics']);
  expect(keptApart(heed.policies.get('cmp').data).categories.size).toBe(0);
});

describe('a join with a person', () => {
  it.each([
    ['the cookie as a source', { source: 'ics_visit:3f0c' }],
    ['a count as what was asked about', { product: 'page-count:41' }],
    ['the category', { source: 'site-use' }],
    ['the purpose', { purposes: ['site-statistics'] }],
  ])('is refused by %s', async (_what, words) => {
    const joined = addFact(heed, { policy: 'institute', identifier, fact: { ...fact, ...words } }, 'test');
    await expect(joined).rejects.toMatchObject({
      code: 'VALIDATION',
      message: expect.stringContaining('nobody'),
    });
    const imported = upsertContacts(heed, {
      controller: heed.policies.get('institute').data.policy.controller.id,
      actor: 'test',
      rows: [{ identifiers: [identifier], facts: [{ ...fact, ...words }] }],
    });
    await expect(imported).rejects.toMatchObject({ code: 'VALIDATION' });
  });

  it('is not suspected in ordinary facts, nor where nothing is promised', async () => {
    const ordinary = { ...fact, product: 'event:site-visits', source: 'web-form' };
    expect((await addFact(heed, { policy: 'institute', identifier, fact: ordinary }, 'test')).added).toBe(
      true,
    );
    const elsewhere = { ...fact, source: 'ics_visit' };
    expect((await addFact(heed, { policy: 'cmp', identifier, fact: elsewhere }, 'test')).added).toBe(true);
  });
});

describe('a policy that would join them', () => {
  function findings(...edits: (readonly [file: string, from: string, to: string])[]): string[] {
    const read = new Map(heed.policies.get('institute').files);
    for (const [file, from, to] of edits) {
      expect(read.get(file), file).toContain(from);
      read.set(file, read.get(file)!.replace(from, to));
    }
    return checkFolder(readFiles('institute', read))
      .findings.filter(({ code }) => code === 'statistics-joined')
      .map(({ message }) => message);
  }

  it.each([
    [
      'asks for them on a form',
      'forms.yaml',
      '- { field: first-name, required: true }',
      '- { field: page-count }',
    ],
    ['puts them beside names', 'purposes.yaml', 'data: [site-use]', 'data: [site-use, contact-details]'],
    ['takes them from people', 'data.yaml', 'kind: number, source: observed', 'kind: number, source: person'],
  ])('is an error: it %s', (_what, file, from, to) => {
    expect(findings([file, from, to])).toHaveLength(1);
  });

  it('is not the present one', () => {
    expect(findings()).toEqual([]);
  });
});
