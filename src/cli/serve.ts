import type { Command } from 'commander';
import { HeedError } from '../errors.ts';
import type { Heed } from '../heed.ts';
import { isLoopback } from '../http/hosts.ts';
import { policyUrl } from '../policy/sites.ts';
import { EXIT, reportError, type StoreOptions, storeOptions, withHeed } from './context.ts';

interface ServeOptions extends StoreOptions {
  readonly host: string;
  readonly port: string;
  readonly url?: string;
  readonly trustProxy?: boolean;
}

/** How long requests may take to finish once the process is told to stop. */
const DRAIN_MS = 20_000;

/** `heed serve`: the API and the pages, until SIGTERM or SIGINT. */
export function registerServe(program: Command): void {
  storeOptions(program.command('serve'))
    .description('serve the API and the pages')
    .option('--host <host>', 'address to listen on', '127.0.0.1')
    .option('--port <port>', 'port to listen on; 0 takes a free one', process.env.PORT ?? '8080')
    .option(
      '--url <url>',
      'address that browsers use, when a proxy stands in front: https://heed.example.org',
    )
    .option(
      '--site <policy=url...>',
      'a policy at a host name of its own: cmp=https://privacy.example.org (default: $HEED_SITES)',
    )
    .option(
      '--trust-proxy',
      'take client addresses from X-Forwarded-For and hosts from X-Forwarded-Host; only behind a proxy that sets them',
    )
    .action(async (options: ServeOptions) => {
      try {
        process.exitCode = await withHeed(options, (heed) => serveUntilStopped(heed, options), {
          supervise: true,
        });
      } catch (error) {
        process.exitCode = reportError(error);
      }
    });
}

/**
 * Serves one open Heed until the process is told to stop; also what `heed start` runs.
 *
 * @returns the exit code: 0 when every request finished in time
 */
export async function serveUntilStopped(heed: Heed, options: Omit<ServeOptions, 'demo'>): Promise<number> {
  const port = portOf(options.port);
  const origin = originOf(options.url);
  if (heed.mode === 'demo' && !isLoopback(options.host))
    throw new HeedError(
      'NOT_FOR_REAL_DATA',
      'A demo asks for no key, so it listens on this machine only. Leave --host out.',
    );
  const { startServer } = await import('../http/server.ts');
  if (!process.env.HEED_LOG && heed.mode === 'production') heed.log.level = 'info';
  const stopped = new Promise<string>((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => resolve(signal));
    // The launcher holds this line; when it is killed, nobody could stop this process by it any more.
    process.once('disconnect', () => resolve('The launcher ended'));
    process.channel?.unref();
  });
  const server = await startServer(heed, {
    host: options.host,
    port,
    origin,
    rateLimits: { trustProxy: options.trustProxy ?? false },
  });
  await printFirstKey(heed);
  printLinks(
    heed,
    origin ?? `http://${options.host.includes(':') ? `[${options.host}]` : options.host}:${server.port}`,
  );
  const signal = await stopped;
  process.stderr.write(`${signal}: finishing what is running\n`);
  const inTime = await server.drain(DRAIN_MS);
  return inTime ? EXIT.ok : EXIT.denied;
}

/** The first start of a store for real data issues the one key that every other key comes from. */
async function printFirstKey(heed: Heed): Promise<void> {
  if (heed.mode === 'demo') return;
  const { issueFirstKey } = await import('../http/keys/issue-key.ts');
  const key = await issueFirstKey(heed);
  if (key)
    process.stdout.write(
      `This is the first start. Your key, which may do everything and is shown this once:\n\n  ${key}\n\n`,
    );
}

function printLinks(heed: Heed, base: string): void {
  const links = [
    ['Start page', `${base}/`],
    ...heed.policies
      .list()
      .map((policy) => [policy.data.policy.name, policyUrl(policy, base, `/${policy.id}/notice`)]),
    ['API reference', `${base}/reference`],
  ] as [string, string][];
  const width = Math.max(...links.map(([name]) => name.length));
  process.stdout.write(
    heed.mode === 'demo'
      ? 'Heed demo: everything in it is made up, and nobody needs a key.\n\n'
      : 'Heed is ready.\n\n',
  );
  for (const [name, url] of links) process.stdout.write(`  ${name.padEnd(width)}  ${url}\n`);
  process.stdout.write('\nStop it with Ctrl+C.\n');
}

function portOf(text: string): number {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new HeedError('VALIDATION', '--port needs a number from 0 to 65535.');
  return port;
}

function originOf(url: string | undefined): string | undefined {
  if (url === undefined) return undefined;
  const parsed = URL.parse(url);
  if (!parsed || !/^https?:$/.test(parsed.protocol))
    throw new HeedError('VALIDATION', '--url needs an address such as https://heed.example.org.');
  return parsed.origin;
}
