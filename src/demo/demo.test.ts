import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { openHeed } from '../open-heed.ts';
import { packageRoot } from '../paths.ts';
import { exampleCallList } from './example-list.ts';
import { demoPeople } from './people.ts';
import { DEMO_SIZE, seedDemo } from './seed-demo.ts';

describe('the demo', () => {
  it('has only fictional addresses and numbers', () => {
    for (const person of [...demoPeople('cmp', 2400), ...demoPeople('institute', 1600)]) {
      expect(person.email).toMatch(/^[a-z.]+\.\d+@([a-z-]+\.)?example\.org$/);
      if (person.phone) expect(person.phone).toMatch(/^\+44(7700900|207946)\d{3,4}$/);
    }
  });

  it('fills an empty store once', async () => {
    const heed = await openHeed({ mode: 'demo', memory: true });
    try {
      expect(await seedDemo(heed)).toEqual({ people: DEMO_SIZE.cmp + DEMO_SIZE.institute });
      const count = async () =>
        (await sql<{ n: number }>`select count(*)::int as n from fact`.execute(heed.db)).rows[0]!.n;
      const facts = await count();
      expect(facts).toBeGreaterThan(10_000);
      await seedDemo(heed);
      expect(await count()).toBe(facts);
    } finally {
      await heed.close();
    }
  });

  it('keeps the example list in the repository equal to what its people give', () => {
    expect(readFileSync(join(packageRoot, 'examples', 'autumn-calls.csv'), 'utf8')).toBe(exampleCallList());
  });
});
