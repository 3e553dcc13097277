import { type Columns, type ListField, mapColumns } from '../../csv/map-columns.ts';
import type { ListRow } from '../../csv/open-list.ts';
import type { NewFact } from '../../facts/schema.ts';
import { type Identifier, type IdentifierKind, normaliseIdentifier } from '../normalise.ts';
import type { ContactRow } from '../upsert-contacts.ts';
import {
  countryOf,
  inColumn,
  instantOf,
  isNotClearNo,
  latestInstantOf,
  RejectedRow,
  regionOf,
  wholeNumberOf,
  zoneOf,
} from './cell-values.ts';
import type { ImportSource } from './import-source.ts';
import { type ConsentReader, consentReader } from './read-consent.ts';

const FIELDS = [
  ...[
    'email',
    'phone',
    'post',
    'member',
    'name',
    'first_name',
    'last_name',
    'job_title',
    'company',
    'house',
    'postcode',
  ],
  ...[
    'country',
    'region',
    'tz',
    'subscriber',
    'subscriber_reason',
    'entity',
    'age',
    'birth_year',
    'obtained_at',
  ],
  ...[
    'opted_out',
    'opted_out_at',
    'consent',
    'consent_channels',
    'consent_purposes',
    'consent_topics',
    'consent_method',
  ],
  ...[
    'consent_at',
    'consent_wording',
    'consent_wording_version',
    'consent_notice_version',
    'consent_names_controller',
  ],
] as ListField[];

/** A row as it will be taken in. */
export interface ReadContact extends ContactRow {
  readonly optOut: boolean;
  /** Set when the row says that there is a consent but it does not count; with a reason, a line of the rejects file. */
  readonly consentNotTaken?: { readonly column?: string; readonly reason?: string };
}

export interface ContactReader {
  /** Throws `RejectedRow`. */
  read(row: ListRow): ReadContact;
  /** What the operator should know of the columns before trusting the result. */
  readonly notes: readonly string[];
}

/** Prepares to read the rows of one list. `startedAt` (RFC 3339) stands for what a row does not date. */
export function contactReader(
  header: readonly string[],
  {
    source,
    map,
    startedAt,
  }: { source: ImportSource; map: Readonly<Record<string, string>>; startedAt: string },
): ContactReader {
  const columns = mapColumns(header, {
    fields: FIELDS,
    explicit: map,
    oneOf: [['email', 'phone', 'member', 'post', 'postcode']],
  });
  const now = Date.parse(startedAt);
  const consents = consentReader(header, columns, source, now);
  const unused = columns.unused.filter((name) => name !== '').map((name) => `"${name}"`);
  return {
    notes: [
      ...consents.notes,
      ...(unused.length > 0 ? [`These columns are not kept: ${unused.join(', ')}.`] : []),
    ],
    read(row) {
      if (row.problem) throw new RejectedRow('', row.problem.message);
      return readRow(row, { header, columns, source, startedAt, now, consents });
    },
  };
}

interface Context {
  readonly header: readonly string[];
  readonly columns: Columns;
  readonly source: ImportSource;
  readonly startedAt: string;
  readonly now: number;
  readonly consents: ConsentReader;
}

function readRow(row: ListRow, context: Context): ReadContact {
  const { columns, source, startedAt, consents } = context;
  const country = optional(row, 'country', context, countryOf);
  const identifiers = readIdentifiers(row, country, context);
  if (identifiers.length === 0)
    throw new RejectedRow('', 'The row has no email address, phone number, postal address or member number.');

  const obtainedAt =
    source.purchasedAt ??
    optional(row, 'obtained_at', context, (text) => instantOf(text, context.now)) ??
    startedAt;
  const facts: ContactRow['facts'][number][] = [
    { type: 'obtained', at: obtainedAt, from: source.from, source: source.id, list: source.list },
  ];
  const profile = readProfile(row, country, context);
  if (profile) facts.push({ type: 'profile', at: obtainedAt, ...profile });

  const optOut = isNotClearNo(row.cell(columns.index('opted_out')));
  if (optOut) {
    const at =
      optional(row, 'opted_out_at', context, (text) => latestInstantOf(text, context.now)) ?? startedAt;
    facts.push({ type: 'objection', at, via: 'import' });
  }
  const consent = consents.read(row, new Set(identifiers.map(({ kind }) => kind)));
  if (consent && 'facts' in consent && !optOut) facts.push(...consent.facts);
  const consentNotTaken =
    consent && 'reason' in consent
      ? consent
      : consent && optOut
        ? { column: consent.column, reason: 'The same row says that the person opted out.' }
        : undefined;
  return { identifiers, facts, country, optOut, consentNotTaken };
}

