/**
 * Consent writes and reads over HTTP: Heed and the c15t backend, each a process of its own, on two databases of one
 * PostgreSQL server, in turn. Prints the figures.
 */
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { openServer } from '../../src/db/server/open-server.ts';
import { packageRoot } from '../../src/paths.ts';
import { type Figure, figure, median } from '../measure.ts';
import { startServerProcess } from '../start-server.ts';
import { clearC15t, clearHeed, stockC15t, stockHeed, visitorName, visitorUuid } from './consents-stock.ts';
import { load, type Sent } from './load.ts';
import { processorSeconds } from './processor.ts';

const [folder = '', requests = '2000', runs = '3', ...sizes] = process.argv.slice(2);
const COUNT = Number(requests);
const AGENT = 'Mozilla/5.0 (X11; Linux x64) Gecko/20100101 Firefox/145.0';

// The first to use a data folder's server starts it; Heed's own process then uses the same one.
mkdirSync(join(folder, 'data'), { mode: 0o711 });
const server = await openServer(join(folder, 'data'));
const production = { NODE_ENV: 'production' };
const heed = await startServerProcess<{ port: number; key: string; choice: object }>(
  [join(packageRoot, 'dist', 'bench', 'public', 'consents-server.js'), folder],
  production,
);
const heedDb = new pg.Client({ connectionString: server.url });
await heedDb.connect();
await heedDb.query('create database c15t');
const c15tUrl = new URL(server.url);
c15tUrl.pathname = '/c15t';
const env = { BENCH_DATABASE: c15tUrl.href };
const script = join(packageRoot, 'bench', 'compared', 'c15t-server.mjs');
await once(
  spawn(process.execPath, [script, 'migrate'], { env: { ...process.env, ...env }, stdio: 'inherit' }),
  'exit',
);
const c15t = await startServerProcess<{ port: number }>([script], { ...production, ...env });
const c15tDb = new pg.Client({ connectionString: c15tUrl.href });
await c15tDb.connect();

const { port: heedPort, key, choice } = heed.said;
const { port: c15tPort } = c15t.said;
const HEED_SITE = 'https://www.customermanagementpractice.com';
let written = 0;

const toHeed = (): Sent => ({
  method: 'POST',
  path: '/v1/cookie-consents',
  headers: { Origin: HEED_SITE, 'User-Agent': AGENT },
  body: { ...choice, id: randomUUID() },
});
const toC15t = (): Sent => ({
  method: 'POST',
  path: '/subjects',
  headers: { Origin: 'https://www.example.org', 'User-Agent': AGENT },
  body: {
    type: 'cookie_banner',
    subjectId: `sub_new${(++written).toString(2).replaceAll('0', 'z')}`,
    domain: 'www.example.org',
    preferences: { necessary: true, measurement: false, marketing: false },
    consentAction: 'necessary',
    givenAt: Date.now(),
  },
});

/** Some visitor, spread evenly over all. */
const some = (i: number, size: number) => (i * 7919) % size;
const writes = {
  heed: (count: number) => load(heedPort, count, toHeed, (status) => status === 201),
  c15t: (count: number) => load(c15tPort, count, toC15t, (status) => status === 200),
};
const reads = {
  heed: (count: number, size: number) =>
    load(
      heedPort,
      count,
      (i) => ({
        method: 'GET',
        path: `/v1/cookie-consents?policy=cmp&subject=${visitorUuid(some(i, size))}`,
        headers: { Authorization: `Bearer ${key}` },
      }),
      (status, text) => status === 200 && text.includes('"refuse_all"'),
    ),
  c15t: (count: number, size: number) =>
    load(
      c15tPort,
      count,
      (i) => ({ method: 'GET', path: `/subjects/${visitorName(some(i, size))}?type=cookie_banner` }),
      (status, text) => status === 200 && text.includes('"cookie_banner"'),
    ),
};
const databases = { heed: heedDb, c15t: c15tDb };
const pids = { heed: heed.pid, c15t: c15t.pid };

interface Measured {
  readonly rate: number;
  /** Microseconds of processor a request, in the server's process and in the database's. */
  readonly server: number;
  readonly database: number;
}

