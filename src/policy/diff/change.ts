import { joinWords } from '../duration.ts';

/** One change of meaning between two versions of a policy folder. */
export interface Change {
  /** What it is about, such as "Retention". */
  readonly group: string;
  /** The change in a sentence. */
  readonly says: string;
  /** Whether people have to be told (GDPR Art 13(3)), or whether a promise to them gets weaker. */
  readonly material: boolean;
  /** Why it is or is not. */
  readonly why: string;
  /** Clauses that the changed entry answers for. */
  readonly clauses: readonly string[];
  /** Whether more or fewer people become contactable by it, or others; absent where it changes nothing there. */
  readonly contact?: 'more' | 'fewer' | 'other';
}

export type Verdict = Pick<Change, 'material' | 'why' | 'contact'>;

export function material(why: string): Verdict {
  return { material: true, why };
}

export function immaterial(why: string): Verdict {
  return { material: false, why };
}

export const UNREAD = immaterial('Nothing that people were promised depends on it; read it all the same.');
export const REWORDED = immaterial('Only the words differ; check that they promise no less.');
export const NEW_USE = material(
  'People are told of a new use before it starts (GDPR and UK GDPR Art 13(3)).',
);
export const LESS_USE = immaterial('Less is done with people’s data than they were told.');
export const WEAKER = material('A promise that people were given gets weaker.');
export const STRONGER = immaterial('People get more than they were promised.');

/** Values that came and went, for lists whose order means nothing. */
export function setChanges(
  before: readonly string[],
  after: readonly string[],
): { added: string[]; gone: string[] } {
  return {
    added: after.filter((value) => !before.includes(value)),
    gone: before.filter((value) => !after.includes(value)),
  };
}

export function quoted(values: readonly string[]): string {
  return joinWords(values.map((value) => `“${value}”`));
}

/** Any value as a reader understands it. */
export function words(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (value === true) return 'yes';
  if (value === false) return 'no';
  if (typeof value === 'string') return `“${value.replace(/\s+/g, ' ').trim()}”`;
  if (typeof value === 'number') return String(value);
  if (Array.isArray(value)) return value.length === 0 ? 'nothing' : value.map(words).join(', ');
  return Object.entries(value as object)
    .filter(([key]) => key !== 'clauses')
    .map(([key, item]) => `${key.replaceAll('_', ' ')}: ${words(item)}`)
    .join('; ');
}

export function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
