import { HeedError, type Issue } from '../errors.ts';
import type { Policies } from './policies.ts';
import type { PolicyData } from './schema.ts';

/** The check that promises it: a data category or a cookie whose clause names it is never joined with people. */
export const APART = 'analytics-not-joined';

/** What a policy promises to keep apart from people, by id. */
export interface KeptApart {
  readonly categories: ReadonlySet<string>;
  readonly fields: ReadonlySet<string>;
  readonly cookies: ReadonlySet<string>;
  /** Purposes that use such data. */
  readonly purposes: ReadonlySet<string>;
}

const known = new WeakMap<PolicyData, KeptApart>();

/** Reads from the clauses what is kept apart: website statistics, where the notice says that they identify nobody. */
export function keptApart(data: PolicyData): KeptApart {
  const there = known.get(data);
  if (there) return there;
  const promises = new Set(
    data.clauses.clauses.filter(({ checks }) => checks.includes(APART)).map(({ id }) => id),
  );
  const promised = ({ clauses }: { readonly clauses: readonly string[] }) =>
    clauses.some((clause) => promises.has(clause));
  const categories = data.data.categories.filter(promised);
  const ids = new Set(categories.map(({ id }) => id));
  const made = {
    categories: ids,
    fields: new Set(categories.flatMap(({ fields }) => fields.map(({ id }) => id))),
    cookies: new Set(data.cookies.cookies.filter(promised).map(({ name }) => name)),
    purposes: new Set(
      data.purposes.purposes.filter((purpose) => purpose.data.some((id) => ids.has(id))).map(({ id }) => id),
    ),
  };
  known.set(data, made);
  return made;
}

/** The words of a fact that say where it comes from and what it is about; some are lists. */
const WORDS = ['purposes', 'topics', 'product', 'source', 'nature', 'list', 'via', 'method'] as const;

/**
 * Refuses facts about a person that come from data kept apart: a page count is no fact about anybody. A word counts
 * whole, and by its first part, as in `ics_visit:3f0c`.
 *
 * @throws HeedError VALIDATION, naming each word
 */
export function requireApart(
  policies: Policies,
  controller: string,
  facts: readonly Readonly<Record<string, unknown>>[],
): void {
  const apart = policies
    .list()
    .filter(({ data }) => data.policy.controller.id === controller)
    .map(({ data }) => keptApart(data))
    .filter(({ categories, cookies }) => categories.size + cookies.size > 0);
  // Most policies keep nothing apart, and lists are long.
  if (apart.length === 0) return;
  const isApart = (word: unknown) =>
    typeof word === 'string' &&
    apart.some((one) =>
      [word, word.split(/[:/]/)[0]!].some(
        (part) =>
          one.categories.has(part) || one.fields.has(part) || one.cookies.has(part) || one.purposes.has(part),
      ),
    );
  const issues: Issue[] = facts.flatMap((fact) =>
    WORDS.filter((name) => [fact[name]].flat().some(isApart)).map((name) => ({
      pointer: `/fact/${name}`,
      detail: 'this names website statistics, which are never joined with a person',
    })),
  );
  if (issues.length > 0)
    throw new HeedError(
      'VALIDATION',
      'The notice promises that these data identify nobody, so they cannot be kept about a person.',
      issues,
    );
}
