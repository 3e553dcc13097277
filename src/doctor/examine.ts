import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Heed } from '../heed.ts';
import { checkMachine } from './check-machine.ts';
import { checkPolicies, checkStore } from './check-store.ts';
import { type DoctorFinding, error, ok, warning } from './finding.ts';

export interface ExamineInput {
  readonly folder: string;
  readonly databaseUrl?: string;
  /** Folder of policy folders. */
  readonly policies: string;
  /** Folder of the backups. */
  readonly backups: string;
}

/**
 * Looks at everything that an installation needs. Nothing is set up: a folder without a store is told, not filled.
 *
 * @param withStore opens the store for the time of the work
 */
export async function examine(
  input: ExamineInput,
  withStore: (work: (heed: Heed) => Promise<DoctorFinding[]>) => Promise<DoctorFinding[]>,
): Promise<DoctorFinding[]> {
  const findings = [...checkMachine(input.folder), ...checkPolicies(input.policies)];
  if (!input.databaseUrl && !existsSync(join(input.folder, 'postgres', 'data')))
    return [
      ...findings,
      warning('store', `${input.folder} holds no store yet.`, 'Start "heed serve", which makes one.'),
    ];
  try {
    return [
      ...findings,
      ...(await withStore(async (heed) => [
        ok(
          'store',
          input.databaseUrl
            ? 'The server of DATABASE_URL answers.'
            : 'The server of the data folder answers.',
        ),
        ...(await checkStore(heed, input.backups)),
      ])),
    ];
  } catch (cause) {
    return [
      ...findings,
      error(
        'store',
        (cause as Error).message,
        'Mend this first; what lies in the store could not be looked at.',
      ),
    ];
  }
}
