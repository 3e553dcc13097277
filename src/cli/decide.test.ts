import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { packageRoot } from '../paths.ts';
import { registerDecide } from './decide.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'heed-decide-'));
});
afterEach(() => {
  process.exitCode = undefined;
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true, force: true });
});

async function decideFile(file: string): Promise<string> {
  let printed = '';
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    printed += text;
    return true;
  });
  const program = new Command();
  registerDecide(program);
  await program.parseAsync(['decide', file], { from: 'user' });
  return printed;
}

it('answers a request from a file, with or without a byte order mark, and tells the answer by its exit code', async () => {
  const example = join(packageRoot, 'examples', 'may-we-call.json');
  const marked = join(folder, 'marked.json');
  writeFileSync(marked, `\uFEFF${readFileSync(example, 'utf8')}`);
  const answer = await decideFile(example);
  expect(JSON.parse(answer)).toMatchObject({ decision: 'deny', reason: 'D_TPS_LISTED' });
  expect(process.exitCode).toBe(1);
  expect(await decideFile(marked)).toBe(answer);
});

it('says which file cannot be read', async () => {
  const missing = join(folder, 'none.json');
  await expect(decideFile(missing)).rejects.toMatchObject({
    code: 'VALIDATION',
    message: `${missing} cannot be read (ENOENT).`,
  });
});
