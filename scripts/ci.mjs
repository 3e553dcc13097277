// Everything that must be green before a change lands, from a clean checkout: the tests as the README tells them,
// and the checks that need no test runner. Drift of generated files is a test of its own (`openapi.test.ts`,
// `json-schemas.test.ts`). Closes with one line that counts tests and checks together.
import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ensureInstalled, root } from './ensure.mjs';

ensureInstalled({ dev: true });
const heed = join(root, 'bin', 'heed');
const tool = (name) => join(root, 'node_modules', '.bin', name);
const cases = readdirSync(join(root, 'cases'))
  .filter((file) => file.endsWith('.yaml'))
  .map((file) => join('cases', file));

/** Each check is a command that exits 0 when all is well. */
const checks = [
  ['types', tool('tsc'), ['--noEmit']],
  ['types of the banner', tool('tsc'), ['--noEmit', '-p', 'packages/banner']],
  ['types of the form element', tool('tsc'), ['--noEmit', '-p', 'packages/form']],
  ['lint and layer boundaries', tool('biome'), ['ci', '.']],
  ['policy check: cmp', heed, ['policy', 'check', 'policies/cmp']],
  ['policy check: institute', heed, ['policy', 'check', 'policies/institute']],
  ['policy verify: cmp', heed, ['policy', 'verify', 'policies/cmp']],
  ['policy verify: institute', heed, ['policy', 'verify', 'policies/institute']],
  ['decision cases through engine, API and screening', heed, ['case', 'test', ...cases]],
];

let passed = 0;
let failed = 0;

/** Runs one command, showing its output as it comes and keeping the end of it. */
function run(name, command, args) {
  process.stdout.write(`\n── ${name}\n`);
  return new Promise((resolve) => {
    let tail = '';
    const child = spawn(command, args, { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] });
    child.stdout.on('data', (chunk) => {
      process.stdout.write(chunk);
      tail = (tail + chunk).slice(-2000);
    });
    child.on('error', (error) => resolve({ ok: false, tail: error.message }));
    child.on('close', (status) => resolve({ ok: status === 0, tail }));
  });
}

for (const [name, command, args] of checks) {
  const { ok } = await run(name, command, args);
  if (ok) passed++;
  else failed++;
  process.stdout.write(ok ? 'ok\n' : 'FAILED\n');
}

const tests = await run('npm test', process.execPath, [join(root, 'scripts', 'test.mjs')]);
const counts = /(\d+) passed, (\d+) failed\s*$/.exec(tests.tail);
passed += Number(counts?.[1] ?? 0);
failed += Number(counts?.[2] ?? 1);
if (!tests.ok && counts?.[2] === '0') failed++;

process.stdout.write(`\n${passed} passed, ${failed} failed\n`);
process.exit(failed === 0 ? 0 : 1);
