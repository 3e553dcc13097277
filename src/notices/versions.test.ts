import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, expect, it } from 'vitest';
import { describeStores } from '../db/testing/stores.ts';
import { loadPolicies } from '../policy/policies.ts';
import { sampleFolder } from '../policy/testing/sample-folder.ts';
import { publishPolicy } from '../policy/versions/publish-policy.ts';
import { keepVersions, refuseConflicts } from './keep-versions.ts';
import { openVersions } from './versions.ts';

const root = mkdtempSync(join(tmpdir(), 'heed-versions-'));
afterAll(() => rmSync(root, { recursive: true }));

let count = 0;
let folder: string;
beforeEach(() => {
  folder = join(root, String(count++), 'club');
  cpSync(write(sampleFolder()), folder, { recursive: true });
});

function write(files: Map<string, string>): string {
  const made = mkdtempSync(join(root, 'sample-'));
  for (const [name, text] of files) writeFileSync(join(made, name), text);
  return made;
}
function change(name: string, from: string, to: string): void {
  const path = join(folder, name);
  writeFileSync(path, readFileSync(path, 'utf8').replace(from, to));
}
const policies = () => loadPolicies(folder);
const club = () => policies().get('club');

describeStores('versions of a notice', (open) => {
  it('keeps what was served, also where nobody published it, once and as it was', async () => {
    const { db } = await open();
    expect(await keepVersions(db, policies())).toEqual([]);
    expect(await keepVersions(db, policies())).toEqual([]);
    change('policy.yaml', "'2026-11-22'", "'2026-12-01'");
    change('forms.yaml', 'submit: Join', 'submit: Sign up');
    change('notice.en.md', 'You can take a permission back', 'Take a permission back');
    expect(await keepVersions(db, policies())).toEqual([]);

    const versions = await openVersions(db, policies());
    expect(versions.list(club()).map(({ version }) => version)).toEqual(['2026-11-22', '2026-12-01']);
    const former = await versions.read(club(), '2026-11-22');
    expect(Object.fromEntries(former.files)).toEqual(Object.fromEntries(sampleFolder()));
    expect(former.texts.get('notice.en.md')).toContain('You can take a permission back');
    expect((await versions.read(club(), '2026-12-01')).texts.get('notice.en.md')).toContain(
      'Take a permission back',
    );
  });

  it('finds the same version with another content, records nothing of it and refuses it', async () => {
    const { db } = await open();
    await keepVersions(db, policies());
    change('notice.en.md', 'You can take a permission back', 'You cannot take a permission back');
    const conflicts = await keepVersions(db, policies());
    expect(conflicts).toEqual([{ policy: 'club', version: '2026-11-22' }]);
    expect(() => refuseConflicts(conflicts)).toThrow(expect.objectContaining({ code: 'VERSION_PUBLISHED' }));
    expect(() => refuseConflicts([])).not.toThrow();
  });

  it('shows what the folder keeps on a machine that never served it', async () => {
    const { db } = await open();
    publishPolicy(folder, { today: '2026-11-22' });
    change('forms.yaml', 'submit: Join', 'submit: Sign up');
    publishPolicy(folder, { today: '2026-12-01', as: '2026-12-01' });
    const versions = await openVersions(db, policies());
    expect(versions.list(club())).toMatchObject([
      { version: '2026-11-22', published_on: '2026-11-22' },
      { version: '2026-12-01', published_on: '2026-12-01' },
    ]);
    expect(versions.has(club(), '2026-11-22')).toBe(true);
    expect(versions.has(club(), '2026-11-23')).toBe(false);
    await expect(versions.read(club(), '2026-11-23')).rejects.toMatchObject({ code: 'UNKNOWN_VERSION' });
  });

  it('records a version once when several processes start together', async () => {
    const { db } = await open();
    publishPolicy(folder, { today: '2026-11-22' });
    const results = await Promise.all([1, 2, 3, 4].map(() => keepVersions(db, policies())));
    expect(results).toEqual([[], [], [], []]);
    expect((await openVersions(db, policies())).list(club())).toHaveLength(1);
  });
});
