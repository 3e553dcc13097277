// Makes a checkout ready to run: installs what the lockfile names and finds the pinned Node.
// Plain JavaScript that any Node from 20.19 on can read, because it runs before anything is installed.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));

/**
 * Installs dependencies when they are missing or the lockfile changed since the last install. Running Heed needs less
 * than testing it, so whoever only starts it does not wait for browsers and other people's databases.
 *
 * @param {{ dev?: boolean }} options `dev`: what tests, checks and benchmarks need as well
 */
export function ensureInstalled({ dev = false } = {}) {
  const lock = join(root, 'package-lock.json');
  if (!existsSync(lock) || !existsSync(join(root, 'src'))) return; // an installed package brings its own
  const hash = createHash('sha256').update(readFileSync(lock)).digest('hex');
  const stamp = join(root, 'node_modules', '.heed-installed');
  const installed = existsSync(stamp) ? readFileSync(stamp, 'utf8') : '';
  if (installed === hash || (!dev && installed === `${hash} without dev`)) return;
  process.stderr.write('Installing what Heed needs (once)…\n');
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const more = dev ? [] : ['--omit=dev'];
  const run = spawnSync(npm, ['ci', '--no-audit', '--no-fund', '--loglevel=error', ...more], {
    cwd: root,
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  });
  if (run.status !== 0) {
    process.stderr.write('Installing failed. Check the network, then run the same command again.\n');
    process.exit(3);
  }
  writeFileSync(stamp, dev ? hash : `${hash} without dev`);
}

/** The path of the pinned Node, or the running one when it is new enough or no pinned build fits this machine. */
export function pinnedNode() {
  try {
    const exe = process.platform === 'win32' ? 'bin/node.exe' : 'bin/node';
    const name = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;
    return createRequire(join(root, 'package.json')).resolve(`${name}/${exe}`);
  } catch {
    if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath;
    process.stderr.write(
      `Heed runs on Node 24, and no build of it for ${process.platform}-${process.arch} is packaged. Install Node 24 and try again.\n`,
    );
    process.exit(3);
  }
}
