import type { Columns, ListField } from '../../csv/map-columns.ts';
import type { ListRow } from '../../csv/open-list.ts';
import { CHANNELS, PURPOSES } from '../../decision/types.ts';
import type { IdentifierKind } from '../normalise.ts';
import { KIND_OF_CHANNEL } from '../normalise.ts';
import type { ContactRow } from '../upsert-contacts.ts';
import { BadCell, codesOf, instantOf, isClearYes } from './cell-values.ts';
import type { ImportSource } from './import-source.ts';

/** Without these four there is no telling what somebody agreed to, so there is no consent (GDPR Art 7(1)). */
const EVIDENCE = [
  'consent_wording_version',
  'consent_method',
  'consent_at',
  'consent_notice_version',
] as const satisfies ListField[];
const METHODS = ['unticked_box', 'double_opt_in', 'oral', 'paper', 'preference_centre'];

export type ReadConsent =
  | { readonly column: string; readonly facts: ContactRow['facts'] }
  | { readonly column: string; readonly reason: string };

export interface ConsentReader {
  /**
   * The consent that a row claims, one fact for each kind of address that it is about; or why it is none; undefined
   * when it claims none. `kinds` are the addresses that the row has.
   */
  read(row: ListRow, kinds: ReadonlySet<IdentifierKind>): ReadConsent | undefined;
  readonly notes: readonly string[];
}

/**
 * Reads consent columns. A list whose consent comes without its evidence columns is taken in without any consent, and
 * says so once; a row that leaves its evidence empty says so for itself.
 *
 * The columns `consent channels` and `consent purposes` say what was agreed to; without them it is email and direct
 * marketing, the least that such a box can have meant.
 */
export function consentReader(
  header: readonly string[],
  columns: Columns,
  source: ImportSource,
  now: number,
): ConsentReader {
  const consent = columns.index('consent');
  if (consent < 0) return { read: () => undefined, notes: [] };
  const column = header[consent]!;
  const missing = EVIDENCE.filter((field) => columns.index(field) < 0);
  if (missing.length > 0) {
    const wanted = missing.map((field) => field.replaceAll('_', ' ')).join(', ');
    return {
      read: () => undefined,
      notes: [
        `"${column}" was not taken as consent: a consent needs its evidence, and these columns are missing: ${wanted}.`,
      ],
    };
  }
  const cell = (row: ListRow, field: ListField) => row.cell(columns.index(field)).trim();

  function readFacts(row: ListRow, kinds: ReadonlySet<IdentifierKind>): ContactRow['facts'] {
    const empty = EVIDENCE.find((field) => cell(row, field) === '');
    if (empty)
      throw new BadCell(
        `The ${empty.replaceAll('_', ' ')} is empty, and without it a consent proves nothing.`,
      );
    const method = cell(row, 'consent_method')
      .toLowerCase()
      .replaceAll(/[\s-]+/g, '_');
    if (!METHODS.includes(method))
      throw new BadCell(`No consent is given that way. Methods: ${METHODS.join(', ')}.`);
    const topics = codesOf(cell(row, 'consent_topics'));
    const channels = codesOf(cell(row, 'consent_channels'), CHANNELS);
    const purposes = codesOf(cell(row, 'consent_purposes'), PURPOSES);
    const wording = cell(row, 'consent_wording').slice(0, 20_000);
    const common = {
      type: 'consent' as const,
      at: instantOf(cell(row, 'consent_at'), now),
      purposes: purposes.length > 0 ? purposes : ['direct_marketing'],
      topics: topics.length > 0 ? topics : undefined,
      method,
      // A consent that somebody else collected counts only where it names this controller.
      source: source.from === 'subject' ? source.id : 'third_party',
      names_controller:
        source.from === 'subject' ? undefined : isClearYes(cell(row, 'consent_names_controller')),
      evidence: {
        wording: wording || undefined,
        wording_version: cell(row, 'consent_wording_version').slice(0, 300),
        notice_version: cell(row, 'consent_notice_version').slice(0, 300),
        source: source.list ? `${source.id} ${source.list}` : source.id,
      },
    };
    return byAddress(channels.length > 0 ? channels : ['email'], kinds).map((one) => ({ ...common, ...one }));
  }

  return {
    notes: [],
    read(row, kinds) {
      if (!isClearYes(row.cell(consent))) return undefined;
      try {
        return { column, facts: readFacts(row, kinds) };
      } catch (error) {
        if (error instanceof BadCell) return { column, reason: error.message };
        throw error;
      }
    },
  };
}

/** A consent covers the addresses it was given for, not every address that somebody may have later. */
function byAddress(
  channels: readonly string[],
  kinds: ReadonlySet<IdentifierKind>,
): { channels: string[]; about?: IdentifierKind }[] {
  const groups = new Map<IdentifierKind | undefined, string[]>();
  for (const channel of channels) {
    const about = KIND_OF_CHANNEL[channel];
    if (about && !kinds.has(about))
      throw new BadCell(`It covers ${channel}, and the row has no address for that.`);
    groups.set(about, [...(groups.get(about) ?? []), channel]);
  }
  return [...groups].map(([about, covered]) => ({ channels: covered, about }));
}
