import { chmodSync, cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { inject } from 'vitest';
import { loadVault, newKeyText } from '../db/load-keys.ts';
import { findServer } from '../db/server/open-server.ts';
import { newTestDatabase, packagedPolicies } from '../db/testing/stores.ts';
import type { Heed } from '../heed.ts';
import { openHeed } from '../open-heed.ts';
import type { CommandOptions } from './command.ts';

export const PLACES = ['pglite', 'postgres', 'supervised'] as const;
export type PlaceKind = (typeof PLACES)[number];

/** How often each process is killed on each store; 20 by hand, see docs/bad-days.md. */
export const ROUNDS = Number(process.env.HEED_BAD_DAYS_ROUNDS ?? 2);

export interface PlaceOptions {
  /** Folder to make it in. */
  readonly within?: string;
  /** Leave it to the first command to make the store; otherwise the demo begins with a copy of one that is filled. */
  readonly empty?: boolean;
}

/** A store of its own for processes of the command line: the same three that Heed offers. */
export interface Place {
  readonly kind: PlaceKind;
  /** Where scratch files of a test may lie too. */
  readonly folder: string;
  readonly args: readonly string[];
  readonly options: CommandOptions;
  /** Opens the same store in this process. The caller closes it. */
  open(): Promise<Heed>;
  drop(): Promise<void>;
}

export async function makePlace(
  kind: PlaceKind,
  { within = tmpdir(), empty = false }: PlaceOptions = {},
): Promise<Place> {
  const folder = mkdtempSync(join(within, 'heed-bad-days-'));
  chmodSync(folder, 0o711);
  const data = join(folder, 'data');
  const database = kind === 'postgres' ? await newTestDatabase() : undefined;
  const keys = { HEED_MASTER_KEY: newKeyText(), HEED_INDEX_KEY: newKeyText() };
  const mode = kind === 'pglite' ? 'demo' : 'production';
  if (mode === 'demo' && !empty) cpSync(await filledDemo(), data, { recursive: true });
  return {
    kind,
    folder,
    args: ['--data', data, ...(mode === 'demo' ? ['--demo'] : [])],
    options: { env: { ...(mode === 'production' && keys), DATABASE_URL: database?.url } },
    open: async () =>
      openHeed({
        mode,
        policies: await packagedPolicies(),
        folder: data,
        databaseUrl: database?.url,
        vault: mode === 'production' ? loadVault(mode, data, keys) : undefined,
        log: pino({ level: 'silent' }),
      }),
    async drop() {
      const left = kind === 'supervised' ? findServer(data) : null;
      if (left) process.kill(left.pid, 'SIGQUIT');
      await database?.drop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function filledDemo(): Promise<string> {
  const answer = (await (await fetch(`${inject('postgresDoor')}/demo`)).json()) as {
    folder?: string;
    error?: string;
  };
  if (!answer.folder) throw new Error(answer.error);
  return answer.folder;
}

/** Random numbers from a seed that a failing test names. */
export function randomFrom(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}
