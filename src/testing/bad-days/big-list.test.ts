import { once } from 'node:events';
import { createWriteStream, existsSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ImportResult } from '../../contacts/import/import-contacts.ts';
import type { Summary } from '../../screening/summary.ts';
import { startHeed } from '../command.ts';
import { makePlace, type Place } from '../places.ts';

/** 100 MB under a heap of 64 in `npm test`; the 2 GB under 512 MB by hand, see docs/bad-days.md. */
const MEGABYTES = Number(process.env.HEED_BAD_DAYS_LIST_MB ?? 100);
const HEAP = Number(process.env.HEED_BAD_DAYS_HEAP_MB ?? 64);
/** What the process may take beside its heap: code, buffers and, while rows are read, files that the kernel maps. */
const BESIDE = 450;

let place: Place;
beforeAll(async () => {
  place = await makePlace('postgres');
});
afterAll(() => place?.drop());

/** Rows of about `width` bytes up to the size; gives how many. */
async function writeList(path: string, bytes: number, width: number): Promise<number> {
  const filler = 'x'.repeat(width - 60);
  const list = createWriteStream(path);
  list.write('email,country,remarks\n');
  let rows = 0;
  for (let size = 0; size < bytes; rows++) {
    const line = `person-${rows}@example.org,US,"${filler} ${rows}"\n`;
    size += line.length;
    if (!list.write(line)) await once(list, 'drain');
  }
  list.end();
  await once(list, 'close');
  return rows;
}

/** Runs a command under the small heap and gives what it printed and the most memory that it held, in MB. */
async function underSmallHeap(
  args: readonly string[],
): Promise<{ stdout: string; peak: number; seconds: number }> {
  const started = performance.now();
  const child = await startHeed(args, { ...place.options, node: [`--max-old-space-size=${HEAP}`] });
  let stdout = '';
  let stderr = '';
  child.stdout?.on('data', (chunk) => (stdout += chunk));
  child.stderr?.on('data', (chunk) => (stderr += chunk));
  let peak = 0;
  const status = `/proc/${child.pid}/status`;
  const look = setInterval(() => {
    if (!existsSync(status)) return;
    const held = /VmHWM:\s+(\d+) kB/.exec(readFileSync(status, 'utf8'));
    peak = Math.max(peak, Number(held?.[1] ?? 0) / 1024);
  }, 100);
  await once(child, 'close');
  clearInterval(look);
  expect([child.exitCode, stderr]).toEqual([0, '']);
  const seconds = (performance.now() - started) / 1000;
  console.info(`${args[0]}: ${seconds.toFixed(1)} s, at most ${peak.toFixed(0)} MB`);
  return { stdout, peak, seconds };
}

const LIMIT = 100_000 + MEGABYTES * 2_000;

it(
  `screens a list of ${MEGABYTES} MB under a heap of ${HEAP} MB`,
  async () => {
    const file = join(place.folder, 'screened.csv');
    const rows = await writeList(file, MEGABYTES * 1e6, 1_000);
    expect(statSync(file).size).toBeGreaterThanOrEqual(MEGABYTES * 1e6);
    const out = join(place.folder, 'out');
    const question = ['--policy', 'cmp', '--channel', 'email', '--purpose', 'direct_marketing'];
    const { stdout, peak } = await underSmallHeap([
      'screen',
      file,
      ...place.args,
      ...question,
      '--out',
      out,
      '--json',
    ]);
    expect((JSON.parse(stdout) as Summary).counts.rows).toBe(rows);
    if (process.platform === 'linux') expect(peak).toBeLessThan(HEAP + BESIDE);
    rmSync(out, { recursive: true });
    rmSync(file);
  },
  LIMIT,
);

it(
  `imports a list of ${MEGABYTES} MB under a heap of ${HEAP} MB`,
  async () => {
    const file = join(place.folder, 'imported.csv');
    const rows = await writeList(file, MEGABYTES * 1e6, 40_000);
    const { stdout, peak } = await underSmallHeap([
      'import',
      file,
      ...place.args,
      '--policy',
      'cmp',
      '--source',
      'website-form',
      '--json',
    ]);
    expect((JSON.parse(stdout) as ImportResult).counts).toMatchObject({ created: rows, rejected: 0 });
    if (process.platform === 'linux') expect(peak).toBeLessThan(HEAP + BESIDE);
    rmSync(file);
  },
  LIMIT,
);
