/** Servers that are measured run in processes of their own. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

export interface StartedServer<T> {
  /** What it printed first. */
  readonly said: T;
  readonly pid: number;
  /** Lets it end and returns its peak memory. */
  end(): Promise<number>;
  kill(): void;
}

/** Starts Node on a script that prints a line once it serves, and another with its memory after its input closed. */
export async function startServerProcess<T>(
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
): Promise<StartedServer<T>> {
  const child = spawn(process.execPath, args, {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, ...env },
  });
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  const line = async () => {
    const { value, done } = await lines.next();
    if (done) throw new Error(`${args[0]} ended early`);
    return JSON.parse(value as string);
  };
  const said = (await line()) as T;
  return {
    said,
    pid: child.pid!,
    async end() {
      child.stdin.end();
      const { rss } = await line();
      await once(child, 'exit');
      return rss;
    },
    kill: () => void child.kill(),
  };
}
