import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { dramaNumber, e164, registerFixture, registerText } from './testing.ts';

const [a, b, c, d] = [dramaNumber(123), dramaNumber(1456), dramaNumber(2789), dramaNumber(2)] as [
  string,
  string,
  string,
  string,
];
let fixture: ReturnType<typeof registerFixture>;
beforeEach(() => {
  fixture = registerFixture();
});
afterEach(() => fixture.close());

const listing = (number: string, knownAt?: number) =>
  fixture.registers.factsFor(e164(number), knownAt).find((fact) => fact.type === 'register_listing')
    ?.listed_on;

describe('the published layouts', () => {
  test.each(['with', 'without'] as const)('%s spaces', async (layout) => {
    const loaded = await fixture.load('TPS', '2026-11-02', registerText([a, b, c], layout));
    expect(loaded).toMatchObject({
      result: 'loaded',
      count: 3,
      layout: `${layout} spaces`,
      repeated: 0,
      first: true,
    });
    expect([a, b, c, d].map((n) => listing(n))).toEqual([
      ...Array(3).fill(fixture.day('2026-11-02')),
      undefined,
    ]);
  });

  test('short numbers: ten digits, and eight', async () => {
    await fixture.load('TPS', '2026-11-02', '01632  96012\r\n' + '0800    1111\r\n');
    expect(fixture.registers.factsFor('+44163296012')).toHaveLength(2);
    expect(fixture.registers.factsFor('+448001111')).toHaveLength(2);
    // The same digits with one more are another number.
    expect(fixture.registers.factsFor('+441632960120')).toHaveLength(1);
  });

  test('a number that the file repeats counts once', async () => {
    const loaded = await fixture.load('TPS', '2026-11-02', registerText([a, b, a, a]));
    expect(loaded).toMatchObject({ count: 2, repeated: 2 });
    expect([listing(a), listing(b)]).toEqual([fixture.day('2026-11-02'), fixture.day('2026-11-02')]);
  });
});

describe('a file that is not as published is refused whole and the one in use stays', () => {
  const good = registerText([a, b]);
  const record = '01632 960123\r\n';
  test.each([
    ['empty', '', 'empty'],
    ['cut in the middle of a record', good + record.slice(0, 6), 'truncated'],
    ['last CR LF missing', good + record.slice(0, 12), 'truncated'],
    ['last LF missing', good + record.slice(0, 13), 'truncated'],
    ['LF instead of CR LF', good.replaceAll('\r\n', '\n'), 'CR LF'],
    ['a record too long', `${good}01632  960123\r\n${record}`, 'CR LF'],
    ['a letter', `${good}01632 96O123\r\n`, 'other than digits'],
    ['a plus', `${good}+4416 329601\r\n`, 'other than digits'],
    ['a NUL byte', `${good}01632 96\u0000123\r\n`, 'other than digits'],
    ['a blank record', `${good}${' '.repeat(12)}\r\n`, 'single 0'],
    ['no leading 0', `${good}44163 960123\r\n`, 'single 0'],
    ['two leading 0s', `${good}00441 960123\r\n`, 'single 0'],
    ['too few digits', `${good}01632      1\r\n`, '6 digits'],
    ['too many digits', `${good}016321234567\r\n`, '12 digits'],
    ['the other layout half-way', good + registerText([c], 'without'), 'first record'],
    ['a gap inside the remainder', `${good}01632960 123\r\n`, 'first record'],
    ['no remainder', `${registerText([a], 'without')}01632 960123\r\n`, 'first record'],
    ['a header line', `Number      \r\n${good}`, 'other than digits'],
  ])('%s', async (_, text, why) => {
    await fixture.load('TPS', '2026-11-02', registerText([a]));
    const before = fixture.registers.status();
    await expect(fixture.load('TPS', '2026-11-03', text)).rejects.toMatchObject({
      code: 'BAD_REGISTER_FILE',
      message: expect.stringContaining(why),
    });
    expect(fixture.registers.status()).toEqual(before);
    expect(listing(a)).toBe(fixture.day('2026-11-02'));
    expect(readdirSync(join(fixture.folder, 'registers', 'TPS'))).toHaveLength(1);
  });

  test('the message gives the place of a bad record but not its digits', async () => {
    const error = await fixture.load('TPS', '2026-11-02', `${good}01632 96x999\r\n`).catch((e) => e);
    expect(error.message).toContain('Record 3');
    expect(error.message).not.toMatch(/01632|999/);
  });

  test('a file that is not there', async () => {
    await expect(
      fixture.registers.load({ register: 'TPS', file: join(fixture.folder, 'nowhere'), fileDay: 20_000 }),
    ).rejects.toMatchObject({ code: 'BAD_REGISTER_FILE' });
  });

  test('under half of the numbers in use, unless forced', async () => {
    const many = Array.from({ length: 10 }, (_, i) => dramaNumber(i));
    await fixture.load('TPS', '2026-11-02', registerText(many));
    await expect(fixture.load('TPS', '2026-11-03', registerText(many.slice(0, 4)))).rejects.toMatchObject({
      message: expect.stringContaining('under half'),
    });
    expect(fixture.registers.status()[0]?.count).toBe(10);
    await fixture.load('TPS', '2026-11-03', registerText(many.slice(0, 5)));
    await fixture.load('TPS', '2026-11-04', registerText(many.slice(0, 1)), { force: true });
    expect(fixture.registers.status()[0]?.count).toBe(1);
  });
});

