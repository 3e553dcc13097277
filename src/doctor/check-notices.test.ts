import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { openTestHeed } from '../db/testing/stores.ts';
import { keepVersions } from '../notices/keep-versions.ts';
import { packageRoot } from '../paths.ts';
import { checkFolder } from '../policy/check/check-folder.ts';
import { loadPolicies } from '../policy/policies.ts';
import { readFolder } from '../policy/read-folder.ts';
import { checkReviews, checkServedVersions } from './check-notices.ts';

const root = mkdtempSync(join(tmpdir(), 'heed-doctor-notices-'));
afterAll(() => rmSync(root, { recursive: true }));

const cmp = join(packageRoot, 'policies', 'cmp');
const { reviewed } = readFolder(cmp).data!.requests.documents[0]!;
const year = Number(reviewed!.slice(0, 4)) + 1;

it.each([
  [reviewed!, []],
  [`${year}${reviewed!.slice(4)}`, ['warning']],
  [`${year + 1}${reviewed!.slice(4)}`, ['error']],
])('judges the yearly review of the California notice as of %s', (today, levels) => {
  expect(checkReviews(checkFolder(readFolder(cmp), today)).map(({ level }) => level)).toEqual(levels);
});

it('tells a version that says something else than when it was served', async () => {
  const folder = join(root, 'institute');
  cpSync(join(packageRoot, 'policies', 'institute'), folder, {
    recursive: true,
    filter: (path) => !path.includes('versions'),
  });
  const heed = await openTestHeed();
  try {
    const load = () => ({ ...heed, policies: loadPolicies(folder) });
    await keepVersions(heed.db, load().policies);
    expect(await checkServedVersions(load())).toMatchObject({ level: 'ok' });
    const forms = join(folder, 'forms.yaml');
    writeFileSync(forms, readFileSync(forms, 'utf8').replace(/title: (.*)/, 'title: $1 now'));
    expect(await checkServedVersions(load())).toMatchObject({
      level: 'error',
      found: expect.stringContaining('institute@'),
      todo: 'heed policy publish institute',
    });
  } finally {
    await heed.close();
  }
});
