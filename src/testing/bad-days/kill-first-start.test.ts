import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { DEMO_SIZE } from '../../demo/seed-demo.ts';
import { countSteps, killUntilDone } from '../command.ts';
import { makePlace, PLACES, type Place, ROUNDS, randomFrom } from '../places.ts';
import { contactList } from './lists.ts';

const SEED = Number(process.env.HEED_BAD_DAYS_SEED ?? Date.now() % 1_000_000);

describe.each(PLACES)('the first start on a new folder that is killed, on %s', (kind) => {
  async function onNewPlace<T>(work: (place: Place, args: readonly string[]) => Promise<T>): Promise<T> {
    const place = await makePlace(kind, { empty: true });
    const list = join(place.folder, 'list.csv');
    writeFileSync(list, contactList('first', 10));
    try {
      return await work(place, [
        'import',
        list,
        ...place.args,
        '--policy',
        'cmp',
        '--source',
        'website-form',
        '--json',
      ]);
    } finally {
      await place.drop();
    }
  }

  it(
    `is whole after the next one (seed ${SEED})`,
    async () => {
      const random = randomFrom(SEED);
      const { steps } = await onNewPlace((place, args) => countSteps(args, place.options));
      for (let round = 0; round < Math.ceil(ROUNDS / 2); round++) {
        const dieAt = 1 + random(steps);
        await onNewPlace(async (place, args) => {
          await killUntilDone(args, place.options, dieAt);
          const heed = await place.open();
          try {
            const { rows } = await sql<{ n: number }>`select count(*)::int as n from subject`.execute(
              heed.db,
            );
            const demo = kind === 'pglite' ? DEMO_SIZE.cmp + DEMO_SIZE.institute : 0;
            expect(rows[0]!.n, `killed at step ${dieAt} of ${steps}`).toBe(demo + 8);
            expect(heed.registers.status()).toHaveLength(kind === 'pglite' ? 3 : 0);
          } finally {
            await heed.close();
          }
        });
      }
    },
    60_000 + ROUNDS * 60_000,
  );
});