describe('the file date', () => {
  const now = Date.parse('2026-07-01T23:30:00Z');

  test('may be today in London and not later', async () => {
    await fixture.load('TPS', '2026-07-02', registerText([a]), { now });
    await expect(fixture.load('CTPS', '2026-07-03', registerText([a]), { now })).rejects.toMatchObject({
      message: expect.stringContaining('future'),
    });
  });

  test('must be newer than the one in use', async () => {
    await fixture.load('TPS', '2026-07-01', registerText([a]), { now });
    await expect(fixture.load('TPS', '2026-06-30', registerText([a, b]), { now })).rejects.toMatchObject({
      message: expect.stringContaining('older'),
    });
    await expect(fixture.load('TPS', '2026-07-01', registerText([a, b]), { now })).rejects.toMatchObject({
      message: expect.stringContaining('different TPS file of 2026-07-01'),
    });
  });

  test('the very same file again changes nothing', async () => {
    const first = await fixture.load('TPS', '2026-07-01', registerText([a, b]), { now });
    const again = await fixture.load('TPS', '2026-07-01', registerText([a, b]), { now: now + 5 });
    expect(again).toMatchObject({ result: 'unchanged', loadedAt: first.loadedAt, count: 2 });
    expect(fixture.registers.status()[0]).toMatchObject({ kept: 1, loadedAt: now });
  });
});

describe('since when a number is listed', () => {
  test('first file, stays, leaves, returns', async () => {
    await fixture.load('TPS', '2026-11-02', registerText([a, b]));
    await fixture.load('TPS', '2026-11-03', registerText([a, c]));
    expect([listing(a), listing(b), listing(c)]).toEqual([
      fixture.day('2026-11-02'),
      undefined,
      fixture.day('2026-11-03'),
    ]);
    const last = await fixture.load('TPS', '2026-11-04', registerText([b, c, a], 'without'));
    expect(last).toMatchObject({ added: 1, removed: 0 });
    expect([listing(a), listing(b), listing(c)].map((day) => day! - fixture.day('2026-11-02'))).toEqual([
      0, 2, 1,
    ]);
  });

  test('the first file may say since when its numbers were listed, at once or by loading it again', async () => {
    const [early, late] = [Date.parse('2026-11-19T09:00Z'), Date.parse('2026-11-20T09:00Z')];
    await fixture.load('TPS', '2026-11-02', registerText([a]), { now: early });
    const again = await fixture.load('TPS', '2026-11-02', registerText([a]), {
      listedSince: fixture.day('2026-09-01'),
      now: late,
    });
    expect(again.result).toBe('loaded');
    expect(listing(a)).toBe(fixture.day('2026-09-01'));
    expect(listing(a, late - 1)).toBe(fixture.day('2026-11-02'));
    await fixture.load('TPS', '2026-11-03', registerText([a, b]));
    expect([listing(a), listing(b)]).toEqual([fixture.day('2026-09-01'), fixture.day('2026-11-03')]);
  });

  test('a later file may not, and nobody may say a day after the file', async () => {
    await fixture.load('TPS', '2026-11-02', registerText([a]));
    await fixture.load('TPS', '2026-11-03', registerText([a]));
    for (const [register, date, since] of [
      ['TPS', '2026-11-03', '2026-09-01'],
      ['TPS', '2026-11-04', '2026-09-01'],
      ['FPS', '2026-11-03', '2026-11-04'],
    ] as const)
      await expect(
        fixture.load(register, date, registerText([a]), { listedSince: fixture.day(since) }),
      ).rejects.toMatchObject({ code: 'VALIDATION' });
  });

  test('any three files in a row: listed now, and since the last gap', async () => {
    const files = fc.array(fc.uniqueArray(fc.nat(2999), { minLength: 1, maxLength: 60 }), {
      minLength: 3,
      maxLength: 3,
    });
    await fc.assert(
      fc.asyncProperty(files, fc.boolean(), async (rounds, spaces) => {
        const own = registerFixture();
        try {
          const dates = ['2026-11-02', '2026-11-03', '2026-11-04'];
          for (const [i, round] of rounds.entries())
            await own.load(
              'CTPS',
              dates[i]!,
              registerText(round.map(dramaNumber), spaces ? 'with' : 'without'),
              { force: true },
            );
          for (let i = 0; i < 3000; i += 7) check(i);
          for (const i of rounds.flat()) check(i);
          function check(i: number) {
            let since: number | undefined;
            for (const [r, round] of rounds.entries())
              since = round.includes(i) ? (since ?? own.day(dates[r]!)) : undefined;
            const fact = own.registers
              .factsFor(e164(dramaNumber(i)))
              .find((f) => f.type === 'register_listing');
            expect(fact?.listed_on).toBe(since);
          }
        } finally {
          own.close();
        }
      }),
      { numRuns: 25 },
    );
  });
});

test('what a killed load left behind is cleared, and its lock is taken over', async () => {
  const folder = join(fixture.folder, 'registers', 'TPS');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, '2026-11-01-abc.idx.99.tmp'), 'half');
  writeFileSync(`${folder}.loading.1`, `${2 ** 30} 1 -\n`);
  await fixture.load('TPS', '2026-11-02', registerText([a]));
  expect(readdirSync(folder)).toEqual([expect.stringMatching(/^2026-11-02-[0-9a-f]{12}\.idx$/)]);
});

test('two loads of one register at once: one is told to wait', async () => {
  const text = registerText([a, b]);
  const results = await Promise.allSettled([
    fixture.load('TPS', '2026-11-02', text),
    fixture.load('TPS', '2026-11-03', text),
  ]);
  expect(results.map((r) => r.status).sort()).toEqual(['fulfilled', 'rejected']);
});
