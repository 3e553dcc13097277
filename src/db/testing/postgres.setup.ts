import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serialize } from 'node:v8';
import { pino } from 'pino';
import type { TestProject } from 'vitest/node';
import { seedDemo } from '../../demo/seed-demo.ts';
import { openHeed } from '../../open-heed.ts';
import { packageRoot } from '../../paths.ts';
import { loadPolicies } from '../../policy/policies.ts';
import { snapshotPglite } from '../open-store.ts';
import { type PostgresServer, startPostgres } from './start-postgres.ts';
import { startSupervised } from './start-supervised.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /**
     * Ask this address for the test server, `/embedded` below it for the one that Heed supervises, `/pglite` for an
     * empty PGlite store, `/policies` for the packaged policies as they were loaded, and `/demo` for a data folder with
     * the demo's people in it, to be copied. Each is made at the first question.
     */
    postgresDoor: string;
  }
}

/** Filling a demo takes longer than most tests that need one. */
async function makeDemoFolder(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'heed-test-demo-'));
  const heed = await openHeed({ mode: 'demo', folder, log: pino({ level: 'silent' }) });
  await seedDemo(heed);
  await heed.close();
  return folder;
}

/**
 * Makes a real PostgreSQL available to the suites that ask for one. It starts at the first question, once for the
 * whole run, so that runs without the database cost nothing. HEED_TEST_DATABASE_URL names one to use instead. Beside it
 * stands one that Heed's own supervisor runs, with the settings of a real installation.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const servers = new Map<string, Promise<PostgresServer>>();
  let snapshot: Promise<Buffer> | undefined;
  let policies: Buffer | undefined;
  let demo: Promise<string> | undefined;
  const door = createServer((request, response) => {
    // A connection kept for the next question may close just as that is asked.
    response.setHeader('connection', 'close');
    if (request.url === '/pglite') {
      snapshot ??= snapshotPglite().then(async (blob) => Buffer.from(await blob.arrayBuffer()));
      snapshot.then(
        (bytes) => response.end(bytes),
        (error: Error) => response.destroy(error),
      );
      return;
    }
    if (request.url === '/policies') {
      try {
        policies ??= serialize(loadPolicies(join(packageRoot, 'policies')).list());
        response.end(policies);
      } catch (error) {
        console.error(error);
        response.destroy();
      }
      return;
    }
    if (request.url === '/demo') {
      demo ??= makeDemoFolder();
      demo.then(
        (folder) => response.end(JSON.stringify({ folder })),
        (error: Error) => response.end(JSON.stringify({ error: error.stack })),
      );
      return;
    }
    const kind = request.url === '/embedded' ? 'embedded' : 'postgres';
    const start =
      kind === 'embedded' ? startSupervised : () => startPostgres(process.env.HEED_TEST_DATABASE_URL);
    const server = servers.get(kind) ?? start();
    servers.set(kind, server);
    server.then(
      ({ url }) => response.end(JSON.stringify({ url })),
      (error: Error) => response.end(JSON.stringify({ error: error.stack })),
    );
  });
  await new Promise<void>((resolve) => door.listen(0, '127.0.0.1', resolve));
  project.provide('postgresDoor', `http://127.0.0.1:${(door.address() as AddressInfo).port}`);
  return async () => {
    door.close();
    door.closeAllConnections();
    const folder = await demo?.catch(() => undefined);
    if (folder) rmSync(folder, { recursive: true, force: true });
    for (const server of servers.values()) await (await server.catch(() => undefined))?.stop();
  };
}
