import { chmodSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { waitForFolder } from '../lock-folder.ts';
import { openServer } from '../server/open-server.ts';
import { makeTemplate, type PostgresServer } from './start-postgres.ts';

const PREFIX = 'heed-test-own-';

/** Starts the server of a new data folder as `heed serve` does. */
export async function startSupervised(): Promise<PostgresServer> {
  await sweepOrphans();
  const folder = mkdtempSync(join(tmpdir(), PREFIX));
  chmodSync(folder, 0o711);
  const server = await openServer(folder, { supervise: true });
  const stop = async () => {
    await server.close();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await makeTemplate(server.url);
  } catch (error) {
    await stop();
    throw error;
  }
  return { url: server.url, stop };
}

/** Removes what test runs left that were killed; their servers are taken over and stopped. */
async function sweepOrphans(): Promise<void> {
  for (const name of readdirSync(tmpdir()).filter((entry) => entry.startsWith(PREFIX))) {
    const folder = join(tmpdir(), name);
    try {
      (await waitForFolder(join(folder, 'postgres'), 'serve.lock', 0))();
      await (await openServer(folder)).close();
      rmSync(folder, { recursive: true, force: true });
    } catch {
      // Another run is using it, or sweeping it.
    }
  }
}
