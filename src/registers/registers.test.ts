import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openRegisters, registerNumber } from './registers.ts';
import { dramaNumber, e164, registerFixture, registerText } from './testing.ts';

const [a, b] = [dramaNumber(123), dramaNumber(1456)] as [string, string];
let fixture: ReturnType<typeof registerFixture>;
beforeEach(() => {
  fixture = registerFixture();
});
afterEach(() => fixture.close());

test('nothing loaded: no facts, no status', () => {
  expect(fixture.registers.factsFor(e164(a))).toEqual([]);
  expect(fixture.registers.status()).toEqual([]);
  expect(fixture.registers.snapshot().fileDay('TPS')).toBe(-1);
  expect(fixture.registers.snapshot().listedOn('TPS', registerNumber(e164(a)))).toBe(-1);
});

test('facts: one screening for each loaded register with its own date, one listing for each hit', async () => {
  const tps = await fixture.load('TPS', '2026-11-02', registerText([a]));
  await fixture.load('CTPS', '2026-11-09', registerText([b]));
  expect(fixture.registers.factsFor(e164(a))).toEqual([
    expect.objectContaining({ type: 'screening', registers: ['TPS'], file_date: fixture.day('2026-11-02') }),
    {
      type: 'register_listing',
      id: `listing:TPS@${tps.sha256.slice(0, 12)}`,
      at: Number.NEGATIVE_INFINITY,
      register: 'TPS',
      listed_on: fixture.day('2026-11-02'),
    },
    expect.objectContaining({ type: 'screening', registers: ['CTPS'], file_date: fixture.day('2026-11-09') }),
  ]);
});

test('a number outside +44 gets no facts, not even a screening', async () => {
  await fixture.load('TPS', '2026-11-02', registerText([a]));
  for (const foreign of [
    '+33123456789',
    '+14165550123',
    '02079460123',
    '+44',
    '+44020794601',
    '+4420794601234',
    '+44207946012x',
    '',
  ])
    expect(fixture.registers.factsFor(foreign), foreign).toEqual([]);
});

test('replay: the file that was loaded by then, not the one whose date is earlier', async () => {
  const at = (time: string) => Date.parse(time);
  await fixture.load('TPS', '2026-11-02', registerText([a]), { now: at('2026-11-05T10:00Z') });
  await fixture.load('TPS', '2026-11-04', registerText([b, dramaNumber(7)]), {
    now: at('2026-11-06T10:00Z'),
  });
  const types = (number: string, knownAt: string) =>
    fixture.registers
      .factsFor(e164(number), at(knownAt))
      .map((fact) => [fact.type, fact.file_date ?? fact.listed_on]);
  const [second, fourth] = [fixture.day('2026-11-02'), fixture.day('2026-11-04')];
  expect(types(a, '2026-11-05T09:59Z')).toEqual([]);
  expect(types(a, '2026-11-05T10:00Z')).toEqual([
    ['screening', second],
    ['register_listing', second],
  ]);
  expect(types(b, '2026-11-06T09:59Z')).toEqual([['screening', second]]);
  expect(types(b, '2026-11-06T10:00Z')).toEqual([
    ['screening', fourth],
    ['register_listing', fourth],
  ]);
  expect(types(a, '2026-11-06T10:00Z')).toEqual([['screening', fourth]]);
  expect(fixture.registers.factsFor(e164(b), at('2026-11-19T00:00Z'))).toEqual(
    fixture.registers.factsFor(e164(b)),
  );
});

test('a file that another process loads answers the very next question; a snapshot stays as it was', async () => {
  await fixture.load('TPS', '2026-11-02', registerText([a]));
  const other = openRegisters(fixture.folder);
  const snapshot = other.snapshot();
  expect(other.factsFor(e164(b))).toHaveLength(1);
  await fixture.load('TPS', '2026-11-03', registerText([a, b]));
  expect(other.factsFor(e164(b))).toHaveLength(2);
  expect(snapshot.listedOn('TPS', registerNumber(e164(b)))).toBe(-1);
  expect(snapshot.files[0]?.fileDay).toBe(fixture.day('2026-11-02'));
  expect(other.snapshot().listedOn('TPS', registerNumber(e164(b)))).toBe(fixture.day('2026-11-03'));
});

test('an index that was changed on disk is refused, not believed', async () => {
  await fixture.load('TPS', '2026-11-02', registerText([a]));
  const folder = join(fixture.folder, 'registers', 'TPS');
  const path = join(folder, readdirSync(folder)[0]!);
  const bytes = readFileSync(path);
  bytes[bytes.length - 3]! ^= 1;
  writeFileSync(path, bytes);
  expect(() => openRegisters(fixture.folder).factsFor(e164(a))).toThrow(
    expect.objectContaining({ code: 'BAD_REGISTER_FILE' }),
  );
});
