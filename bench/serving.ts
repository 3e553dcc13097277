/** Asks a real server over twenty connections that stay open, and writes facts likewise; latencies and rates. */
import { randomUUID } from 'node:crypto';
import { Agent, request } from 'node:http';
import { join } from 'node:path';
import { packageRoot } from '../src/paths.ts';
import { type Figure, figure } from './measure.ts';
import { personEmail } from './people.ts';
import { startServerProcess } from './start-server.ts';

const [folder = '', people = '2000', seconds = '8'] = process.argv.slice(2);
const CONNECTIONS = 20;
const server = await startServerProcess<{ port: number; key: string }>([
  join(packageRoot, 'dist', 'bench', 'serving-server.js'),
  folder,
  people,
]);
const { port, key } = server.said;
const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });

function post(path: string, body: object): Promise<number> {
  const text = JSON.stringify(body);
  return new Promise((resolve, reject) => {
    const sent = request(
      {
        port,
        path,
        agent,
        method: 'POST',
        headers: {
          Authorization: `Bearer ${key}`,
          'Content-Type': 'application/json',
          'Idempotency-Key': randomUUID(),
          'Content-Length': Buffer.byteLength(text),
        },
      },
      (answer) => {
        answer.resume();
        answer.once('end', () => resolve(answer.statusCode!));
      },
    );
    sent.once('error', reject);
    sent.end(text);
  });
}

async function load(
  what: string,
  path: string,
  good: number,
  body: (i: number) => object,
): Promise<Figure[]> {
  const times: number[] = [];
  const until = performance.now() + Number(seconds) * 1000;
  const warm = performance.now() + Number(seconds) * 200;
  let next = 0;
  let counted = 0;
  await Promise.all(
    Array.from({ length: CONNECTIONS }, async () => {
      for (let started = performance.now(); started < until; started = performance.now()) {
        const status = await post(path, body(next++));
        if (status !== good) throw new Error(`${path} answered ${status}`);
        if (started < warm) continue;
        times.push(performance.now() - started);
        counted++;
      }
    }),
  );
  times.sort((a, b) => a - b);
  const rate = counted / ((performance.now() - warm) / 1000);
  const at = (share: number) => times[Math.floor(times.length * share)]!;
  return [
    figure(what, [rate], 'requests/s', { note: `${CONNECTIONS} connections` }),
    figure(`${what}, p50`, [at(0.5)], 'ms'),
    figure(`${what}, p99`, [at(0.99)], 'ms'),
  ];
}

const person = (i: number) => ({ kind: 'email', value: personEmail((i * 7919) % Number(people)) });
const asked = { policy: 'cmp', channel: 'email', purpose: 'direct_marketing' };
const figures = [
  ...(await load('POST /v1/decisions, not recorded', '/v1/decisions', 200, (i) => ({
    ...asked,
    identifier: person(i),
    record: false,
  }))),
  ...(await load('POST /v1/decisions, recorded', '/v1/decisions', 200, (i) => ({
    ...asked,
    identifier: person(i),
  }))),
  ...(await load('POST /v1/facts, durable', '/v1/facts', 201, (i) => ({
    policy: 'cmp',
    identifier: person(i),
    fact: { type: 'sale', at: new Date(1.7e12 + i * 1000).toISOString(), product: `load:${i}` },
  }))),
];
const rss = await server.end();
agent.destroy();
console.log(JSON.stringify({ figures: figures.map((one) => ({ ...one, rss })) }));
