import { join } from 'node:path';
import type { Command } from 'commander';
import { storeError } from '../db/store-error.ts';
import { ERRORS, HeedError } from '../errors.ts';
import type { Heed } from '../heed.ts';
import { packageRoot } from '../paths.ts';

/** Exit codes of the command line; `docs/cli.md` lists the same. */
export const EXIT = { ok: 0, denied: 1, usage: 2, server: 3 } as const;

/** Where a command finds its data: the folder, or a PostgreSQL server by `DATABASE_URL`. */
export interface StoreOptions {
  readonly data?: string;
  readonly demo?: boolean;
  readonly policies?: string;
  /** Policies with a host name of their own, as POLICY=URL. */
  readonly site?: readonly string[];
}

/** Adds the options that every command with a store takes. */
export function storeOptions(command: Command): Command {
  return command
    .option('--data <folder>', 'data folder (default: $HEED_DATA, or .heed in this folder)')
    .option('--demo', 'ask the demo and its fictional people; kept only where --data names a folder for it')
    .option(
      '--policies <folder>',
      'folder of policy folders (default: $HEED_POLICIES, or the packaged ones)',
    );
}

/** The folder of policy folders: the one that is named, or $HEED_POLICIES, or the packaged ones. */
export function policiesFolder(named?: string): string {
  return named ?? process.env.HEED_POLICIES ?? join(packageRoot, 'policies');
}

/**
 * Opens the store, runs the work, and closes the store whatever happens. A demo is filled before the work begins.
 * With `supervise` this process alone serves the folder, and keeps the folder's own database server running.
 */
export async function withHeed<T>(
  options: StoreOptions,
  work: (heed: Heed) => Promise<T>,
  { supervise = false } = {},
): Promise<T> {
  const { openHeed } = await import('../open-heed.ts');
  // What is written beside real data, lists and results, is for its owner alone.
  if (!options.demo) process.umask(0o077);
  const heed = await openHeed({
    mode: options.demo ? 'demo' : 'production',
    databaseUrl: process.env.DATABASE_URL,
    folder: options.data ?? process.env.HEED_DATA ?? '.heed',
    memory: options.demo === true && options.data === undefined,
    policies: policiesFolder(options.policies),
    sites: options.site ?? process.env.HEED_SITES?.split(/\s+/).filter(Boolean),
    supervise,
  });
  try {
    if (heed.mode === 'demo') {
      const { seedDemo } = await import('../demo/seed-demo.ts');
      await seedDemo(heed);
    }
    return await work(heed);
  } finally {
    await heed.close();
  }
}

/** Reads all of standard input as text. */
export async function readStdin(): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

export function printJson(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value, null, 2)}\n`);
}

/** Text from outside as a terminal may show it: what would command the terminal or turn the line round is replaced. */
export function printable(text: string): string {
  return text.replace(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu, (char) =>
    char === '\n' || char === '\t' ? char : '\ufffd',
  );
}

/** Prints rows as aligned columns; the first row is the heading. */
export function printTable(given: readonly (readonly string[])[]): void {
  const rows = given.map((row) => row.map(printable));
  const columns = Math.max(0, ...rows.map((row) => row.length));
  const widths = Array.from({ length: columns }, (_, i) =>
    Math.max(...rows.map((row) => row[i]?.length ?? 0)),
  );
  for (const row of rows)
    process.stdout.write(
      `${row
        .map((cell, i) => cell.padEnd(widths[i] ?? 0))
        .join('  ')
        .trimEnd()}\n`,
    );
}

/** Reports an error for a person (or as JSON) and returns the exit code it deserves. */
export function reportError(thrown: unknown, json = false): number {
  const error = storeError(thrown) ?? thrown;
  if (!(error instanceof HeedError)) {
    process.stderr.write(
      `${printable(String(error instanceof Error ? (process.env.HEED_DEBUG ? error.stack : error.message) : error))}\n`,
    );
    return EXIT.server;
  }
  if (json) {
    printJson({ code: error.code, title: error.title, detail: error.message, issues: error.issues });
  } else {
    process.stderr.write(`${printable(error.message)}\n`);
    for (const issue of error.issues)
      process.stderr.write(printable(`  ${issue.pointer}: ${issue.detail}\n`));
  }
  return ERRORS[error.code].status >= 500
    ? EXIT.server
    : [400, 413, 415, 422].includes(ERRORS[error.code].status)
      ? EXIT.usage
      : EXIT.denied;
}
