import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Logger, pino } from 'pino';
import { loadVault } from './db/load-keys.ts';
import { lockFolder } from './db/lock-folder.ts';
import { openStore } from './db/open-store.ts';
import type { Vault } from './db/vault.ts';
import { HeedError } from './errors.ts';
import type { Heed } from './heed.ts';
import { packageRoot } from './paths.ts';
import { loadPolicies, type Policies } from './policy/policies.ts';
import { openRegisters } from './registers/registers.ts';

export interface OpenHeedOptions {
  readonly mode: 'demo' | 'production';
  /** PostgreSQL server of a real installation. A demo never touches it. */
  readonly databaseUrl?: string;
  /** Data folder; made when missing. A production one holds registers and results, a demo's its store as well. */
  readonly folder?: string;
  /** A demo that keeps nothing: store in memory, files in a temporary folder that goes with it. */
  readonly memory?: boolean;
  /** A copy of a store to start a demo in memory from (`snapshotPglite`). */
  readonly snapshot?: Blob;
  /** Folder of policy folders (default: the packaged ones), or policies already loaded. */
  readonly policies?: string | Policies;
  /** Keys already loaded; default: from files or the environment (`loadVault`). */
  readonly vault?: Vault;
  readonly log?: Logger;
}

/**
 * Opens one Heed. Close it when done.
 *
 * @throws HeedError NOT_FOR_REAL_DATA in production without a server, STORE_LOCKED when another process has the demo
 *   folder, STORE_UNAVAILABLE when the server is away, POLICY_INVALID for a folder with errors, VALIDATION for keys.
 */
export async function openHeed(options: OpenHeedOptions): Promise<Heed> {
  const { mode, memory = false } = options;
  if (mode === 'production' && !options.databaseUrl) {
    throw new HeedError(
      'NOT_FOR_REAL_DATA',
      'Real data needs a PostgreSQL server: set DATABASE_URL, such as postgres://heed@localhost/heed. To try Heed without one, add --demo.',
    );
  }
  if (mode === 'production' && memory) throw new HeedError('NOT_FOR_REAL_DATA');

  const closing: (() => Promise<void> | void)[] = [];
  const close = async () => {
    for (const step of closing.reverse().splice(0)) await step();
  };
  try {
    const folder = openFolder(options.folder, memory, closing);
    const policies =
      typeof options.policies === 'object'
        ? options.policies
        : loadPolicies(options.policies ?? join(packageRoot, 'policies'));
    const vault = options.vault ?? loadVault(mode, memory ? undefined : folder);
    if (mode === 'demo' && !memory) closing.push(lockFolder(folder));
    const db = await openStore(
      mode === 'demo'
        ? { kind: 'pglite', folder: memory ? undefined : join(folder, 'store'), snapshot: options.snapshot }
        : { kind: 'postgres', url: options.databaseUrl! },
    );
    closing.push(() => db.destroy());
    return {
      mode,
      db,
      vault,
      policies,
      registers: openRegisters(folder),
      folder,
      log: options.log ?? pino({ level: process.env.HEED_LOG ?? 'warn' }, pino.destination(2)),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

function openFolder(folder: string | undefined, memory: boolean, closing: (() => void)[]): string {
  if (folder && !memory) {
    mkdirSync(folder, { recursive: true });
    return folder;
  }
  const made = mkdtempSync(join(tmpdir(), 'heed-'));
  closing.push(() => rmSync(made, { recursive: true, force: true }));
  return made;
}
