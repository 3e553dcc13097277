/** Heed on loopback over the store of a folder. Prints port, a key and a choice to send; serves until its input closes. */
import { bannerConfig } from '../../src/cookies/banner-config.ts';
import { declaredSet } from '../../src/cookies/declared.ts';
import { issueKey } from '../../src/http/keys/issue-key.ts';
import { startServer } from '../../src/http/server.ts';
import { peakMemory } from '../measure.ts';
import { openBenchHeed } from '../open-heed.ts';

const heed = await openBenchHeed(process.argv[2]!);
const server = await startServer(heed, {
  host: '127.0.0.1',
  port: 0,
  rateLimits: { perMinute: 1e9, wrongKeysPerMinute: 1e9 },
});
const { key } = await issueKey(heed, { name: 'bench', scopes: ['admin'] });
const policy = heed.policies.get('cmp');
const { hash, optional } = declaredSet(policy);
const choice = {
  policy: 'cmp',
  hash,
  wording: bannerConfig(policy, '').wording,
  granted: [],
  denied: optional.map(({ id }) => id),
  method: 'refuse_all',
  region: 'DE',
};
process.stdout.write(`${JSON.stringify({ port: server.port, key, choice })}\n`);
process.stdin.resume();
process.stdin.once('end', async () => {
  await server.drain(5_000);
  await heed.close();
  process.stdout.write(`${JSON.stringify({ rss: peakMemory() })}\n`);
  process.exit(0);
});
