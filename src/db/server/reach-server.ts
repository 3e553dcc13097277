import { readFileSync } from 'node:fs';
import { HeedError } from '../../errors.ts';
import type { ServerLayout } from './layout.ts';
import type { Postmaster } from './postmaster.ts';

const DATABASE = 'heed';

/** The address of the server's own socket, with its password. */
export function serverUrl(layout: ServerLayout, server: Postmaster, database = DATABASE): string {
  const password = readFileSync(layout.password, 'utf8').trim();
  // The socket's folder stands in the query, where it wins over the host.
  return `postgres://heed:${password}@localhost:${server.port}/${database}?host=${encodeURIComponent(server.socketFolder)}`;
}

/** How long a server that a killed process left may take to answer before it counts as stuck. */
const ANSWER_MS = 5_000;

/** Whether a running server does its work. One that is still starting or recovering is waited for. */
export async function answers(layout: ServerLayout, server: Postmaster): Promise<boolean> {
  for (const until = Date.now() + ANSWER_MS; ; ) {
    try {
      await query(serverUrl(layout, server, 'postgres'), 'select 1');
      return true;
    } catch (error) {
      // 57P03: it cannot take connections yet.
      if ((error as { code?: string }).code !== '57P03' && Date.now() > until) return false;
      if (/password/i.test((error as Error).message)) return false;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}

/** Makes Heed's database at the first start. */
export async function ensureDatabase(layout: ServerLayout, server: Postmaster): Promise<void> {
  const url = serverUrl(layout, server, 'postgres');
  try {
    const { rowCount } = await query(url, `select 1 from pg_database where datname = '${DATABASE}'`);
    if (rowCount === 0) await query(url, `create database ${DATABASE}`, 120_000);
  } catch (cause) {
    if ((cause as { code?: string }).code === '53100')
      throw new HeedError('STORE_FULL', undefined, [], { cause });
    throw new HeedError(
      'STORE_UNAVAILABLE',
      `The database server runs but does not let Heed in with the password in ${layout.password}. See ${layout.log}.`,
      [],
      {
        cause,
      },
    );
  }
}

async function query(connectionString: string, text: string, limitMs = 3_000) {
  const { default: pg } = await import('pg');
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: 3_000, query_timeout: limitMs });
  client.on('error', () => {});
  try {
    await client.connect();
    return await client.query(text);
  } finally {
    await client.end().catch(() => {});
  }
}
