import type { Kysely } from 'kysely';
import type { Logger } from 'pino';
import type { Database } from './db/tables.ts';
import type { Vault } from './db/vault.ts';
import type { Versions } from './notices/versions.ts';
import type { Policies } from './policy/policies.ts';
import type { Registers } from './registers/registers.ts';

/**
 * One running Heed: everything a command needs, passed as its first argument. Commands read the clock of the
 * database for what they record, and `at` from their input for what they decide.
 */
export interface Heed {
  /** `demo` keeps nothing real, needs no key, and says so on every page. */
  readonly mode: 'demo' | 'production';
  readonly db: Kysely<Database>;
  readonly vault: Vault;
  readonly policies: Policies;
  /** Every version of the policies that people can read. */
  readonly versions: Versions;
  readonly registers: Registers;
  /** The data folder: register indexes, screening results, the master key file of a demo. */
  readonly folder: string;
  readonly log: Logger;
  close(): Promise<void>;
}
