/** One screening through the command that `heed screen` runs; prints seconds and peak memory as JSON. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { screenList } from '../src/screening/screen-list.ts';
import { peakMemory } from './measure.ts';
import { openBenchHeed } from './open-heed.ts';

const [folder = '', list = '', policy = '', channel = '', threads = '2', durable = 'true'] =
  process.argv.slice(2);
const heed = await openBenchHeed(folder);
const out = join(folder, 'results');
const before = process.cpuUsage();
const started = performance.now();
const summary = await screenList(heed, {
  file: join(folder, list),
  out,
  policy,
  channel,
  purpose: 'direct_marketing',
  threads: threads === 'none' ? 'none' : Number(threads),
  durable: durable === 'true',
});
const { user, system } = process.cpuUsage(before);
const seconds = (performance.now() - started) / 1000;
await heed.close();
rmSync(out, { recursive: true, force: true });
console.log(
  JSON.stringify({
    seconds,
    cpu: (user + system) / 1e6,
    rss: peakMemory(),
    counts: summary.counts,
    reasons: summary.reasons,
  }),
);