async function measured(
  who: 'heed' | 'c15t',
  count: number,
  job: (count: number) => Promise<number>,
): Promise<Measured> {
  const before = await used(who);
  const rate = await job(count);
  const after = await used(who);
  let database = 0;
  // A connection that was opened meanwhile has used nothing before.
  for (const [pid, seconds] of after.backends) database += seconds - (before.backends.get(pid) ?? 0);
  const each = (seconds: number) => (seconds / count) * 1e6;
  return { rate, server: each(after.server - before.server), database: each(database) };
}

/** Processor time so far of a server's process and of each process that serves it in PostgreSQL. */
async function used(who: 'heed' | 'c15t') {
  const { rows } = await databases[who].query<{ pid: number }>(
    'select pid from pg_stat_activity where datname = current_database()',
  );
  return {
    server: processorSeconds([pids[who]]),
    backends: new Map(rows.map(({ pid }) => [pid, processorSeconds([pid])])),
  };
}

const figures: Figure[] = [];
const goals: string[] = [];
const times = new Map<string, Measured[]>();
const note = (what: string, one: Measured) => {
  process.stderr.write(
    `${what}: ${Math.round(one.rate)} a second, ${Math.round(one.server)} + ${Math.round(one.database)} µs\n`,
  );
  times.set(what, [...(times.get(what) ?? []), one]);
};

// One each, in whose likeness the stock is made; and time for both to get warm.
await writes.heed(1000);
await writes.c15t(1000);

let stock = 0;
for (const size of sizes.map(Number)) {
  await stockHeed(heedDb, stock, size);
  await stockC15t(c15tDb, stock, size);
  stock = size;
  const named = size.toLocaleString('en-GB');
  const [write, read] = [`writes at ${named}`, `reads at ${named}`];
  await reads.heed(300, size);
  await reads.c15t(100, size);
  // In turn and in short bursts, so that a slow minute of the machine meets all of them.
  for (let run = 0; run < Number(runs); run++) {
    note(`Heed, ${write}`, await measured('heed', COUNT, writes.heed));
    await clearHeed(heedDb);
    note(`Heed, ${read}`, await measured('heed', COUNT, (count) => reads.heed(count, size)));
    for (const index of ['without', 'with']) {
      // Reading the whole table each time takes so long that a quarter tells as much.
      const count = index === 'without' && size > 50_000 ? COUNT / 4 : COUNT;
      if (index === 'with') await c15tDb.query('create index bench_subject on consent ("subjectId")');
      await c15tDb.query('analyze consent');
      note(`c15t ${index} the index, ${write}`, await measured('c15t', count, writes.c15t));
      await clearC15t(c15tDb);
      note(
        `c15t ${index} the index, ${read}`,
        await measured('c15t', count, (many) => reads.c15t(many, size)),
      );
      if (index === 'with') await c15tDb.query('drop index bench_subject');
    }
  }
  for (const what of [write, read]) {
    const rows = ['Heed', 'c15t without the index', 'c15t with the index'].map((who) => {
      const taken = times.get(`${who}, ${what}`)!;
      const [server, database] = [taken.map((one) => one.server), taken.map((one) => one.database)].map(
        median,
      );
      return {
        cost: server! + database!,
        one: figure(
          `${who}, ${what}`,
          taken.map(({ rate }) => rate),
          'requests/s',
          {
            note: `${Math.round(server!)} µs of processor a request in the server, ${Math.round(database!)} in PostgreSQL`,
          },
        ),
      };
    });
    const [ours, ...theirs] = rows;
    figures.push(...rows.map(({ one }) => one));
    const best = Math.max(...theirs.map(({ one }) => one.value));
    const cheapest = Math.min(...theirs.map(({ cost }) => cost));
    goals.push(
      `Consent ${what}: ${(ours!.one.value / best).toFixed(2)} × c15t’s better figure, at ${(cheapest / ours!.cost).toFixed(2)} times less processor time. Goal: 2.`,
    );
  }
}

await Promise.all([heedDb.end(), c15tDb.end()]);
const memory = { Heed: await heed.end(), c15t: await c15t.end() };
await server.close();
console.log(
  JSON.stringify({
    goals,
    figures: figures.map((one) => ({
      ...one,
      rss: one.what.startsWith('Heed') ? memory.Heed : memory.c15t,
    })),
  }),
);
