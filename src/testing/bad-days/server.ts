import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { startHeed } from '../command.ts';
import type { Place } from '../places.ts';

export interface ServerProcess {
  /** `http://127.0.0.1:43210` */
  readonly base: string;
  readonly child: ChildProcess;
  /** The key that was printed, at the first start of real data. */
  readonly key: string | undefined;
  /** Calls it with the key of the place; `body` is sent as JSON unless it is text. */
  call(path: string, body?: unknown, headers?: Record<string, string>): Promise<Response>;
  /** Ends it as a crash does, and waits until it is gone. */
  kill(): Promise<void>;
  /** Ends it in order. Gives the exit code. */
  stop(): Promise<number | null>;
}

/** Starts `heed serve` on a place and waits until it is ready. The key of the first start is needed at later ones. */
export async function startServing(place: Place, givenKey?: string): Promise<ServerProcess> {
  const child = await startHeed(['serve', '--port', '0', ...place.args], place.options);
  const gone = once(child, 'close');
  let stdout = '';
  let stderr = '';
  child.stderr?.on('data', (chunk) => (stderr = (stderr + chunk).slice(-4000)));
  await new Promise<void>((resolve, reject) => {
    child.stdout?.on('data', (chunk) => {
      stdout += chunk;
      if (stdout.includes('Stop it with')) resolve();
    });
    child.once('close', () => reject(new Error(`heed serve ended: ${stderr}`)));
  });
  const base = /http:\/\/127\.0\.0\.1:\d+/.exec(stdout)![0];
  const key = givenKey ?? /heed_\S+/.exec(stdout)?.[0];
  return {
    base,
    child,
    key,
    call(path, body, headers = {}) {
      return fetch(base + path, {
        method: body === undefined ? 'GET' : 'POST',
        headers: {
          ...(key && { Authorization: `Bearer ${key}` }),
          ...(body !== undefined && typeof body !== 'string' && { 'Content-Type': 'application/json' }),
          ...headers,
        },
        body: body === undefined || typeof body === 'string' ? body : JSON.stringify(body),
      });
    },
    async kill() {
      child.kill('SIGKILL');
      await gone;
    },
    async stop() {
      child.kill('SIGTERM');
      await gone;
      return child.exitCode;
    },
  };
}
