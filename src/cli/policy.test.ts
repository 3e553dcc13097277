import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { packageRoot } from '../paths.ts';
import { sampleFolder } from '../policy/testing/sample-folder.ts';
import { registerPolicy } from './policy.ts';

let folder: string;
let printed: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'heed-cli-policy-'));
  for (const [name, text] of sampleFolder()) writeFileSync(join(folder, name), text);
  printed = '';
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    printed += String(text);
    return true;
  });
});

afterEach(() => {
  vi.restoreAllMocks();
  process.exitCode = undefined;
  rmSync(folder, { recursive: true });
});

async function heed(...args: string[]): Promise<void> {
  const program = new Command('heed');
  registerPolicy(program);
  await program.parseAsync(['policy', ...args], { from: 'user' });
}

function change(file: string, from: string, to: string): void {
  writeFileSync(join(folder, file), readFileSync(join(folder, file), 'utf8').replace(from, to));
}

describe('heed policy', () => {
  it('check: counts the promises and leaves the exit code alone', async () => {
    await heed('check', folder, '--at', '2026-11-22');
    expect(process.exitCode).toBeUndefined();
    expect(printed).toContain('promises  2 of 2 bound to checks that run');
    expect(printed).toContain('findings  0 errors, 0 warnings, 0 notes');
  });

  it('check: prints place, message, law and what to do, and ends with exit code 1', async () => {
    change('recipients.yaml', 'scc+uk-addendum', 'dpf');
    await heed('check', folder, '--at', '2026-11-22');
    expect(process.exitCode).toBe(1);
    expect(printed).toContain(
      `  recipients.yaml:14:16  error  transfer-mechanism
    The transfer "mailer-us" sends UK data under the Data Privacy Framework without its UK Extension.
    Law: SI 2023/1028
    To do: Check that the recipient joined the UK Extension, or use clauses with the UK Addendum.
`,
    );
  });

  it('check: judges safeguards as of the day it is given', async () => {
    await heed('check', folder, '--at', '2028-10-02', '--json');
    const [report] = JSON.parse(printed);
    expect(report.ok).toBe(false);
    expect(report.findings.map(({ code }: { code: string }) => code)).toEqual([
      'transfer-expired',
      'transfer-review-due',
    ]);
  });

  it('render: writes the same page again and again', async () => {
    const page = () => readFileSync(join(folder, 'notice.html'), 'utf8');
    await heed('render', folder, '--out', join(folder, 'notice.html'));
    const first = page();
    await heed('render', folder, '--out', join(folder, 'notice.html'));
    expect(page()).toBe(first);
    expect(first).toContain('<html lang="en">');
    await expect(heed('render', folder, '--format', 'pdf')).rejects.toMatchObject({ code: 'VALIDATION' });
  });

  it('diff: says the same in words and in JSON', async () => {
    await heed('diff', join(packageRoot, 'policies', 'cmp'), join(packageRoot, 'policies', 'cmp'));
    expect(printed).toContain('say and do the same');
    printed = '';
    const before = mkdtempSync(join(tmpdir(), 'heed-cli-policy-'));
    for (const [name, text] of sampleFolder()) writeFileSync(join(before, name), text);
    change('retention.yaml', 'P24M', 'P30M');
    await heed('diff', before, folder, '--json');
    rmSync(before, { recursive: true });
    expect(JSON.parse(printed)).toMatchObject({
      material: true,
      changes: [{ group: 'Retention', material: true }],
    });
  });

  it('list: names what loads', async () => {
    await heed('list', folder);
    expect(printed.split('\n')[1]).toMatch(
      /^club {4}the-club {2}club@2026-11-22 {2}Example Club {2}[0-9a-f]{12}$/,
    );
  });
});
