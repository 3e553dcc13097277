import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ImportResult } from '../../contacts/import/import-contacts.ts';
import type { Heed } from '../../heed.ts';
import { countSteps, killUntilDone } from '../command.ts';
import { makePlace, PLACES, type Place, ROUNDS, randomFrom } from '../places.ts';
import { contactList, takenOf } from './lists.ts';

const ROWS = 2500;
const SEED = Number(process.env.HEED_BAD_DAYS_SEED ?? Date.now() % 1_000_000);

describe.each(PLACES)('an import that is killed, on %s', (kind) => {
  let place: Place;
  beforeAll(async () => {
    place = await makePlace(kind);
  });
  afterAll(() => place.drop());

  function importOf(round: string, rows = ROWS) {
    const file = join(place.folder, `${round}.csv`);
    const rejects = join(place.folder, `${round}-rejects.csv`);
    writeFileSync(file, contactList(round, rows));
    const args = ['import', file, ...place.args, '--policy', 'cmp', '--source', 'website-form'];
    return { rejects, args: [...args, '--rejects', rejects, '--json'] };
  }
  const countsOf = (printed: string) => (JSON.parse(printed) as ImportResult).counts;
  const storeOf = async (heed: Heed) => {
    const { rows } = await sql<Record<string, string>>`select
      (select count(*) from fact where actor = 'cli')::text as facts,
      (select count(*) from subject)::text as subjects, (select count(*) from identifier)::text as identifiers,
      (select count(*) from (select 1 from fact group by subject, digest having count(*) > 1) twice)::text as twice`.execute(
      heed.db,
    );
    return Object.fromEntries(Object.entries(rows[0]!).map(([name, count]) => [name, Number(count)]));
  };
  async function look() {
    const heed = await place.open();
    try {
      return await storeOf(heed);
    } finally {
      await heed.close();
    }
  }

  it(
    `goes on with the same command and takes every row once (seed ${SEED})`,
    async () => {
      const random = randomFrom(SEED);
      // The first run of all makes the store; it is not counted.
      await countSteps(importOf('first', 10).args, place.options);
      const before = await look();
      const whole = importOf('whole');
      const { steps, stdout } = await countSteps(whole.args, place.options);
      const wanted = countsOf(stdout);
      expect(wanted).toMatchObject({ created: takenOf(ROWS), rejected: ROWS - takenOf(ROWS) });
      const rejects = readFileSync(whole.rejects, 'utf8');
      const once = await look();

      let killed = 0;
      for (let round = 0; round < ROUNDS; round++) {
        const one = importOf(`round-${round}`);
        const dieAt = 1 + random(steps);
        const done = await killUntilDone(one.args, place.options, dieAt);
        killed += done.killed;
        const result = JSON.parse(done.stdout) as ImportResult;
        expect(result.result, `killed at step ${dieAt} of ${steps}`).toMatch(/^(imported|already_imported)$/);
        if (result.result === 'imported')
          expect(result.counts, `killed at step ${dieAt} of ${steps}`).toEqual(wanted);
        expect(readFileSync(one.rejects, 'utf8')).toBe(rejects);
      }
      expect(killed).toBeGreaterThan(0);
      const after = await look();
      const grown = (from: Record<string, number>, to: Record<string, number>, times: number) =>
        Object.fromEntries(Object.keys(from).map((name) => [name, (to[name]! - from[name]!) / times]));
      expect(grown(once, after, ROUNDS)).toEqual(grown(before, once, 1));
      expect(after.twice).toBe(0);
    },
    60_000 + ROUNDS * 60_000,
  );
});
