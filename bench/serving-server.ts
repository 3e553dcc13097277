/** A real server on loopback over a store with some people. Prints port and key, serves until its input closes. */

import { issueKey } from '../src/http/keys/issue-key.ts';
import { startServer } from '../src/http/server.ts';
import { peakMemory } from './measure.ts';
import { openBenchHeed } from './open-heed.ts';
import { addPeople } from './people.ts';

const [folder = '', people = '2000'] = process.argv.slice(2);
const heed = await openBenchHeed(folder);
await addPeople(heed, 0, Number(people));
const server = await startServer(heed, {
  host: '127.0.0.1',
  port: 0,
  rateLimits: { perMinute: 1e9, wrongKeysPerMinute: 1e9 },
});
const { key } = await issueKey(heed, { name: 'bench', scopes: ['admin'] });
process.stdout.write(`${JSON.stringify({ port: server.port, key })}\n`);
process.stdin.resume();
process.stdin.once('end', async () => {
  await server.drain(5_000);
  await heed.close();
  process.stdout.write(`${JSON.stringify({ rss: peakMemory() })}\n`);
  process.exit(0);
});
