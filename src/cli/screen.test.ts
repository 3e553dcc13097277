import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { heed } from '../testing/command.ts';
import { makePlace, type Place } from '../testing/places.ts';

let place: Place;
beforeAll(async () => {
  place = await makePlace('pglite');
});
afterAll(() => place.drop());

const screen = (list: string, input?: string) =>
  heed(
    [
      ...['screen', list, ...place.args, '--policy', 'cmp', '--channel', 'email'],
      ...['--purpose', 'direct_marketing', '--out', join(place.folder, 'out')],
    ],
    { ...place.options, input },
  );

it('names a list that is not there', async () => {
  const { code, stderr } = await screen('nowhere.csv');
  expect(code).toBe(2);
  expect(stderr).toContain('nowhere.csv');
});

it('screens what comes by standard input, and keeps no copy of it', async () => {
  const { code, stdout } = await screen('-', 'email\nnobody@example.org\n');
  expect(stdout).toContain('0 may be contacted, 1 may not');
  expect(code).toBe(0);
  expect(readFileSync(join(place.folder, 'out', 'refused.csv'), 'utf8')).toContain('nobody@example.org');
  expect(readdirSync(join(place.folder, 'data', 'imports'))).toEqual([]);
});
