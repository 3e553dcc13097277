import { CHECKS, type PendingArea } from '../checks.ts';
import { type Finding, hasErrors, sortFindings } from '../finding.ts';
import type { ReadFolder } from '../read-folder.ts';
import { FILES, type FileName, type PolicyData } from '../schema.ts';
import { checkApart } from './apart.ts';
import { type Checking, startChecking } from './checking.ts';
import { checkClocks } from './clocks.ts';
import { checkCoherence } from './coherence.ts';
import { checkDocuments } from './documents.ts';
import { checkInformation } from './information.ts';
import { checkLaw } from './law.ts';
import { checkPromises } from './promises.ts';
import { checkProse } from './prose.ts';
import { checkReferences } from './references.ts';
import { checkTransfers } from './transfers.ts';
import { checkTranslations } from './translations.ts';
import { checkVersions } from './versions.ts';
import { checkWording } from './wording.ts';

/** How far the promises of a folder are backed. */
export interface PromiseCounts {
  /** Clauses that promise or offer a choice. */
  readonly promises: number;
  /** Promises all of whose checks run today. */
  readonly built: number;
  /** Promises that wait, at least in part, for an area to be built. */
  readonly pending: number;
  /** Promises that wait for each area; one promise can wait for several. */
  readonly pendingByArea: Readonly<Partial<Record<PendingArea, number>>>;
  /** Every clause by kind. */
  readonly clauses: Readonly<Record<string, number>>;
}

export interface CheckReport {
  readonly folder: string;
  readonly ok: boolean;
  /** Errors first, then by file and line. */
  readonly findings: readonly Finding[];
  /** Null while the shape of the folder is wrong. */
  readonly counts: PromiseCounts | null;
}

/** Checks that look at a whole folder, in the order in which an author would mend it. */
const FAMILIES: readonly ((checking: Checking) => void)[] = [
  checkReferences,
  checkCoherence,
  checkApart,
  checkPromises,
  checkProse,
  checkInformation,
  checkClocks,
  checkLaw,
  checkTransfers,
  checkWording,
  checkTranslations,
  checkDocuments,
  checkVersions,
  countUnconfirmed,
];

/**
 * Checks a folder: shape, references, promises, and law. While the shape is wrong only that is reported, because the
 * rest would follow from it.
 *
 * @param today `YYYY-MM-DD`; safeguards that have ended by then are errors. Default: the date of the policy's version,
 *   so that a folder that was right when it was published still loads.
 */
export function checkFolder(read: ReadFolder, today?: string): CheckReport {
  if (!read.data || hasErrors(read.findings)) {
    return { folder: read.folder, ok: false, findings: sortFindings(read.findings), counts: null };
  }
  const { checking, findings } = startChecking(
    read,
    read.data,
    today ?? read.data.policy.version.slice(0, 10),
  );
  for (const check of FAMILIES) check(checking);
  const all = sortFindings([...read.findings, ...findings]);
  return { folder: read.folder, ok: !hasErrors(all), findings: all, counts: countPromises(read.data) };
}

function countPromises(data: PolicyData): PromiseCounts {
  const clauses: Record<string, number> = {};
  const pendingByArea: Partial<Record<PendingArea, number>> = {};
  let promises = 0;
  let pending = 0;
  for (const { kind, checks } of data.clauses.clauses) {
    clauses[kind] = (clauses[kind] ?? 0) + 1;
    if (kind !== 'P' && kind !== 'U') continue;
    promises++;
    const areas = new Set(
      checks.flatMap((id) => {
        const check = CHECKS.get(id);
        return check?.state === 'pending' ? [check.area] : [];
      }),
    );
    if (areas.size > 0) pending++;
    for (const area of areas) pendingByArea[area] = (pendingByArea[area] ?? 0) + 1;
  }
  return { promises, built: promises - pending, pending, pendingByArea, clauses };
}

/** One note a file, so that the list of what the operator still has to confirm is short. */
function countUnconfirmed({ data, at }: Checking): void {
  for (const file of Object.keys(FILES) as FileName[]) {
    const names: string[] = [];
    collectUnconfirmed(data[file], names);
    if (names.length > 0) {
      at(
        'to-confirm',
        file,
        [],
        `${names.length} ${names.length === 1 ? 'entry is' : 'entries are'} for the operator to confirm: ${names.join(', ')}.`,
      );
    }
  }
}

function collectUnconfirmed(value: unknown, names: string[], key = 'this entry'): void {
  if (Array.isArray(value)) for (const item of value) collectUnconfirmed(item, names);
  else if (value !== null && typeof value === 'object') {
    if ('confirm' in value && value.confirm === true)
      names.push('id' in value ? String(value.id) : key.replaceAll('_', ' '));
    for (const [name, item] of Object.entries(value)) collectUnconfirmed(item, names, name);
  }
}
