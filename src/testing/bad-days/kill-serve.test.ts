import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { publicId } from '../../ids.ts';
import { makePlace, PLACES, type Place, ROUNDS, randomFrom } from '../places.ts';
import { contactList } from './lists.ts';
import { type ServerProcess, startServing } from './server.ts';

const SEED = Number(process.env.HEED_BAD_DAYS_SEED ?? Date.now() % 1_000_000);
const WRITERS = 8;
/** Beyond a checkpoint. */
const LIST_ROWS = 21_000;
const QUESTION = 'policy=cmp&channel=email&purpose=direct_marketing&country=GB&at=2026-11-20T10:00:00Z';

/** One request of a client that repeats it under the same key until it has an answer. */
interface Write {
  readonly email: string;
  readonly key: string;
  /** `fact_…` once it was acknowledged. */
  fact?: string;
}

describe.each(PLACES)('a server that is killed, on %s', (kind) => {
  let place: Place;
  beforeAll(async () => {
    place = await makePlace(kind);
  });
  afterAll(() => place.drop());

  async function send(server: ServerProcess, write: Write): Promise<void> {
    const answer = await server.call(
      '/v1/facts',
      {
        policy: 'cmp',
        identifier: { kind: 'email', value: write.email },
        fact: { type: 'objection', at: '2026-03-01T10:00:00Z' },
      },
      { 'Idempotency-Key': write.key },
    );
    const body = (await answer.json()) as { fact: string };
    if (answer.status >= 300) throw new Error(`${answer.status}: ${JSON.stringify(body)}`);
    write.fact = body.fact;
  }

  it(
    `keeps every fact that it acknowledged, adds none twice, and ends its screening (seed ${SEED})`,
    async () => {
      const random = randomFrom(SEED);
      const writes: Write[] = [];
      const screenings: string[] = [];
      let server = await startServing(place);
      let unanswered = 0;
      for (let round = 0; round < ROUNDS; round++) {
        const list = await server.call(`/v1/screenings?${QUESTION}`, contactList('screened', LIST_ROWS), {
          'Content-Type': 'text/csv',
          'Idempotency-Key': randomUUID(),
        });
        expect(list.status).toBe(202);
        screenings.push(((await list.json()) as { id: string }).id);

        const dieAfter = 1 + random(80);
        let acknowledged = 0;
        const mine: Write[] = [];
        const victim = server;
        const writer = async () => {
          while (victim.child.signalCode === null) {
            const write: Write = { email: `w${round}-${mine.length}@example.org`, key: randomUUID() };
            mine.push(write);
            try {
              await send(server, write);
            } catch (error) {
              // The connection broke: the client does not know, and will ask again.
              if (!(error instanceof TypeError)) throw error;
              return;
            }
            if (++acknowledged === dieAfter) await victim.kill();
          }
        };
        await Promise.all(Array.from({ length: WRITERS }, writer));

        server = await startServing(place, server.key);
        for (const write of mine.filter(({ fact }) => fact === undefined)) {
          unanswered++;
          await send(server, write);
        }
        writes.push(...mine);
      }
      expect(unanswered).toBeGreaterThan(0);

      const results = new Set<string>();
      for (const id of screenings) {
        await expect
          .poll(
            async () =>
              ((await (await server.call(`/v1/screenings/${id}`)).json()) as { status: string }).status,
            {
              timeout: 60_000,
              interval: 200,
            },
          )
          .toBe('done');
        const texts = await Promise.all(
          ['allowed.csv', 'refused.csv', 'rejected.csv'].map(async (name) =>
            (await server.call(`/v1/screenings/${id}/${name}`)).text(),
          ),
        );
        results.add(JSON.stringify(texts));
      }
      expect(results.size).toBe(1);
      expect(await server.stop()).toBe(0);

      const heed = await place.open();
      try {
        const { rows } = await sql<{ id: string; subject: string }>`
        select id, subject from fact where type = 'objection' and happened_at = '2026-03-01T10:00:00Z'`.execute(
          heed.db,
        );
        expect(rows.map(({ id }) => publicId('fact', id)).sort()).toEqual(
          writes.map(({ fact }) => fact).sort(),
        );
        expect(new Set(rows.map(({ subject }) => subject)).size).toBe(writes.length);
      } finally {
        await heed.close();
      }
    },
    90_000 + ROUNDS * 60_000,
  );
});
