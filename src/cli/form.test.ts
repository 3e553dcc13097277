import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { packageRoot } from '../paths.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'heed-form-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs a command on a demo that stays in its folder from one command to the next. */
function heed(args: readonly string[], input = '') {
  const cli = join(packageRoot, 'src/cli/heed.ts');
  const where = ['--demo', '--data', join(folder, 'data'), '--policy', 'cmp'];
  return spawnSync(process.execPath, [cli, ...args, ...where], { input, encoding: 'utf8' });
}

const CALL = {
  fields: {
    'first-name': 'Tel',
    country: 'GB',
    email: 'tel@example.org',
    'call-note': 'She asks for the ramp, she uses a wheelchair.',
  },
  choices: ['no-marketing'],
  submission: 'call-2026-0001',
};
const ENTER = ['form', 'submit', '--form', 'phone-enquiry', '--file', '-'];

it('enters a call with its day, once, and has its text looked at', () => {
  const day = new Date(Date.now() - 7 * 86_400_000).toISOString().slice(0, 10);
  const entered = heed([...ENTER, '--received', day, '--json'], JSON.stringify(CALL));
  expect(entered.stderr).not.toContain('tel@example.org');
  expect(entered.status).toBe(0);
  const { reference, received_at, choices } = JSON.parse(entered.stdout);
  expect(received_at.slice(0, 10) <= day).toBe(true);
  expect(choices).toEqual([{ id: 'no-marketing', label: 'Shall we leave you in peace with marketing?' }]);
  const again = heed([...ENTER, '--received', day], JSON.stringify(CALL));
  expect(again.stdout).toContain(reference);
  expect(again.stdout).toContain('It was entered before; nothing changed.');

  expect(heed(['review', 'show', reference]).stdout).toMatch(
    /call-note\s+She asks for the ramp.*health\s+waits/,
  );
  const silent = heed(['review', 'keep', reference, '--field', 'call-note', '--reason', '']);
  expect(silent.status).toBe(2);
  const removed = heed(['review', 'remove', reference, '--field', 'call-note']);
  expect(removed.stdout).toContain('Taken out');
}, 240_000);

it('says what is wrong with a form, field by field, and enters none of it', () => {
  const wrong = heed(
    ENTER,
    JSON.stringify({ fields: { email: 'nope', religion: 'x' }, choices: ['everything'] }),
  );
  expect(wrong.status).toBe(2);
  for (const pointer of ['/fields/first-name', '/fields/email', '/fields/religion', '/choices'])
    expect(wrong.stderr).toContain(pointer);
}, 120_000);

it('says what would go', () => {
  const dry = JSON.parse(heed(['form', 'purge', '--dry-run', '--json']).stdout) as {
    form: string;
    gone: number;
  }[];
  expect(dry).toContainEqual({ policy: 'cmp', form: 'phone-enquiry', gone: 0, cut: 0, waiting: 0 });
}, 120_000);