function readIdentifiers(
  row: ListRow,
  country: string | undefined,
  { header, columns }: Context,
): Identifier[] {
  const identifiers: Identifier[] = [];
  const add = (kind: IdentifierKind, value: string, column: string) => {
    if (value !== '')
      identifiers.push({
        kind,
        value: inColumn(column, () => normaliseIdentifier(kind, value, { country })),
      });
  };
  for (const kind of ['email', 'phone', 'member', 'post'] as const)
    for (const column of columns.all(kind)) add(kind, row.cell(column).trim(), header[column]!);
  const [name, postcode, house] = [
    nameOf(row, columns),
    row.cell(columns.index('postcode')).trim(),
    row.cell(columns.index('house')).trim(),
  ];
  if (name && postcode && house)
    add('post', `${name}|${postcode}|${house}`, header[columns.index('postcode')]!);
  return identifiers;
}

function nameOf(row: ListRow, columns: Columns): string {
  const whole = row.cell(columns.index('name')).trim();
  if (whole) return whole;
  return `${row.cell(columns.index('first_name'))} ${row.cell(columns.index('last_name'))}`
    .trim()
    .replaceAll('|', ' ');
}

/** What decisions read stays clear; what names somebody is sealed with the fact. */
function readProfile(
  row: ListRow,
  country: string | undefined,
  context: Context,
): Omit<NewFact, 'type'> | undefined {
  const { columns, source } = context;
  const region = optional(row, 'region', context, (text) => regionOf(text, country));
  const tz = optional(row, 'tz', context, zoneOf);
  const age = optional(row, 'age', context, (text) => wholeNumberOf(text, 0, 150));
  const birth_year = optional(row, 'birth_year', context, (text) => wholeNumberOf(text, 1850, 2200));
  const entity = code(row.cell(columns.index('entity')));
  const about = [
    ['name', nameOf(row, columns)],
    ['job title', row.cell(columns.index('job_title')).trim()],
    ['company', row.cell(columns.index('company')).trim()],
  ].filter(([, value]) => value);
  const profile = {
    country,
    region,
    tz,
    age,
    birth_year,
    entity,
    ...subscriberOf(row, context),
    ...(about.length > 0 && {
      evidence: {
        source: source.id,
        note: about
          .map(([label, value]) => `${label}: ${value}`)
          .join('\n')
          .slice(0, 10_000),
      },
    }),
  };
  return Object.values(profile).some((value) => value !== undefined) ? profile : undefined;
}

/**
 * Corporate subscribers may be emailed without consent, so the finding needs a reason (PECR reg 2). What a third party's
 * list says of its own goods is none: without a reason column its people stay unknown, which counts as individual.
 */
function subscriberOf(
  row: ListRow,
  { columns, header, source }: Context,
): Pick<NewFact, 'subscriber' | 'subscriber_reason'> {
  const text = row.cell(columns.index('subscriber')).trim().toLowerCase();
  if (text === '') return {};
  if (text === 'individual' || text === 'unknown') return { subscriber: text };
  if (text !== 'corporate')
    throw new RejectedRow(header[columns.index('subscriber')]!, 'Write individual, corporate or unknown.');
  const reason = code(row.cell(columns.index('subscriber_reason')));
  if (reason) return { subscriber: 'corporate', subscriber_reason: reason };
  return source.from === 'subject'
    ? { subscriber: 'corporate', subscriber_reason: `import:${source.id}` }
    : { subscriber: 'unknown' };
}

/** A short text as a code, which is all that the readable part of a fact may hold. */
function code(text: string): string | undefined {
  const plain = text
    .trim()
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '_')
    .replaceAll(/^_+|_+$/g, '')
    .slice(0, 80);
  return plain === '' || /^\d{7,}$/.test(plain) ? undefined : plain;
}

function optional<T>(
  row: ListRow,
  field: ListField,
  { columns, header }: Context,
  read: (text: string) => T,
): T | undefined {
  const column = columns.index(field);
  const text = row.cell(column);
  return text.trim() === '' ? undefined : inColumn(header[column]!, () => read(text));
}
