import { Writable } from 'node:stream';
import { pino } from 'pino';
import { openTestHeed } from '../../db/testing/stores.ts';
import type { Heed } from '../../heed.ts';
import { type AppOptions, createApp } from '../app.ts';
import type { Scope } from '../auth/scopes.ts';
import type { HttpApp } from '../env.ts';
import { issueKey } from '../keys/issue-key.ts';

export interface TestServer {
  readonly heed: Heed;
  readonly app: HttpApp;
  /** Every log line so far. */
  readonly logged: () => string;
  /** A new key with these scopes. */
  key(...scopes: Scope[]): Promise<string>;
  /** Sends a JSON request with a key. */
  send(method: string, path: string, options?: SendOptions): Promise<Response>;
}

export interface SendOptions {
  readonly key?: string;
  readonly json?: unknown;
  /** Text that is sent as it is, for what JSON cannot say. */
  readonly text?: string;
  readonly headers?: Record<string, string>;
}

/** A Heed in memory that asks for keys, behind the real app, with its log captured. */
export async function openTestServer(
  options: AppOptions & { mode?: Heed['mode'] } = {},
): Promise<TestServer> {
  let lines = '';
  const sink = new Writable({
    write(chunk, _encoding, done) {
      lines += String(chunk);
      done();
    },
  });
  const store = await openTestHeed({ log: pino({ level: 'debug' }, sink) });
  const heed: Heed = { ...store, mode: options.mode ?? 'production' };
  const app = createApp(heed, options);
  return {
    heed,
    app,
    logged: () => lines,
    key: async (...scopes) => (await issueKey(heed, { name: 'Test', scopes })).key,
    async send(method, path, { key, json, text, headers } = {}) {
      const body = text ?? (json === undefined ? undefined : JSON.stringify(json));
      return app.request(path, {
        method,
        body,
        headers: {
          ...(key ? { Authorization: `Bearer ${key}` } : {}),
          ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
          ...headers,
        },
      });
    },
  };
}

let counter = 0;

/** A fresh Idempotency-Key header. */
export function once(): Record<string, string> {
  counter++;
  return { 'Idempotency-Key': `test-key-${counter}` };
}
