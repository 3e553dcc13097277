/** The inner end of a server that is measured; `start-server.ts` is the outer one. */

import type { Heed } from '../src/heed.ts';
import { issueKey } from '../src/http/keys/issue-key.ts';
import { startServer } from '../src/http/server.ts';
import { peakMemory } from './measure.ts';

/** Serves on loopback until the input closes. Prints port, a key and what else is to be known, and at last its memory. */
export async function serveHeed(heed: Heed, more: object = {}): Promise<void> {
  const server = await startServer(heed, {
    host: '127.0.0.1',
    port: 0,
    rateLimits: { perMinute: 1e9, wrongKeysPerMinute: 1e9 },
  });
  const { key } = await issueKey(heed, { name: 'bench', scopes: ['admin'] });
  process.stdout.write(`${JSON.stringify({ port: server.port, key, ...more })}\n`);
  process.stdin.resume();
  process.stdin.once('end', async () => {
    await server.drain(5_000);
    await heed.close();
    process.stdout.write(`${JSON.stringify({ rss: peakMemory() })}\n`);
    process.exit(0);
  });
}
