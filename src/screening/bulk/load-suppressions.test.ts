import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { addSuppression } from '../../contacts/add-suppression.ts';
import { SUPPRESSION_REASONS, suppressionsOf } from '../../contacts/suppressions.ts';
import { loadVault, newKeyText } from '../../db/load-keys.ts';
import { lockFolder } from '../../db/lock-folder.ts';
import { openPostgresHeed, openTestHeed } from '../../db/testing/stores.ts';
import { seededRandom } from '../../demo/random.ts';
import { ledgerMark } from '../../facts/ledger.ts';
import type { Heed } from '../../heed.ts';
import { rotateKey } from '../../keys/rotate-key.ts';
import { CONSENT, person } from '../testing.ts';
import { loadSuppressions } from './load-suppressions.ts';
import { type SuppressionParts, SuppressionTable } from './suppression-table.ts';

const FEW = 10;
const { pick, below } = seededRandom(3);
let heed: Heed;
let stopped: string[];
beforeEach(async () => {
  heed = await openTestHeed();
  stopped = [];
});
afterEach(() => heed.close());

const file = () => join(heed.folder, 'suppressions', 'cmp.idx');

/** Stops of people and of chance; some say stop more than once. */
async function stop(count: number): Promise<void> {
  for (let i = 0; i < count; i++) {
    const again = stopped.length > 0 && below(4) === 0;
    const value = again ? pick(stopped) : `person.${stopped.length}@example.org`;
    if (!again) stopped.push(value);
    await addSuppression(heed, {
      policy: 'cmp',
      identifier: { kind: 'email', value },
      reason: pick(SUPPRESSION_REASONS.filter((reason) => reason !== 'erasure')),
      ...(below(2) && { channels: ['email'] }),
      ...(below(3) === 0 && { purposes: ['market_research'] }),
      at: new Date(1.7e12 + below(1e9)).toISOString(),
      actor: 'test',
    });
  }
}

const load = async (of = heed) => loadSuppressions(of, 'cmp', await ledgerMark(of), FEW);

/** What the parts say of an address, under every index key. */
function stopsIn(parts: readonly SuppressionParts[], value: string): unknown[] | null {
  const hashes = heed.vault.hashes('cmp', 'email', value);
  const tables = parts.map((one) => new SuppressionTable(one));
  const found = hashes.flatMap((hash) => {
    const words = Int32Array.from({ length: 8 }, (_, i) => hash.readInt32BE(i * 4));
    return tables.map((table) => {
      const stops = table.find(words, 0);
      return stops?.map(({ at, scope }) => ({ ...table.scopes[scope], at })) ?? null;
    });
  });
  for (const table of tables) table.close();
  return found.some((stops) => stops === null) ? null : sorted(found.flat());
}

const sorted = (list: readonly unknown[]) => list.map((one) => JSON.stringify(one)).sort();

/** The parts say of everybody what the store says. */
async function expectAsStored(parts: readonly SuppressionParts[]): Promise<void> {
  const strangers = ['stranger@example.org', 'person.x@example.org'];
  for (const value of [...stopped, ...strangers]) {
    const hashes = heed.vault.hashes('cmp', 'email', value).map((hash) => hash.toString('hex'));
    const stored = [...(await suppressionsOf(heed.db, 'cmp', hashes)).values()].flat();
    const told = stored.map(({ reason, channels, purposes, topics, happened_at }) => ({
      reason,
      topics,
      channels,
      purposes,
      at: Date.parse(happened_at),
    }));
    expect(stopsIn(parts, value)?.map((one) => sorted(Object.entries(JSON.parse(one as string))))).toEqual(
      sorted(told).map((one) => sorted(Object.entries(JSON.parse(one)))),
    );
  }
}

it('keeps few in memory and makes no file', async () => {
  await stop(FEW);
  const parts = await load();
  expect(parts.map(({ records }) => 'memory' in records)).toEqual([true]);
  await expectAsStored(parts);
  expect(existsSync(file())).toBe(false);
});

it('keeps many in a file, and those that came since in memory', async () => {
  await stop(60);
  const first = await load();
  expect(first.map(({ records }) => 'path' in records)).toEqual([true]);
  await expectAsStored(first);
  const { mtimeMs, mode } = statSync(file());
  expect(mode & 0o777).toBe(0o600);

  await stop(FEW - 1);
  const second = await load();
  expect(second.map(({ records }) => 'path' in records)).toEqual([true, false]);
  await expectAsStored(second);
  expect(statSync(file()).mtimeMs).toBe(mtimeMs);
});

it('puts many new ones among those of the file, and each scope once', async () => {
  for (let round = 0; round < 4; round++) {
    await stop(FEW * 2 + below(30));
    const parts = await load();
    expect(parts.length).toBe(1);
    const { rows } = await sql<{ n: number; scopes: number }>`select count(*)::integer as n,
      count(distinct (reason, channels, purposes, topics)) ::integer as scopes from suppression`.execute(
      heed.db,
    );
    expect(parts[0]!.count).toBe(rows[0]!.n);
    expect(parts[0]!.scopes.length).toBe(rows[0]!.scopes);
    await expectAsStored(parts);
  }
  expect(readdirSync(join(heed.folder, 'suppressions')).filter((name) => name.endsWith('.tmp'))).toEqual([]);
});

