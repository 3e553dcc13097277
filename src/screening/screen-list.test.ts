import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import iconv from 'iconv-lite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addSuppression } from '../contacts/add-suppression.ts';
import { eraseSubject } from '../contacts/erase-subject.ts';
import { describeStores, openTestHeed } from '../db/testing/stores.ts';
import { LAW_ONLY } from '../decision/policy.ts';
import { appendFacts } from '../facts/append-facts.ts';
import type { Heed } from '../heed.ts';
import { looseUnder } from './plan.ts';
import { type ScreenListInput, screenList } from './screen-list.ts';
import { BY_EMAIL, BY_PHONE, CONSENT, loadRegisters, person, screeningFixture } from './testing.ts';

const fixture = screeningFixture();
afterAll(fixture.close);

const bytes = (out: string) =>
  ['allowed.csv', 'refused.csv', 'rejected.csv'].map((name) => readFileSync(join(out, name), 'latin1'));
/** United States email to anybody is allowed by law, so that every row of a list comes out. */
const EVERYBODY = {
  ...BY_EMAIL,
  country: 'US',
  under: looseUnder({ id: 'loose', country: 'US' }, LAW_ONLY),
} as const;

describeStores('screening', (open) => {
  let heed: Heed;
  beforeAll(async () => {
    heed = await open();
  });
  const email = (value: string) => [{ kind: 'email' as const, value }];

  it('tells who may be contacted, who may not and why, and what it could not read', async () => {
    await person(heed, email('yes@example.org'), [CONSENT]);
    await person(heed, email('stopped@example.org'), [
      CONSENT,
      { type: 'objection', at: '2026-02-01T00:00:00Z' },
    ]);
    const erased = await person(heed, email('erased@example.org'), [CONSENT]);
    await eraseSubject(heed, { policy: 'cmp', subject: erased, actor: 'test' });
    await addSuppression(heed, {
      policy: 'cmp',
      identifier: { kind: 'email', value: 'suppressed@example.org' },
      reason: 'objection',
      actor: 'test',
    });
    const { file, out } = fixture.list(
      'Name,E-mail\nA,yes@example.org\nB,Stopped@Example.org\nC,erased@example.org\nD,suppressed@example.org\n' +
        'E,stranger@example.org\nF,not an address\nG,\nH,yes@example.org\nI,too@example.org,many\n',
    );
    const summary = await screenList(heed, { ...BY_EMAIL, at: new Date().toISOString(), file, out });

    const names = (name: string) => fixture.rows(out, name).map((row) => [row.Name, row.heed_reason]);
    expect(names('allowed.csv')).toEqual([
      ['A', undefined],
      ['H', undefined],
    ]);
    expect(names('refused.csv')).toEqual([
      ['B', 'D_OBJECTION'],
      ['C', 'D_SUPPRESSED_ERASED'],
      ['D', 'D_OBJECTION'],
      ['E', 'D_NO_CONSENT'],
    ]);
    expect(fixture.rows(out, 'rejected.csv').map(({ line, column }) => [line, column])).toEqual([
      ['7', 'E-mail'],
      ['8', 'E-mail'],
      ['10', ''],
    ]);
    expect(readFileSync(join(out, 'rejected.csv'), 'utf8')).not.toContain('not an address');
    expect(summary.counts).toEqual({ rows: 9, allowed: 2, refused: 4, rejected: 3, stopped_during_run: 0 });
    expect(summary.reasons).toEqual({
      A_CONSENT: 2,
      D_OBJECTION: 2,
      D_SUPPRESSED_ERASED: 1,
      D_NO_CONSENT: 1,
    });
    expect(readdirSync(out).sort()).toEqual(['allowed.csv', 'refused.csv', 'rejected.csv', 'summary.json']);
  });

  it.each([
    ['now', undefined],
    ['in the past', '2026-06-01T10:00:00Z'],
    ['to come', new Date(Date.now() + 86_400_000).toISOString()],
  ])('keeps out a person who opts out while the run goes on, for a contact %s', async (when, at) => {
    const rows = Array.from({ length: 60 }, (_, i) => `run-${when.replaceAll(' ', '-')}-${i}@example.org`);
    const subjects: string[] = [];
    for (const value of rows) subjects.push(await person(heed, email(value), [CONSENT]));
    const { file, out } = fixture.list(`email;n\r\n${rows.map((value, i) => `${value};${i}\r\n`).join('')}`);
    let batches = 0;
    const summary = await screenList(heed, {
      ...BY_EMAIL,
      at,
      file,
      out,
      checkpointEvery: 10,
      onProgress: async () => {
        if (++batches !== 4) return;
        // One already written, one in the part still to come, one erased, one suppressed by the address alone.
        const stop = { type: 'unsubscribe' as const, at: new Date().toISOString() };
        await appendFacts(heed, { controller: 'cmp', subject: subjects[3]!, facts: [stop], actor: 'test' });
        await appendFacts(heed, { controller: 'cmp', subject: subjects[55]!, facts: [stop], actor: 'test' });
        await eraseSubject(heed, { policy: 'cmp', subject: subjects[7]!, actor: 'test' });
        await addSuppression(heed, {
          policy: 'cmp',
          identifier: { kind: 'email', value: rows[9]! },
          reason: 'objection',
          actor: 'test',
        });
      },
    });
    const gone = [3, 55, 7, 9];
    const allowed = fixture.rows(out, 'allowed.csv').map(({ n }) => Number(n));
    expect(allowed).toEqual(rows.map((_, i) => i).filter((i) => !gone.includes(i)));
    const refused = Object.fromEntries(
      fixture.rows(out, 'refused.csv').map((row) => [row.n, row.heed_reason]),
    );
    expect(refused).toEqual({
      3: 'D_UNSUBSCRIBED',
      7: 'D_SUPPRESSED_ERASED',
      9: 'D_OBJECTION',
      55: 'D_UNSUBSCRIBED',
    });
    expect(summary.counts).toMatchObject({ rows: 60, allowed: 56, refused: 4, stopped_during_run: 4 });
    expect(summary.reasons.A_CONSENT).toBe(56);
    expect(summary.files['allowed.csv']!.rows).toBe(56);
  });
});

