import type { LoadedPolicy } from '../../../policy/policies.ts';
import { findPromises } from '../../../policy/render/marks.ts';
import { fillPlaceholders } from '../../../policy/render/placeholders.ts';

export interface ClauseText {
  readonly id: string;
  /** What the clause register calls it. */
  readonly title: string;
  /** The promise as the notice makes it, or null where the notice does not state it in a sentence of its own. */
  readonly text: string | null;
}

/** What clauses say to the public, in the words of the notice. */
export function clauseTexts(policy: LoadedPolicy, ids: readonly string[]): ClauseText[] {
  if (ids.length === 0) return [];
  const [language = 'en'] = policy.data.policy.languages;
  const promises = findPromises(fillPlaceholders(policy.data, policy.notices[language] ?? ''));
  return ids.map((id) => ({
    id,
    title: policy.data.clauses.clauses.find((clause) => clause.id === id)?.title ?? '',
    text: withoutMarks(promises.find(({ clauses }) => clauses.includes(id))?.text) ?? null,
  }));
}

/** Markdown links and emphasis as the words that they show. */
function withoutMarks(text: string | undefined): string | undefined {
  return text
    ?.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/[*_`]+/g, '')
    .replace(/\s+/g, ' ')
    .trim();
}
