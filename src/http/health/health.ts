import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Hono } from 'hono';
import { sql } from 'kysely';
import { HeedError } from '../../errors.ts';
import type { Heed } from '../../heed.ts';
import { packageRoot } from '../../paths.ts';

/** Whether the process is on its way out: it finishes what it has but takes nothing new. */
export interface Draining {
  active: boolean;
}

/**
 * `/healthz`: the process answers. It needs no key and looks nowhere, not even at a key that is sent along, so that a
 * database that is away gets no process restarted.
 */
export function livenessRoutes(): Hono {
  const app = new Hono();
  app.get('/healthz', (c) => c.json({ status: 'ok' }, 200, { 'Cache-Control': 'no-store' }));
  return app;
}

/** `/readyz`: the process can do its work, so send it requests. It needs no key and tells nothing else. */
export function readinessRoutes(heed: Heed, draining: Draining): Hono {
  const app = new Hono();
  app.get('/readyz', async (c) => {
    if (draining.active) throw new HeedError('STORE_UNAVAILABLE', 'This process is shutting down.');
    await checkStore(heed);
    return c.json({ status: 'ready' }, 200, { 'Cache-Control': 'no-store' });
  });
  return app;
}

/** @throws HeedError STORE_UNAVAILABLE when the database is away or a migration of this version is missing. */
async function checkStore(heed: Heed): Promise<void> {
  const applied = await sql<{ name: string }>`select name from migration`
    .execute(heed.db)
    .catch((cause: unknown) => {
      throw new HeedError('STORE_UNAVAILABLE', 'The database does not answer.', [], { cause });
    });
  const done = new Set(applied.rows.map((row) => row.name));
  if (!migrationNames().every((name) => done.has(name)))
    throw new HeedError(
      'STORE_UNAVAILABLE',
      'The database is behind this version. Restart Heed to migrate it.',
    );
}

function migrationNames(): string[] {
  return readdirSync(join(packageRoot, 'src', 'db', 'migrations')).filter((name) =>
    /^\d{4}_.*\.sql$/.test(name),
  );
}
