import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { sampleFolder } from '../policy/testing/sample-folder.ts';
import { registerPolicy } from './policy.ts';
import { registerPolicyVersions } from './policy-versions.ts';

let root: string;
let folder: string;
let printed: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'heed-cli-versions-'));
  folder = mkdtempSync(join(root, 'club-'));
  for (const [name, text] of sampleFolder()) writeFileSync(join(folder, name), text);
  vi.stubEnv('HEED_POLICIES', root);
  printed = '';
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    printed += String(text);
    return true;
  });
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
  rmSync(root, { recursive: true });
});

async function heed(...args: string[]): Promise<string> {
  printed = '';
  const program = new Command('heed');
  registerPolicyVersions(registerPolicy(program));
  await program.parseAsync(['policy', ...args], { from: 'user' });
  return printed;
}

function change(file: string, from: string, to: string): void {
  writeFileSync(join(folder, file), readFileSync(join(folder, file), 'utf8').replace(from, to));
}

describe('heed policy publish and versions', () => {
  it('publishes by id or alias, tells it, and lists what there is', async () => {
    expect(await heed('versions', 'the-club')).toContain(
      '2026-11-22, the folder as it stands, is not published yet.',
    );
    expect(await heed('publish', 'club', '--dry-run')).toContain('Nothing was written.');
    expect(existsSync(join(folder, 'versions'))).toBe(false);
    expect(await heed('publish', 'the-club')).toBe(
      `club@2026-11-22 is the first version.

Who may be contacted
  Everybody whom the rules allow; there was no version before.

Published: ${join(folder, 'versions', '2026-11-22')}
`,
    );
    expect(JSON.parse(await heed('versions', folder, '--json'))).toMatchObject([
      { policy: 'club', version: '2026-11-22', in_force: true },
    ]);
  });

  it('asks for a version where the folder changed under its old one', async () => {
    await heed('publish', 'club');
    change('forms.yaml', 'submit: Join', 'submit: Sign up');
    await expect(heed('publish', 'club')).rejects.toMatchObject({
      code: 'VERSION_PUBLISHED',
      message: expect.stringMatching(/Give it a new version: --as \d{4}-\d{2}-\d{2}/),
    });
    await expect(heed('publish', 'club', '--as', 'next')).rejects.toMatchObject({ code: 'VALIDATION' });
    const told = await heed('publish', 'club', '--as', '2026-12-01');
    expect(told).toContain('club@2026-11-22 -> club@2026-12-01');
    expect(told).toContain('The same people as before: no rule changed.');
    expect(readFileSync(join(folder, 'policy.yaml'), 'utf8')).toContain("version: '2026-12-01'");
  });

  it('compares versions by their names', async () => {
    await heed('publish', 'club');
    change('forms.yaml', 'submit: Join', 'submit: Sign up');
    await heed('publish', 'club', '--as', '2026-12-01');
    expect(await heed('diff', 'club@2026-11-22', `${folder}@2026-12-01`)).toContain(
      'submit changes from “Join” to “Sign up”.',
    );
    await expect(heed('diff', 'club@2026-11-22', 'club@2026-11-23')).rejects.toMatchObject({
      code: 'UNKNOWN_VERSION',
      message: expect.stringContaining('Published: 2026-11-22, 2026-12-01.'),
    });
    await expect(heed('diff', 'nobody@2026-11-22', 'club@2026-12-01')).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  });
});
