/** Screens a list of people who are all known, each with ten facts, from the store. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { screenList } from '../src/screening/screen-list.ts';
import { copyPeople } from './copy-people.ts';
import { figure, peakMemory } from './measure.ts';
import { openBenchHeed } from './open-heed.ts';
import { addPeople, personEmail } from './people.ts';

const [folder = '', people = '1000', taken = '1000', runs = '3'] = process.argv.slice(2);
const count = Number(people);
const originals = Math.min(count, Number(taken));
const heed = await openBenchHeed(folder);
let started = performance.now();
await addPeople(heed, 0, originals);
const loading = originals / ((performance.now() - started) / 1000);
await copyPeople(heed, originals, count);
const file = join(folder, 'known.csv');
writeFileSync(file, `email\n${Array.from({ length: count }, (_, i) => personEmail(i)).join('\n')}\n`);
const rates: number[] = [];
for (let run = 0; run < Number(runs); run++) {
  started = performance.now();
  const summary = await screenList(heed, {
    file,
    out: join(folder, `known-${run}`),
    policy: 'cmp',
    channel: 'email',
    purpose: 'direct_marketing',
  });
  rates.push(summary.counts.rows / ((performance.now() - started) / 1000));
}
await heed.close();
console.log(
  JSON.stringify({
    figures: [
      figure('screen known people', rates, 'rows/s', {
        rss: peakMemory(),
        note: 'ten facts each, from PostgreSQL',
      }),
      figure('take them in before', [loading], 'people/s', { note: 'ten facts each, durable' }),
    ],
  }),
);
