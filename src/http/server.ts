import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import { deleteOldConsents } from '../cookies/keep-consents.ts';
import { dropOldFiles } from '../forms/form-file.ts';
import { purgeAnswers } from '../forms/purge-answers.ts';
import type { Heed } from '../heed.ts';
import { keepSending } from '../mail/keep-sending.ts';
import { keepScreenings } from '../screening/keep-screenings.ts';
import { type AppOptions, createApp } from './app.ts';
import { forgetOldResponses } from './idempotency/store.ts';
import { removeOldUploads } from './uploads.ts';

export interface ServerOptions extends AppOptions {
  readonly host: string;
  /** 0 takes a free port. */
  readonly port: number;
}

export interface RunningServer {
  readonly port: number;
  /**
   * Takes no new request, lets running ones finish, and cuts off what is left after the limit. The store stays
   * open; whoever opened it closes it after this.
   *
   * @param limitMs how long running requests may take
   * @returns whether everything finished in time
   */
  drain(limitMs: number): Promise<boolean>;
}

const HOUR = 60 * 60 * 1000;

/** Opens the socket of one Heed. */
export async function startServer(heed: Heed, options: ServerOptions): Promise<RunningServer> {
  const draining = { active: false };
  const app = createApp(heed, { ...options, draining });
  const server = createAdaptorServer({ fetch: app.fetch }) as Server;
  // A client that sends its headers slower than this holds a socket for nothing.
  server.headersTimeout = 15_000;
  // A list of half a gigabyte over a slow line; Node's own limit is five minutes.
  server.requestTimeout = 60 * 60 * 1000;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, options.host, resolve);
  });
  await removeOldUploads(heed);
  const screenings = await keepScreenings(heed);
  const sending = keepSending(heed, options.origin);
  const tidy = setInterval(() => {
    Promise.all([
      forgetOldResponses(heed),
      deleteOldConsents(heed),
      dropOldFiles(heed),
      purgeAnswers(heed),
    ]).catch((error: Error) => heed.log.error({ error: error.name }, 'could not tidy up'));
  }, HOUR);
  tidy.unref();
  return {
    port: (server.address() as AddressInfo).port,
    async drain(limitMs) {
      draining.active = true;
      clearInterval(tidy);
      const screeningStopped = screenings.stop();
      let inTime = true;
      const limit = setTimeout(() => {
        inTime = false;
        server.closeAllConnections();
      }, limitMs);
      // A connection that is kept alive falls idle once its answer is sent, and would hold the server open.
      const idle = setInterval(() => server.closeIdleConnections(), 50);
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeIdleConnections();
      });
      clearInterval(idle);
      clearTimeout(limit);
      await screeningStopped;
      await sending.stop();
      return inTime;
    },
  };
}
