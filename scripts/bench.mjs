// `npm run bench`: installs what is missing, builds, and measures on the pinned Node. Arguments are passed on:
// `npm run bench -- --quick --only decide,screen`.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { ensureInstalled, pinnedNode, root } from './ensure.mjs';

ensureInstalled({ dev: true });
// Worker threads run from the built files.
const { ensureBuilt } = await import('./build.mjs');
await ensureBuilt();
const { status } = spawnSync(pinnedNode(), [join(root, 'bench', 'run.ts'), ...process.argv.slice(2)], {
  cwd: root,
  stdio: 'inherit',
});
process.exit(status ?? 1);
