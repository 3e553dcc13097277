import { randomUUID } from 'node:crypto';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { makePlace, type Place } from '../places.ts';
import { type ServerProcess, startServing } from './server.ts';

const APPENDS = 200;
const PERSON = { policy: 'cmp', identifier: { kind: 'email', value: 'contended@example.org' } } as const;
const CONSENT = {
  type: 'consent',
  at: '2026-01-05T09:00:00Z',
  channels: ['email'],
  purposes: ['direct_marketing'],
  method: 'unticked_box',
  evidence: {
    wording: 'Yes',
    wording_version: 'signup@3',
    notice_version: 'cmp@2026-11-22',
    source: 'Join page',
  },
};
const ASK = { policy: 'cmp', channel: 'email', purpose: 'direct_marketing' };

let place: Place;
let servers: ServerProcess[];
beforeAll(async () => {
  place = await makePlace('postgres');
  const first = await startServing(place);
  // The second process has a data folder of its own, as on another machine.
  const elsewhere = join(place.folder, 'elsewhere');
  mkdirSync(elsewhere);
  chmodSync(elsewhere, 0o711);
  servers = [first, await startServing({ ...place, args: ['--data', elsewhere] }, first.key)];
});
afterAll(async () => {
  await Promise.all(servers?.map((server) => server.stop()) ?? []);
  await place?.drop();
});

const write = async (server: ServerProcess, identifier: unknown, fact: unknown) => {
  const answer = await server.call(
    '/v1/facts',
    { policy: 'cmp', identifier, fact },
    { 'Idempotency-Key': randomUUID() },
  );
  const said = (await answer.json()) as {
    subject: string;
    fact: string;
    added: boolean;
    recorded_at: string;
  };
  expect([answer.status, said]).toMatchObject([expect.toBeOneOf([200, 201]), {}]);
  return said;
};

it('keeps 200 facts that two processes add to one person at once, each once and in one order', async () => {
  const facts = Array.from({ length: APPENDS }, (_, i) => ({
    type: 'refusal_offered',
    at: new Date(Date.parse('2026-02-01T00:00:00Z') + i * 60_000).toISOString(),
    used: false,
  }));
  // Everybody meets a person whom nobody knew; every tenth fact is told to both processes.
  const answers = await Promise.all(
    facts.flatMap((fact, i) => {
      const tellers = i % 10 === 0 ? servers : [servers[i % 2]!];
      return tellers.map((server) => write(server, PERSON.identifier, fact));
    }),
  );
  expect(new Set(answers.map(({ subject }) => subject)).size).toBe(1);
  expect(answers.filter(({ added }) => added)).toHaveLength(APPENDS);
  expect(new Set(answers.map(({ fact }) => fact)).size).toBe(APPENDS);

  const histories = await Promise.all(
    servers.map(async (server) => {
      const facts: { id: string; type: string; at: string; recorded_at: string }[] = [];
      for (let cursor: string | null = ''; cursor !== null; ) {
        const more = cursor && `&cursor=${encodeURIComponent(cursor)}`;
        const shown = await server.call(`/v1/subjects/${answers[0]!.subject}/facts?policy=cmp${more}`);
        const page = (await shown.json()) as { data: typeof facts; next_cursor: string | null };
        facts.push(...page.data);
        cursor = page.next_cursor;
      }
      return facts;
    }),
  );
  expect(histories[0]).toEqual(histories[1]);
  const offered = histories[0]!.filter(({ type }) => type === 'refusal_offered');
  expect(offered.map(({ at }) => Date.parse(at)).sort()).toEqual(
    facts.map(({ at }) => Date.parse(at)).sort(),
  );
  expect(new Set(offered.map(({ recorded_at }) => recorded_at)).size).toBe(APPENDS);
  // What was answered is what stands: the recorded instants tell one order to everybody.
  const told = new Map(
    answers.filter(({ added }) => added).map(({ fact, recorded_at }) => [fact, recorded_at]),
  );
  for (const { id, recorded_at } of offered) expect(recorded_at).toBe(told.get(id));
}, 60_000);

it('refuses in one process from the moment in which the other acknowledged the stop', async () => {
  const [writer, asker] = servers as [ServerProcess, ServerProcess];
  for (let round = 0; round < 5; round++) {
    const identifier = { kind: 'email', value: `racing-${round}@example.org` };
    await write(writer, identifier, { type: 'profile', at: '2026-01-01T00:00:00Z', country: 'GB' });
    await write(writer, identifier, CONSENT);
    let acknowledged = Number.POSITIVE_INFINITY;
    const answers: { asked: number; decision: string }[] = [];
    const asking = async () => {
      for (let after = 0; after < 3; ) {
        const asked = performance.now();
        if (asked > acknowledged) after++;
        const answer = await asker.call('/v1/decisions', { ...ASK, identifier });
        answers.push({
          asked,
          decision: ((await answer.json()) as { decision: { decision: string } }).decision.decision,
        });
      }
    };
    const askers = [asking(), asking()];
    await expect.poll(() => answers.length, { timeout: 20_000 }).toBeGreaterThan(2);
    await write(writer, identifier, { type: 'objection', at: new Date().toISOString() });
    acknowledged = performance.now();
    await Promise.all(askers);
    expect(answers[0]!.decision).toBe('allow');
    const late = answers.filter(({ asked }) => asked > acknowledged);
    expect(late.length).toBeGreaterThan(0);
    expect(late.map(({ decision }) => decision)).toEqual(late.map(() => 'deny'));
  }
}, 60_000);

it('keeps out of a screening whoever was stopped before its results appeared', async () => {
  const [writer, screener] = servers as [ServerProcess, ServerProcess];
  const people = Array.from({ length: 30 }, (_, i) => ({ kind: 'email', value: `listed-${i}@example.org` }));
  for (const person of people) {
    await write(writer, person, { type: 'profile', at: '2026-01-01T00:00:00Z', country: 'GB' });
    await write(writer, person, CONSENT);
  }
  const filler = Array.from({ length: 30_000 }, (_, i) => `stranger-${i}@example.org\n`).join('');
  const list = `email\n${people.map(({ value }) => `${value}\n`).join('')}${filler}`;
  writeFileSync(join(place.folder, 'race.csv'), list);
  const started = await screener.call(
    '/v1/screenings?policy=cmp&channel=email&purpose=direct_marketing',
    list,
    {
      'Content-Type': 'text/csv',
      'Idempotency-Key': randomUUID(),
    },
  );
  const { id } = (await started.json()) as { id: string };
  const look = async () =>
    (await (await screener.call(`/v1/screenings/${id}`)).json()) as {
      status: string;
      summary: { stops_until: string };
    };
  // People object one after the other until the results are there.
  const stops: { value: string; recorded: string }[] = [];
  for (const person of people) {
    if ((await look()).status === 'done') break;
    const { recorded_at } = await write(writer, person, { type: 'objection', at: new Date().toISOString() });
    stops.push({ value: person.value, recorded: recorded_at });
  }
  expect(stops.length).toBeGreaterThan(0);
  await expect.poll(async () => (await look()).status, { timeout: 60_000 }).toBe('done');
  const { summary } = await look();
  const text = await (await screener.call(`/v1/screenings/${id}/allowed.csv`)).text();
  const allowed = new Set((parse(text, { columns: true }) as { email: string }[]).map(({ email }) => email));
  const stopped = new Set(
    stops.filter(({ recorded }) => recorded <= summary.stops_until).map(({ value }) => value),
  );
  expect(people.filter(({ value }) => allowed.has(value) === stopped.has(value))).toEqual([]);
}, 120_000);
