// The c15t backend as its quickstart sets it up, on Kysely and PostgreSQL, behind the same Node adapter as Heed.
// `migrate` makes its tables and ends; otherwise it prints its port and serves until its input closes.
import { c15tInstance } from '@c15t/backend';
import { kyselyAdapter } from '@c15t/backend/db/adapters/kysely';
import { migrator } from '@c15t/backend/db/migrator';
import { DB } from '@c15t/backend/db/schema';
import { serve } from '@hono/node-server';
import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';

const db = new Kysely({
  dialect: new PostgresDialect({
    pool: new pg.Pool({ connectionString: process.env.BENCH_DATABASE, max: 10 }),
  }),
});
const adapter = kyselyAdapter({ db, provider: 'postgresql' });

if (process.argv[2] === 'migrate') {
  const { execute } = await migrator({ db: DB.client(adapter), schema: 'latest' });
  await execute();
  await db.destroy();
} else {
  const { handler } = c15tInstance({
    adapter,
    trustedOrigins: ['https://www.example.org'],
    // One region for everybody, so that no time goes into geography.
    disableGeoLocation: true,
    logger: { level: 'error' },
  });
  const server = serve({ fetch: handler, port: 0, hostname: '127.0.0.1' }, ({ port }) =>
    process.stdout.write(`${JSON.stringify({ port })}\n`),
  );
  process.stdin.resume();
  process.stdin.once('end', async () => {
    server.close();
    server.closeAllConnections();
    await db.destroy();
    process.stdout.write(`${JSON.stringify({ rss: Math.round(process.resourceUsage().maxRSS / 1024) })}\n`);
    process.exit(0);
  });
}
