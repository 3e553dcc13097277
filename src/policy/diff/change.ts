import type { Texts } from '../../texts/texts.ts';

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

/** Verdicts that many comparisons share. */
export function verdictsIn({ why }: Texts['changes']) {
  return {
    UNREAD: immaterial(why.unread),
    REWORDED: immaterial(why.reworded),
    NEW_USE: material(why.newUse),
    LESS_USE: immaterial(why.lessUse),
    WEAKER: material(why.weaker),
    STRONGER: immaterial(why.stronger),
  };
}

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

/** Any value as a reader understands it. */
export function words(value: unknown, t: Texts['changes']): string {
  if (value === undefined) return t.nothing;
  if (value === true) return t.yes;
  if (value === false) return t.no;
  if (typeof value === 'string') return t.quote(t.code(value.replace(/\s+/g, ' ').trim()));
  if (typeof value === 'number') return String(value);
  if (Array.isArray(value))
    return value.length === 0 ? t.nothing : value.map((item) => words(item, t)).join(', ');
  return Object.entries(value as object)
    .filter(([key]) => key !== 'clauses')
    .map(([key, item]) => t.pair(t.fieldName(key), words(item, t)))
    .join(t.between);
}

export function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
