import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openTestHeed } from '../db/testing/stores.ts';
import type { Heed } from '../heed.ts';
import { screenList } from './screen-list.ts';
import { BY_EMAIL, screeningFixture } from './testing.ts';

const ROWS = 200_000;
const fixture = screeningFixture();
let heed: Heed;
beforeAll(async () => {
  heed = await openTestHeed();
});
afterAll(async () => {
  await heed.close();
  fixture.close();
});

it('keeps memory bounded over 200,000 rows', { timeout: 180_000 }, async () => {
  const file = join(fixture.folder, 'long.csv');
  const list = createWriteStream(file);
  list.write('name,email,country\n');
  for (let i = 0; i < ROWS; i++) {
    if (!list.write(`Person number ${i} of the list,person-${i}@example.org,US\n`)) await once(list, 'drain');
  }
  list.end();
  await once(list, 'close');

  let first = 0;
  let most = 0;
  const summary = await screenList(heed, {
    ...BY_EMAIL,
    file,
    out: fixture.out(),
    onProgress: () => {
      const { rss } = process.memoryUsage();
      first ||= rss;
      most = Math.max(most, rss);
    },
  });
  expect(summary.counts).toMatchObject({ rows: ROWS, allowed: ROWS, refused: 0, rejected: 0 });
  // The list alone is 13 MB and its results 25; a run that kept them would grow by far more.
  expect((most - first) / 2 ** 20).toBeLessThan(160);
});
