import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { afterEach, expect, it, vi } from 'vitest';
import { sampleFolder } from '../policy/testing/sample-folder.ts';
import { EXIT } from './context.ts';
import { registerSite } from './site.ts';

const root = mkdtempSync(join(tmpdir(), 'heed-cli-site-'));
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
  process.exitCode = undefined;
  rmSync(root, { recursive: true });
});

it('looks for the policy where every other command does', async () => {
  mkdirSync(join(root, 'club'));
  for (const [name, text] of sampleFolder()) writeFileSync(join(root, 'club', name), text);
  vi.stubEnv('HEED_POLICIES', root);
  let said = '';
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    said += String(text);
    return true;
  });
  const program = new Command('heed');
  registerSite(program);
  await program.parseAsync(['site', 'scan', 'http://127.0.0.1:9', '--policy', 'cmp'], { from: 'user' });
  expect(said).toContain('club');
  expect(process.exitCode).toBe(EXIT.usage);
});
