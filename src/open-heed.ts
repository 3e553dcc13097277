import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import type { Kysely } from 'kysely';
import { type Logger, pino } from 'pino';
import { loadVault } from './db/load-keys.ts';
import { lockFolder } from './db/lock-folder.ts';
import { openStore, type StoreLocation } from './db/open-store.ts';
import type { Database } from './db/tables.ts';
import type { Vault } from './db/vault.ts';
import { HeedError } from './errors.ts';
import type { Heed } from './heed.ts';
import { keepVersions, refuseConflicts } from './notices/keep-versions.ts';
import { openVersions } from './notices/versions.ts';
import { packageRoot } from './paths.ts';
import { loadPolicies, type Policies } from './policy/policies.ts';
import { withSites } from './policy/sites.ts';
import { openRegisters } from './registers/registers.ts';

export interface OpenHeedOptions {
  readonly mode: 'demo' | 'production';
  /** PostgreSQL server of a real installation; default: the data folder's own. A demo never touches it. */
  readonly databaseUrl?: string;
  /** This process serves: no other may serve the same folder, and the folder's own server is kept running. */
  readonly supervise?: boolean;
  /** Data folder; made when missing. A production one holds registers and results, a demo's its store as well. */
  readonly folder?: string;
  /** A demo that keeps nothing: store in memory, files in a temporary folder that goes with it. */
  readonly memory?: boolean;
  /** A copy of a store to start a demo in memory from (`snapshotPglite`). */
  readonly snapshot?: Blob;
  /** Folder of policy folders (default: the packaged ones), or policies already loaded. */
  readonly policies?: string | Policies;
  /** Policies with a host name of their own: `cmp=https://privacy.example.org`. */
  readonly sites?: readonly string[];
  /** Keys already loaded; default: from files or the environment (`loadVault`). */
  readonly vault?: Vault;
  readonly log?: Logger;
}

/**
 * Opens one Heed. Close it when done.
 *
 * @throws HeedError NOT_FOR_REAL_DATA in production in memory, STORE_LOCKED when another process has the demo folder
 *   or serves the folder already, STORE_UNAVAILABLE when the server is away, STORE_FULL, POLICY_INVALID for a folder with errors,
 *   VERSION_PUBLISHED when it would serve a version that it once served with another content, VALIDATION for keys.
 */
export async function openHeed(options: OpenHeedOptions): Promise<Heed> {
  const { mode, memory = false } = options;
  if (mode === 'production' && memory) throw new HeedError('NOT_FOR_REAL_DATA');

  const closing: (() => Promise<void> | void)[] = [];
  const close = async () => {
    for (const step of closing.reverse().splice(0)) await step();
  };
  try {
    const folder = openFolder(options.folder, memory, closing);
    const loaded =
      typeof options.policies === 'object'
        ? options.policies
        : loadPolicies(options.policies ?? join(packageRoot, 'policies'));
    const policies = options.sites?.length ? withSites(loaded, options.sites) : loaded;
    const vault = options.vault ?? loadVault(mode, memory ? undefined : folder);
    if (mode === 'demo' && !memory) closing.push(lockFolder(folder));
    const log = options.log ?? pino({ level: process.env.HEED_LOG ?? 'warn' }, pino.destination(2));
    const db = await openStore(await locateStore(options, folder, log, closing));
    closing.push(() => db.destroy());
    if (options.supervise) await keepServed(db, policies, mode, log);
    const versions = await openVersions(db, policies);
    return { mode, db, vault, policies, versions, registers: openRegisters(folder), folder, log, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** What is served is recorded. A version that was served with another content is refused; a demo may play with it. */
async function keepServed(
  db: Kysely<Database>,
  policies: Policies,
  mode: OpenHeedOptions['mode'],
  log: Logger,
): Promise<void> {
  const conflicts = await keepVersions(db, policies);
  if (mode === 'production') refuseConflicts(conflicts);
  for (const one of conflicts) log.warn(one, 'this version was served with another content before');
}

/** A demo has a store in its process; real data lie on the server that is named, or on the folder's own. */
async function locateStore(
  { mode, memory = false, snapshot, databaseUrl, supervise = false }: OpenHeedOptions,
  folder: string,
  log: Logger,
  closing: (() => Promise<void> | void)[],
): Promise<StoreLocation> {
  if (mode === 'demo')
    return { kind: 'pglite', folder: memory ? undefined : join(folder, 'store'), snapshot };
  if (databaseUrl) return { kind: 'postgres', url: databaseUrl };
  const { openServer } = await import('./db/server/open-server.ts');
  const server = await openServer(folder, { supervise, say: (message) => log.warn(message) });
  closing.push(server.close);
  return { kind: 'postgres', url: server.url };
}

function openFolder(folder: string | undefined, memory: boolean, closing: (() => void)[]): string {
  if (folder && !memory) {
    makeFolder(folder);
    return folder;
  }
  const made = mkdtempSync(join(tmpdir(), 'heed-'));
  closing.push(() => rmSync(made, { recursive: true, force: true }));
  return made;
}

/**
 * Others may pass through when root starts Heed, because the server's own user has to; nobody may look around. The
 * mode is set apart from the making, which the process's umask narrows.
 */
function makeFolder(folder: string): void {
  const made = mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (made === undefined || process.getuid?.() !== 0) return;
  for (let path = resolve(folder); path.length >= made.length; path = dirname(path)) chmodSync(path, 0o711);
}
