import { KIND_OF_CHANNEL } from '../contacts/normalise.ts';
import { type Columns, type ListField, mapColumns } from '../csv/map-columns.ts';

/** What a screening reads of a list; other columns pass through. */
export const SCREENED_FIELDS = [
  'email',
  'phone',
  'member',
  'post',
  'name',
  'first_name',
  'last_name',
  'house',
  'postcode',
  'country',
  'region',
  'tz',
  'subscriber',
  'subscriber_reason',
  'entity',
  'age',
  'birth_year',
  'opted_out',
] as const satisfies readonly ListField[];
export type ScreenedField = (typeof SCREENED_FIELDS)[number];

/** What a list must tell for a contact over a channel: of each group at least one. */
const NEEDED: Readonly<Record<string, readonly (readonly ListField[])[]>> = {
  email: [['email']],
  phone: [['phone']],
  post: [
    ['post', 'postcode'],
    ['post', 'house'],
    ['post', 'name', 'last_name'],
  ],
};

/** Finds the columns that a screening reads. Throws MISSING_COLUMN and VALIDATION as `mapColumns` does. */
export function screenedColumns(
  header: readonly string[],
  channel: string,
  explicit: Readonly<Record<string, string>>,
): Columns {
  const oneOf = NEEDED[KIND_OF_CHANNEL[channel] ?? ''] ?? [['member', 'email', 'phone']];
  return mapColumns(header, { fields: SCREENED_FIELDS, oneOf, explicit });
}

/** The heading of each field that was found, for the summary. */
export function headingsOf(header: readonly string[], columns: Columns): Record<string, string> {
  const headings: Record<string, string> = {};
  for (const field of SCREENED_FIELDS) {
    const at = columns.index(field);
    if (at >= 0) headings[field] = header[at]!;
  }
  return headings;
}
