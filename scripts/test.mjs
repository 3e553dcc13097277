// `npm test`: installs what is missing, then runs every test on the pinned Node and closes with one line of counts.
// Arguments are passed on to Vitest: `npm test -- src/decision`. `--quick`, for while you work: units and HTTP on the
// embedded store, without what starts servers, browsers and processes or looks at whole spaces of cases. Its files share
// the modules that they load, which only tests that leave nothing behind stand.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureInstalled, pinnedNode, root } from './ensure.mjs';

ensureInstalled({ dev: true });
// Browser and documentation tests run the built command line.
const { ensureBuilt } = await import('./build.mjs');
await ensureBuilt();

const SLOW = [
  'e2e/**',
  'src/testing/**',
  'src/backup/**',
  'src/keys/**',
  'src/db/server/**',
  'src/db/watch-pool.test.ts',
  'src/cases/**',
  'src/cli/{form,screen,serve}.test.ts',
  'src/demo/**',
  'src/open-heed.test.ts',
  'src/policy/{diff,verify}/**',
  'src/screening/{rotation,bulk/*}.test.ts',
  'packages/banner/test/package.test.ts',
];
const given = process.argv.slice(2);
const quick = given.includes('--quick');
const args = quick
  ? [
      ...given.filter((arg) => arg !== '--quick'),
      '--no-isolate',
      ...SLOW.map((files) => `--exclude=${files}`),
    ]
  : given;

const scratch = mkdtempSync(join(tmpdir(), 'heed-test-'));
const report = join(scratch, 'report.json');
const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');
const run = spawnSync(
  pinnedNode(),
  [vitest, 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`, ...args],
  {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: quick ? { ...process.env, HEED_TEST_STORE: 'pglite' } : process.env,
  },
);
let passed = 0;
let failed = 1;
try {
  const counts = JSON.parse(readFileSync(report, 'utf8'));
  passed = counts.numPassedTests;
  failed = counts.numFailedTests;
  // A file that cannot even be loaded has no failed test, yet the run is red.
  if (run.status !== 0 && failed === 0) failed = Math.max(1, counts.numFailedTestSuites);
} catch {
  process.stderr.write('The test run ended without a report.\n');
}
rmSync(scratch, { recursive: true, force: true });
process.stdout.write(`${passed} passed, ${failed} failed\n`);
process.exit(run.status === 0 && failed === 0 && passed > 0 ? 0 : 1);
