import type { Change } from './change.ts';

/** What a new version means for whom the organisation may contact. */
export interface ContactEffect {
  /** Changes by which people become contactable who were not. */
  readonly more: readonly string[];
  /** Changes by which people are no longer contactable. */
  readonly fewer: readonly string[];
  /** Changes that can do either. */
  readonly other: readonly string[];
}

/** Who becomes contactable and who stops being so, in the words of the rules that changed. */
export function contactEffect(changes: readonly Change[]): ContactEffect {
  const of = (contact: Change['contact']) =>
    changes.filter((change) => change.contact === contact).map(({ says }) => says);
  return { more: of('more'), fewer: of('fewer'), other: of('other') };
}
