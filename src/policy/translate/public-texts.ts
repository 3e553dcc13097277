import type { FileName, PolicyData } from '../schema.ts';

/** One text of the data that the public reads. */
export interface PublicText {
  readonly file: FileName;
  /** Where it stands in the file, with indexes. */
  readonly path: readonly (string | number)[];
  readonly text: string;
}

/** Places of texts that the public reads; `*` is an item of a list, by its id. */
const PLACES: readonly string[] = [
  'policy.name',
  'policy.changes.summary',
  'policy.changes.tell.*.who',
  'policy.changes.tell.*.how',
  'policy.controller.profile',
  'policy.dpo.name',
  'policy.intake.*.name',
  'policy.intake.*.purpose',
  'policy.authorities.*.name',
  'policy.authorities.*.complaint_route',
  'data.categories.*.title',
  'data.categories.*.description',
  'data.categories.*.fields.*.label',
  'data.categories.*.fields.*.reason',
  'data.categories.*.fields.*.options.*',
  'purposes.purposes.*.title',
  'purposes.purposes.*.description',
  'purposes.purposes.*.basis_evidence',
  'purposes.topics.*.title',
  'contact-rules.rules.*.says',
  'contact-rules.nevers.*.says',
  'sources.sources.*.title',
  'sources.lists.*.title',
  'forms.forms.*.title',
  'forms.forms.*.intro',
  'forms.forms.*.fields.*.hint',
  'forms.forms.*.choices.*.label',
  'forms.forms.*.sponsor_notice',
  'forms.forms.*.photo_notice',
  'forms.forms.*.submit',
  'cookies.categories.*.title',
  'cookies.categories.*.description',
  'cookies.cookies.*.purpose',
  'cookies.cookies.*.necessity',
  'cookies.cookies.*.provider',
  'cookies.embeds.*.provider',
  'retention.rules.*.title',
  'retention.rules.*.trigger',
  'retention.rules.*.why',
  'recipients.recipients.*.title',
  'recipients.recipients.*.description',
  'recipients.systems.*.title',
  'recipients.systems.*.operator',
  'portals.portals.*.title',
  'requests.rights.*.title',
  'requests.rights.*.description',
  'requests.rights.*.limits',
  'requests.clocks.*.title',
  'requests.documents.*.title',
  'requests.documents.*.body',
  'staff.security.*.title',
  'clauses.clauses.*.title',
];

const PUBLIC = new Set(PLACES);

/**
 * Every text of a policy that the public reads, by its place, such as `forms.forms.newsletter.title`. An item of a list
 * is named by its id, as in placeholders of the notice.
 */
export function publicTexts(data: PolicyData): Map<string, PublicText> {
  const found = new Map<string, PublicText>();
  const visit = (value: unknown, file: FileName, path: (string | number)[], key: string, place: string) => {
    if (typeof value === 'string') {
      if (PUBLIC.has(place) && /\p{L}/u.test(value) && !/^https?:\S+$/.test(value))
        found.set(key, { file, path, text: value });
    } else if (Array.isArray(value)) {
      value.forEach((item, at) => {
        visit(item, file, [...path, at], `${key}.${nameOf(item) ?? at}`, `${place}.*`);
      });
    } else if (value !== null && typeof value === 'object') {
      for (const [name, item] of Object.entries(value))
        visit(item, file, [...path, name], `${key}.${name}`, `${place}.${name}`);
    }
  };
  for (const file of Object.keys(data) as FileName[]) visit(data[file], file, [], file, file);
  return found;
}

/** What an item of a list goes by. */
function nameOf(item: unknown): string | undefined {
  if (item === null || typeof item !== 'object') return undefined;
  const { id, name, for: region, field } = item as Record<string, unknown>;
  return [id, region, field, name].find((value): value is string => typeof value === 'string');
}
