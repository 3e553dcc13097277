import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { countSteps, heedOk, killUntilDone } from '../command.ts';
import { makePlace, PLACES, type Place, ROUNDS, randomFrom } from '../places.ts';
import { contactList } from './lists.ts';

const SEED = Number(process.env.HEED_BAD_DAYS_SEED ?? Date.now() % 1_000_000);
/** Beyond two checkpoints, which are 20,000 rows apart. */
const ROWS = 45_000;
const KNOWN = 1_000;
const FILES = ['allowed.csv', 'refused.csv', 'rejected.csv'];

describe.each(PLACES)('a screening that is killed, on %s', (kind) => {
  let place: Place;
  beforeAll(async () => {
    place = await makePlace(kind);
    const known = join(place.folder, 'known.csv');
    writeFileSync(known, contactList('screened', KNOWN));
    await heedOk(
      ['import', known, ...place.args, '--policy', 'cmp', '--source', 'website-form'],
      place.options,
    );
  });
  afterAll(() => place.drop());

  it(
    `goes on with the same command and writes the same bytes (seed ${SEED})`,
    async () => {
      const random = randomFrom(SEED);
      const list = join(place.folder, 'list.csv');
      writeFileSync(list, contactList('screened', ROWS));
      const question = [
        '--policy',
        'cmp',
        '--channel',
        'email',
        '--purpose',
        'direct_marketing',
        '--country',
        'GB',
      ];
      const argsFor = (out: string) => [
        'screen',
        list,
        ...place.args,
        ...question,
        '--at',
        '2026-11-20T10:00:00Z',
        '--out',
        out,
      ];
      const bytes = (out: string) => FILES.map((name) => readFileSync(join(out, name), 'latin1'));

      const whole = join(place.folder, 'whole');
      // The first run in a store takes more steps than those after it, which are the ones to be killed.
      await heedOk(argsFor(join(place.folder, 'first')), place.options);
      const { steps } = await countSteps(argsFor(whole), place.options);
      const wanted = bytes(whole);
      expect(wanted[0]!.split('\n').length).toBeGreaterThan(200);

      let killed = 0;
      for (let round = 0; round < ROUNDS; round++) {
        const out = join(place.folder, `out-${round}`);
        const dieAt = 1 + random(steps);
        const done = await killUntilDone(argsFor(out), place.options, dieAt);
        killed += done.killed;
        const where = `killed at step ${dieAt} of ${steps}`;
        expect(readdirSync(out).sort(), where).toEqual([...FILES, 'summary.json']);
        expect(
          bytes(out).map((text, i) => text === wanted[i]),
          where,
        ).toEqual([true, true, true]);
        await heedOk(['screen', 'verify', out, ...place.args], place.options);
        rmSync(out, { recursive: true });
      }
      expect(killed).toBeGreaterThan(0);
      expect(existsSync(whole)).toBe(true);
    },
    60_000 + ROUNDS * 60_000,
  );
});
