import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { packageRoot } from '../paths.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'heed-screen-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const screen = (list: string, input = '') =>
  spawnSync(
    process.execPath,
    [
      ...[join(packageRoot, 'src/cli/heed.ts'), 'screen', list, '--demo', '--data', join(folder, 'data')],
      ...['--policy', 'cmp', '--channel', 'email', '--purpose', 'direct_marketing'],
      ...['--out', join(folder, 'out')],
    ],
    { input, encoding: 'utf8' },
  );

it('names a list that is not there', () => {
  const { status, stderr } = screen('nowhere.csv');
  expect(status).toBe(2);
  expect(stderr).toContain('nowhere.csv');
});

it('screens what comes by standard input, and keeps no copy of it', () => {
  const { status, stdout } = screen('-', 'email\nnobody@example.org\n');
  expect(stdout).toContain('0 may be contacted, 1 may not');
  expect(status).toBe(0);
  expect(readFileSync(join(folder, 'out', 'refused.csv'), 'utf8')).toContain('nobody@example.org');
  expect(readdirSync(join(folder, 'data', 'imports'))).toEqual([]);
}, 120_000);
