import { HeedError } from '../errors.ts';

/**
 * What columns are called in the lists that people have. Compared without case, spaces and punctuation, so that
 * `E-mail`, `e_mail` and `EMAIL` are one name.
 */
const SYNONYMS = {
  email: ['email', 'emailaddress', 'mail', 'emailid', 'workemail', 'businessemail', 'primaryemail', 'email1'],
  phone: [
    'phone',
    'phonenumber',
    'phoneno',
    'telephone',
    'telephonenumber',
    'telephoneno',
    'tel',
    'telno',
    'mobile',
    'mobilephone',
    'mobilenumber',
    'mobileno',
    'cell',
    'cellphone',
    'landline',
    'directdial',
    'workphone',
    'businessphone',
    'contactnumber',
    'phone1',
  ],
  post: ['post', 'postidentifier'],
  member: [
    'member',
    'membernumber',
    'memberno',
    'memberid',
    'membershipnumber',
    'membershipno',
    'membershipid',
  ],
  name: ['name', 'fullname', 'contactname', 'contact'],
  first_name: ['firstname', 'forename', 'givenname'],
  last_name: ['lastname', 'surname', 'familyname'],
  job_title: ['jobtitle', 'title', 'position', 'role'],
  company: ['company', 'companyname', 'organisation', 'organization', 'organisationname', 'employer'],
  house: ['house', 'housenumber', 'housename', 'building', 'buildingnumber'],
  postcode: ['postcode', 'postalcode', 'zip', 'zipcode'],
  country: ['country', 'countrycode', 'countryiso', 'nation'],
  region: ['region', 'state', 'province', 'stateprovince'],
  tz: ['tz', 'timezone'],
  subscriber: ['subscriber', 'subscribertype'],
  subscriber_reason: ['subscriberreason'],
  entity: ['entity', 'entitytype', 'legalform'],
  age: ['age'],
  birth_year: ['birthyear', 'yearofbirth'],
  obtained_at: [
    'obtainedat',
    'obtainedon',
    'collectedat',
    'collectedon',
    'dateobtained',
    'datecollected',
    'signupdate',
  ],
  opted_out: ['optedout', 'optout', 'unsubscribed', 'donotcontact', 'dnc', 'nomarketing', 'suppressed'],
  opted_out_at: ['optedoutat', 'optoutdate', 'unsubscribedat', 'unsubscribedate'],
  consent: [
    'consent',
    'optin',
    'optedin',
    'marketingconsent',
    'emailconsent',
    'emailoptin',
    'marketingoptin',
    'gdprconsent',
    'subscribed',
  ],
  consent_channels: ['consentchannels', 'consentchannel'],
  consent_purposes: ['consentpurposes', 'consentpurpose'],
  consent_topics: ['consenttopics', 'consenttopic'],
  consent_method: ['consentmethod'],
  consent_at: ['consentat', 'consenttime', 'consentdate', 'consenttimestamp', 'optindate', 'optintime'],
  consent_wording: ['consentwording', 'consenttext'],
  consent_wording_version: ['consentwordingversion', 'wordingversion'],
  consent_notice_version: ['consentnoticeversion', 'noticeversion', 'privacynoticeversion'],
  consent_names_controller: ['consentnamescontroller', 'namescontroller'],
  topic: ['topic'],
} as const satisfies Record<string, readonly string[]>;

/** What a column can mean to Heed. */
export type ListField = keyof typeof SYNONYMS;
export const LIST_FIELDS = Object.keys(SYNONYMS) as ListField[];

export interface ColumnWishes {
  /** The fields that the caller reads. */
  readonly fields: readonly ListField[];
  /** Groups of fields of which the list must have at least one each. */
  readonly oneOf?: readonly (readonly ListField[])[];
  /** Columns named by the caller: field to heading, such as `{ email: 'E-mail 1' }`. They win over guesses. */
  readonly explicit?: Readonly<Record<string, string>>;
}

export interface Columns {
  /** Column of a field, or -1. Of several, the one whose name is the more usual. */
  index(field: ListField): number;
  /** Every column of a field: a list may have a phone and a mobile. */
  all(field: ListField): readonly number[];
  /** Headings that mean nothing to the caller. */
  readonly unused: readonly string[];
}

/**
 * Finds columns by their names. Throws `MISSING_COLUMN`, which says what was found and what is wanted, and
 * `VALIDATION` for a mapping of a field that does not exist.
 */
export function mapColumns(header: readonly string[], wishes: ColumnWishes): Columns {
  const found = new Map<ListField, number[]>();
  const names = header.map(plain);
  for (const field of wishes.fields) {
    const columns = SYNONYMS[field].flatMap((synonym) =>
      names.flatMap((name, i) => (name === synonym ? [i] : [])),
    );
    if (columns.length > 0) found.set(field, columns);
  }
  for (const [field, heading] of Object.entries(wishes.explicit ?? {})) {
    if (!wishes.fields.includes(field as ListField))
      throw new HeedError(
        'VALIDATION',
        `There is no field "${field}" to map. Fields: ${wishes.fields.join(', ')}.`,
      );
    const column = columnNamed(header, heading);
    if (column < 0) throw missing(header, field, `There is no column "${heading}" for ${field}.`);
    for (const [other, columns] of found)
      if (other !== field)
        found.set(
          other,
          columns.filter((i) => i !== column),
        );
    found.set(field as ListField, [column]);
  }
  for (const group of wishes.oneOf ?? [])
    if (!group.some((field) => found.get(field)?.length)) {
      const wanted = group.map((field) => `${field} (also called ${SYNONYMS[field].slice(0, 4).join(', ')})`);
      throw missing(header, group[0]!, `The list needs a column for ${wanted.join(' or ')}.`);
    }
  const used = new Set([...found.values()].flat());
  return {
    index: (field) => found.get(field)?.[0] ?? -1,
    all: (field) => found.get(field) ?? [],
    unused: header.filter((_, i) => !used.has(i)),
  };
}

function columnNamed(header: readonly string[], heading: string): number {
  const exact = header.indexOf(heading);
  if (exact >= 0) return exact;
  return header.findIndex((name) => name.trim().toLowerCase() === heading.trim().toLowerCase());
}

/** A heading that a list might have, for messages. */
const EXAMPLES: Readonly<Record<string, string>> = { email: 'E-mail 1', phone: 'Tel. (work)' };

/** A list without a heading starts with somebody's data, which no message may repeat. */
function missing(header: readonly string[], field: string, what: string): HeedError {
  const looksLikeData = header.some((name) => name.includes('@') || (name.match(/\d/g)?.length ?? 0) >= 6);
  const found = looksLikeData
    ? 'Its first line looks like data: add a line with the names of the columns.'
    : `It has: ${header.map((name) => `"${name}"`).join(', ')}.`;
  return new HeedError(
    'MISSING_COLUMN',
    `${what} ${found}${HINT}${field}="${EXAMPLES[field] ?? 'Column 1'}".`,
  );
}

/** How a column is named on the command line and in the API. */
const HINT = ' A column of another name can be mapped, such as ';

/** The detail of a `MISSING_COLUMN` for a form, which has a field of its own to name the column in. */
export function withoutHint(detail: string): string {
  return detail.split(HINT)[0]!;
}

function plain(heading: string): string {
  return heading
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, '');
}
