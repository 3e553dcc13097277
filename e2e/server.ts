import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import { openTestHeed } from '../src/db/testing/stores.ts';
import { seedDemo } from '../src/demo/seed-demo.ts';
import type { Heed } from '../src/heed.ts';
import { createApp } from '../src/http/app.ts';

export interface RunningHeed {
  readonly heed: Heed;
  /** `http://127.0.0.1:43210` */
  readonly origin: string;
  stop(): Promise<void>;
}

/** A whole Heed with the demo's people behind a real socket. */
export async function startDemo(): Promise<RunningHeed> {
  const heed = await openTestHeed();
  await seedDemo(heed);
  const app = createApp(heed);
  const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' });
  await new Promise((resolve) => server.once('listening', resolve));
  return {
    heed,
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async stop() {
      await new Promise((resolve) => server.close(resolve));
      await heed.close();
    },
  };
}