it('answers an earlier mark without what the file has beyond it', async () => {
  await stop(FEW * 2);
  const early = await ledgerMark(heed);
  const before = [...stopped];
  stopped.push('late@example.org');
  await addSuppression(heed, {
    policy: 'cmp',
    identifier: { kind: 'email', value: 'late@example.org' },
    reason: 'objection',
    actor: 'test',
  });
  await stop(FEW * 2);
  await load();
  const parts = await loadSuppressions(heed, 'cmp', early, FEW);
  expect(parts.reduce((sum, { count }) => sum + count, 0)).toBe(FEW * 2);
  expect(stopsIn(parts, 'late@example.org')).toEqual([]);
  expect(before.filter((value) => stopsIn(parts, value)?.length === 0)).toEqual([]);
});

it('holds the hashes of a new index key', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'heed-index-key-'));
  const key = join(folder, 'index.key');
  writeFileSync(key, `1:${newKeyText()}\n`, { mode: 0o600 });
  vi.stubEnv('HEED_INDEX_KEY_FILE', key);
  const env = { HEED_INDEX_KEY_FILE: key, HEED_MASTER_KEY: newKeyText() };
  heed = { ...heed, vault: loadVault('production', folder, env) };
  for (let i = 0; i < 20; i++)
    await person(heed, [{ kind: 'email', value: `person.${i}@example.org` }], [CONSENT]);
  await stop(40);
  await load();
  await rotateKey(heed, { key: 'index' });
  const { rows } = await sql`select distinct key_version from suppression`.execute(heed.db);
  expect(rows.length).toBe(2);
  await expectAsStored(await load());
  await stop(25);
  await expectAsStored(await load());
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

/** The same store, in which a rotation moves a row as soon as the first rows of suppressions are read. */
function whileOneMoves(of: Heed, times: number): Heed {
  let left = times;
  const db = of.db.withPlugin({
    transformQuery: ({ node }) => node,
    async transformResult({ result }) {
      const [row] = result.rows;
      if (row && 'scope' in row && left-- > 0)
        await sql`update suppression set key_version = key_version + 1 where id = ${row.id}::uuid`.execute(
          of.db,
        );
      return result;
    },
  });
  return { ...of, db };
}

it('keeps no file that was written while hashes moved, and goes on without', async () => {
  await heed.close();
  heed = await openPostgresHeed();
  await stop(30);
  const parts = await load(whileOneMoves(heed, 1));
  expect(parts.map(({ records }) => 'memory' in records)).toEqual([true]);
  expect(existsSync(file())).toBe(false);
  await expectAsStored(parts);
  await expect(load(whileOneMoves(heed, 2))).rejects.toMatchObject({ code: 'CONFLICT' });
});

it.each<[string, (path: string) => void]>([
  ['cut short', (path) => truncateSync(path, statSync(path).size - 9)],
  ['empty', (path) => truncateSync(path, 0)],
  ['of another kind', (path) => writeFileSync(path, 'not an index at all, and long enough to be one')],
  [
    'flipped in its index',
    (path) => {
      const bytes = readFileSync(path);
      bytes[8 + 60 * 48 + 100]! ^= 4;
      writeFileSync(path, bytes);
    },
  ],
])('makes a file anew that is %s', async (_, damage) => {
  await stop(60);
  await load();
  damage(file());
  const parts = await load();
  expect(parts.length).toBe(1);
  await expectAsStored(parts);
});

it('passes over the file of another store', async () => {
  await stop(60);
  await load();
  const copy = readFileSync(file());
  const other = await openTestHeed();
  const mine = heed;
  heed = other;
  stopped = [];
  await stop(60);
  await load();
  writeFileSync(file(), copy);
  await expectAsStored(await load());
  await mine.close();
});

it('takes the rows from the store while another run writes the file', async () => {
  await stop(30);
  await load();
  await stop(30);
  const release = lockFolder(join(heed.folder, 'suppressions'), 'cmp.lock');
  const parts = await load();
  release();
  expect(parts.map(({ records }) => 'path' in records)).toEqual([true, false]);
  await expectAsStored(parts);
});

it('says that the store has to be asked where a record is not what the index says', async () => {
  await stop(60);
  const parts = await load();
  const bytes = readFileSync(file());
  bytes.fill(0, 8, 8 + 60 * 48);
  writeFileSync(file(), bytes);
  expect(stopped.map((value) => stopsIn(parts, value))).toEqual(stopped.map(() => null));
  expect(stopsIn(parts, 'stranger@example.org')).toEqual([]);
  truncateSync(file(), 100);
  expect(stopsIn(parts, stopped[0]!)).toBeNull();
});

it('does not take some of the stops of a person for all of them', async () => {
  await stop(60);
  const parts = await load();
  const bytes = readFileSync(file());
  const hashAt = (i: number) => bytes.subarray(8 + i * 48, 8 + i * 48 + 32);
  const twice = Array.from({ length: 59 }, (_, i) => i).filter((i) => hashAt(i).equals(hashAt(i + 1)));
  const person = stopped.find((value) =>
    heed.vault.hashes('cmp', 'email', value)[0]!.equals(hashAt(twice[0]!)),
  )!;
  expect(stopsIn(parts, person)!.length).toBeGreaterThan(1);
  hashAt(twice[0]!).fill(0);
  writeFileSync(file(), bytes);
  expect(stopsIn(parts, person)).toBeNull();
});
