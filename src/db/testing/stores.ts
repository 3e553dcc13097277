import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deserialize } from 'node:v8';
import pg from 'pg';
import { pino } from 'pino';
import { afterAll, describe, inject } from 'vitest';
import type { Heed } from '../../heed.ts';
import { type OpenHeedOptions, openHeed } from '../../open-heed.ts';
import { type Policies, servePolicies } from '../../policy/policies.ts';
import { newKeyText, parseKeyRing } from '../load-keys.ts';
import { Vault } from '../vault.ts';
import { TEMPLATE } from './start-postgres.ts';

export type TestOptions = Pick<OpenHeedOptions, 'policies' | 'log'>;
export type OpenTestHeed = (options?: TestOptions) => Promise<Heed>;

/** Fetched once a test file. */
let snapshot: Promise<Blob> | undefined;
let policies: Promise<Policies> | undefined;

/** The packaged policies. Reading and checking them takes longer than many a test file. */
export function packagedPolicies(): Promise<Policies> {
  policies ??= fetch(`${inject('postgresDoor')}/policies`)
    .then((answer) => answer.arrayBuffer())
    .then((bytes) => servePolicies(deserialize(Buffer.from(bytes))));
  return policies;
}

/** A demo Heed in memory. The caller closes it. */
export async function openTestHeed(options: TestOptions = {}): Promise<Heed> {
  snapshot ??= fetch(`${inject('postgresDoor')}/pglite`).then((answer) => answer.blob());
  return openHeed({
    mode: 'demo',
    memory: true,
    snapshot: await snapshot,
    policies: await packagedPolicies(),
    log: pino({ level: 'silent' }),
    ...options,
  });
}

export type StoreKind = 'pglite' | 'postgres' | 'embedded';

/** `npm run test:quick` asks for one of them. */
const KINDS = (['pglite', 'postgres', 'embedded'] as const).filter(
  (kind) => !process.env.HEED_TEST_STORE || process.env.HEED_TEST_STORE === kind,
);

/**
 * Runs a suite on the three stores: PGlite in memory, a fresh database on a PostgreSQL server, and one on the server
 * that Heed supervises. Each call of the function it gets opens an empty store; all are closed after the suite.
 */
export function describeStores(name: string, suite: (open: OpenTestHeed, kind: StoreKind) => void): void {
  describe.each(KINDS)(`${name} on %s`, (kind) => {
    const opened: Heed[] = [];
    afterAll(async () => {
      for (const heed of opened) await heed.close();
    });
    suite(async (options) => {
      const heed = kind === 'pglite' ? await openTestHeed(options) : await openPostgresHeed(options, kind);
      opened.push(heed);
      return heed;
    }, kind);
  });
}

/** A production Heed on a new database of the test server, with keys of its own. The caller closes it. */
export async function openPostgresHeed(
  options: TestOptions = {},
  kind: Exclude<StoreKind, 'pglite'> = 'postgres',
): Promise<Heed> {
  const { url, drop } = await newTestDatabase(kind);
  const folder = mkdtempSync(join(tmpdir(), 'heed-test-'));
  const heed = await openHeed({
    mode: 'production',
    databaseUrl: url,
    folder,
    vault: new Vault(parseKeyRing(newKeyText(), 'test'), parseKeyRing(newKeyText(), 'test')),
    policies: await packagedPolicies(),
    log: pino({ level: 'silent' }),
    ...options,
  });
  return {
    ...heed,
    close: async () => {
      await heed.close();
      await drop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A new database with the migrations applied, on the test server. */
export async function newTestDatabase(
  kind: Exclude<StoreKind, 'pglite'> = 'postgres',
): Promise<{ url: string; drop: () => Promise<void> }> {
  const answer = (await (await fetch(`${inject('postgresDoor')}/${kind}`)).json()) as {
    url?: string;
    error?: string;
  };
  if (!answer.url) throw new Error(answer.error);
  const name = `heed_${process.pid}_${Math.random().toString(36).slice(2, 10)}`;
  const run = async (statement: string) => {
    const client = new pg.Client({ connectionString: answer.url });
    await client.connect();
    try {
      await client.query(statement);
    } finally {
      await client.end();
    }
  };
  // Copying a template fails while another suite copies it; the server says so at once.
  for (let tries = 0; ; tries++) {
    try {
      await run(`create database ${name} template ${TEMPLATE}`);
      break;
    } catch (error) {
      if ((error as { code?: string }).code !== '55006' || tries > 100) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
  const url = new URL(answer.url);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => run(`drop database if exists ${name} with (force)`) };
}
