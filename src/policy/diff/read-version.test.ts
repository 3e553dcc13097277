import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { sampleFolder } from '../testing/sample-folder.ts';
import { readVersion } from './read-version.ts';

const repository = mkdtempSync(join(tmpdir(), 'heed-version-'));
const club = join(repository, 'policies', 'club');
afterAll(() => rmSync(repository, { recursive: true }));

function git(...args: string[]): void {
  execFileSync('git', [
    '-C',
    repository,
    '-c',
    'user.name=Test',
    '-c',
    'user.email=test@example.org',
    ...args,
  ]);
}

describe('reading a version', () => {
  it('reads a folder, and the same folder as it was in a commit', () => {
    mkdirSync(club, { recursive: true });
    for (const [name, text] of sampleFolder()) writeFileSync(join(club, name), text);
    git('init', '--quiet');
    git('add', '.');
    git('commit', '--quiet', '--message', 'First');
    writeFileSync(
      join(club, 'retention.yaml'),
      sampleFolder().get('retention.yaml')!.replace('P24M', 'P12M'),
    );

    const period = (place: string) => readVersion(place, { cwd: repository }).data.retention.rules[0]!.period;
    expect(period(club)).toBe('P12M');
    expect(period('HEAD:policies/club')).toBe('P24M');
    expect(period('HEAD:policies/club/')).toBe('P24M');
  });

  it.each([
    'nowhere',
    'HEAD:policies/other',
    'v0:policies/club',
    '--help:policies/club',
  ])('refuses %s', (place) => {
    expect(() => readVersion(place, { cwd: repository })).toThrow(
      expect.objectContaining({ code: 'NOT_FOUND' }),
    );
  });
});
