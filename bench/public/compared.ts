/** The packages that the public side is measured against live in a folder of their own, installed when first needed. */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../src/paths.ts';

export const comparedFolder = join(packageRoot, 'bench', 'compared');

/**
 * Installs them as their lockfile says, without running their scripts.
 *
 * @returns name and version of each
 * @throws Error when the registry cannot be reached
 */
export function installCompared(): string[] {
  const lock = createHash('sha256')
    .update(readFileSync(join(comparedFolder, 'package-lock.json')))
    .digest('hex');
  const stamp = join(comparedFolder, 'node_modules', '.heed-installed');
  if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== lock) {
    process.stderr.write('Installing what the public side is compared with (once)…\n');
    const { status } = spawnSync(
      'npm',
      ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'],
      {
        cwd: comparedFolder,
        stdio: ['ignore', 2, 2],
      },
    );
    if (status !== 0)
      throw new Error('Installing bench/compared failed: check the network, or leave these parts out.');
    writeFileSync(stamp, lock);
  }
  const { dependencies } = JSON.parse(readFileSync(join(comparedFolder, 'package.json'), 'utf8')) as {
    dependencies: Record<string, string>;
  };
  return Object.entries(dependencies).map(([name, version]) => `${name} ${version}`);
}