describe('screening', () => {
  let heed: Heed;
  beforeAll(async () => {
    heed = await openTestHeed();
    await loadRegisters(heed, '2026-10-20', ['02079460001']);
    await loadRegisters(heed, '2026-10-25', ['02079460001', '02079460002']);
  });
  afterAll(() => heed.close());
  const run = (input: Partial<ScreenListInput> & { file: string; out: string }) =>
    screenList(heed, { ...BY_EMAIL, ...input });

  it('checks numbers that nobody knows against the registers, with the day on which the answer changes', async () => {
    const { file, out } = fixture.list(
      'phone\n020 7946 0001\n+44 20 7946 0002\n0044 20 7946 0003\n+1 202 555 0100\n',
    );
    const summary = await run({ ...BY_PHONE, country: undefined, at: '2026-11-20T10:00:00Z', file, out });
    // Listed on 20 and 25 October: 28 days are over on 17 and 22 November. The files are good until 21 November.
    expect(fixture.rows(out, 'refused.csv').map((row) => row.heed_reason)).toEqual([
      'D_TPS_LISTED',
      'D_UNSUPPORTED',
    ]);
    expect(fixture.rows(out, 'allowed.csv').map((row) => row.heed_valid_until)).toEqual([
      '2026-11-22T00:00:00.000Z',
      '2026-11-22T00:00:00.000Z',
    ]);
    expect(
      summary.registers.map(({ register, file_date, numbers }) => [register, file_date, numbers]),
    ).toEqual([
      ['TPS', '2026-10-25', 2],
      ['CTPS', '2026-10-25', 1],
    ]);
  });

  it('counts a stop on any identifier that the row gives', async () => {
    await person(
      heed,
      [{ kind: 'email', value: 'left@example.org' }],
      [{ type: 'objection', at: '2026-02-01T00:00:00Z' }],
    );
    const { file, out } = fixture.list(
      'phone,email\n020 7946 0010,left@example.org\n020 7946 0011,new@example.org\n',
    );
    await run({ ...BY_PHONE, at: '2026-11-01T10:00:00Z', file, out });
    expect(fixture.rows(out, 'refused.csv').map((row) => row.heed_reason)).toEqual(['D_OBJECTION']);
    expect(fixture.rows(out, 'allowed.csv').map((row) => row.phone)).toEqual(['020 7946 0011']);
  });

  it('holds bought-in lists to their purchase entry', async () => {
    const input = fixture.list(
      'email,subscriber,subscriber reason\ninfo@example.org,corporate,company register\n',
    );
    await expect(run({ ...input, source: 'purchased-list' })).rejects.toMatchObject({
      code: 'LIST_NOT_REGISTERED',
    });
    await expect(run({ ...input, source: 'website-visit' })).rejects.toMatchObject({
      code: 'SOURCE_NOT_ALLOWED',
    });
    const bought = { ...input, source: 'purchased-list', list: 'L-7', at: '2026-09-01T10:00:00Z' };
    expect((await run(bought)).reasons).toEqual({ D_ART14_MISSING: 1 });
    const told = { ...bought, out: fixture.out(), message: { art14_notice: true } };
    expect((await run(told)).reasons).toEqual({ A_CORPORATE_SUBSCRIBER: 1 });
    // What a seller says of its own list is no finding.
    const sold = fixture.list('email,subscriber\ninfo@example.org,corporate\n');
    expect((await run({ ...told, ...sold })).reasons).toEqual({ D_NO_CONSENT: 1 });
    // Bought on 20 August: the month for telling people ends with 20 September.
    const late = { ...told, out: fixture.out(), at: '2026-09-21T10:00:00Z' };
    expect((await run(late)).reasons).toEqual({ D_ART14_LATE: 1 });
  });

  it('gives the same bytes for the same list and state', async () => {
    const { file, out } = fixture.list('phone\n020 7946 0001\n020 7946 0500\nx\n');
    const again = fixture.out();
    await run({ ...BY_PHONE, file, out });
    await run({ ...BY_PHONE, file, out: again });
    expect(bytes(again)).toEqual(bytes(out));
    const other = fixture.out();
    await run({ ...BY_PHONE, at: '2026-11-02T10:00:00Z', file, out: other });
    expect(bytes(other)[0]).not.toBe(bytes(out)[0]);
  });

  const text =
    'e-mail;né\r\na@example.org;"Zoë; ""Z"""\r\nb@example.org;"two\r\nlines"\r\nc@example.org;=1+1\r\n';
  const utf16be = () => iconv.encode(`\ufeff${text}`, 'utf-16be');
  it.each([
    ['UTF-8', () => Buffer.from(text)],
    ['UTF-8 with a mark', () => Buffer.from(`\ufeff${text}`)],
    ['UTF-16 LE', () => iconv.encode(`\ufeff${text}`, 'utf-16le')],
    ['UTF-16 BE', utf16be],
    ['Windows-1252', () => iconv.encode(text, 'windows-1252')],
  ])('leaves the rows of a %s list as they are, byte for byte', async (_name, make) => {
    const list = make();
    const { file, out } = fixture.list(list);
    const summary = await run({ ...EVERYBODY, file, out });
    expect(summary.counts.allowed).toBe(3);
    const wide = summary.list.encoding.startsWith('utf-16');
    const encode = (added: string) => iconv.encode(added, wide ? summary.list.encoding : 'utf-8');
    let result = readFileSync(join(out, 'allowed.csv'));
    const added = result
      .toString('latin1')
      .replaceAll('\0', '')
      .match(/;heed_decision;heed_valid_until|;dec_[0-9a-z]{26};/g)!;
    expect(added).toHaveLength(4);
    for (const cells of added) {
      const at = result.indexOf(encode(cells));
      result = Buffer.concat([result.subarray(0, at), result.subarray(at + encode(cells).length)]);
    }
    expect(result.equals(list)).toBe(true);
  });

  it('says which column is missing, and takes one by another name', async () => {
    const { file, out } = fixture.list('Name,Tel. (work)\nA,020 7946 0010\n');
    const missing = run({ ...BY_PHONE, file, out });
    await expect(missing).rejects.toMatchObject({
      code: 'MISSING_COLUMN',
      message: expect.stringContaining('"Tel. (work)"'),
    });
    expect(existsSync(out)).toBe(false);
    expect((await run({ ...BY_PHONE, file, out, columns: { phone: 'Tel. (work)' } })).counts.allowed).toBe(1);
  });

  it('goes on where a crash at any point stopped it, with the same bytes', async () => {
    const rows = Array.from({ length: 230 }, (_, i) => `p${i % 97 === 5 ? '' : i}@example.org,"x\n${i}"\n`);
    const { file, out: reference } = fixture.list(`email,n\n${rows.join('')}`);
    await run({ ...EVERYBODY, file, out: reference });
    const crashes = fc.array(fc.integer({ min: 1, max: 24 }), { minLength: 1, maxLength: 3 });
    await fc.assert(
      fc.asyncProperty(crashes, fc.integer({ min: 3, max: 40 }), async (points, checkpointEvery) => {
        const out = fixture.out();
        for (const point of points) {
          let calls = 0;
          const crash = () => {
            if (++calls === point) throw new Error('power cut');
          };
          await run({ ...EVERYBODY, file, out, checkpointEvery, durable: false, onProgress: crash }).catch(
            (error: Error) => {
              if (error.message !== 'power cut') throw error;
            },
          );
        }
        await run({ ...EVERYBODY, file, out, checkpointEvery, durable: false });
        expect(bytes(out)).toEqual(bytes(reference));
        expect(existsSync(join(out, '.heed-screening'))).toBe(false);
      }),
      { numRuns: 12 },
    );
  });

  it('refuses to go on with another list or question, and says what differs', async () => {
    const { file, out } = fixture.list('email\na@example.org\nb@example.org\nc@example.org\n');
    let calls = 0;
    const crash = () => {
      if (++calls === 2) throw new Error('power cut');
    };
    await expect(run({ ...EVERYBODY, file, out, checkpointEvery: 1, onProgress: crash })).rejects.toThrow(
      'power cut',
    );
    await expect(run({ ...EVERYBODY, file, out, purpose: 'service' })).rejects.toMatchObject({
      code: 'CONFLICT',
      message: expect.stringContaining('the question has changed'),
    });
    const other = fixture.list('email\nother@example.org\n');
    await expect(run({ ...EVERYBODY, file: other.file, out })).rejects.toThrow('the list has changed');
    expect((await run({ ...EVERYBODY, file, out })).counts.allowed).toBe(3);
  });

  it('keeps the results of another question, and replaces those of the same', async () => {
    const { file, out } = fixture.list('email\na@example.org\n');
    await run({ ...EVERYBODY, file, out });
    const before = bytes(out);
    await expect(run({ ...EVERYBODY, file, out, purpose: 'service' })).rejects.toMatchObject({
      code: 'CONFLICT',
    });
    expect(bytes(out)).toEqual(before);
    await run({ ...EVERYBODY, file, out });
    expect(bytes(out)).toEqual(before);
  });

  it('leaves nothing behind when it is cancelled', async () => {
    const { file, out } = fixture.list(`email\n${'a@example.org\n'.repeat(50)}`);
    const cancel = new AbortController();
    const onProgress = ({ rows }: { rows: number }) => {
      if (rows >= 20) cancel.abort();
    };
    const cancelled = run({
      ...EVERYBODY,
      file,
      out,
      checkpointEvery: 10,
      signal: cancel.signal,
      onProgress,
    });
    await expect(cancelled).rejects.toMatchObject({ code: 'CANCELLED' });
    expect(existsSync(out)).toBe(false);
  });

  it('lets one run at a time into a folder', async () => {
    const { file, out } = fixture.list(`email\n${'a@example.org\n'.repeat(50)}`);
    let second: Promise<unknown> | undefined;
    const onProgress = async () => {
      second ??= expect(run({ ...EVERYBODY, file, out })).rejects.toMatchObject({ code: 'STORE_LOCKED' });
      await second;
    };
    await run({ ...EVERYBODY, file, out, onProgress });
    expect(second).toBeDefined();
  });

  it('makes no formula of what it adds, and says so of a heading in the rejects', async () => {
    const { file, out } = fixture.list('=email\nnobody\n');
    await run({ ...EVERYBODY, file, out, columns: { email: '=email' } });
    expect(readFileSync(join(out, 'rejected.csv'), 'utf8')).toContain("2,'=email,");
  });
});
