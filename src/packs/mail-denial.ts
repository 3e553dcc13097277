import { type Case, has } from '../decision/case.ts';
import type { ConsentState } from '../decision/consent.ts';
import type { Ground, Rule } from './pack.ts';
import { RELATIONS } from './soft-opt-in.ts';

/** The rules by which a regime names what electronic mail lacks. */
export interface MailDenials {
  readonly expired: Rule;
  readonly invalid: Rule;
  readonly scope: Rule;
  /** There were dealings, but they carry no soft opt-in. */
  readonly relation: Rule;
  readonly none: Rule;
}

/** Several failures can meet; they are named in this order. */
const NAMED: readonly Exclude<ConsentState, 'ok'>[] = ['expired', 'invalid', 'scope'];

/** Why electronic mail is not permitted: what is wrong with the consents on file, then dealings, then nothing. */
export function mailDenial(c: Case, rules: MailDenials): Ground {
  for (const state of NAMED) {
    const failed = c.consents.filter((consent) => consent.state === state);
    if (failed.length > 0) return { rule: rules[state], blockers: failed.map(({ fact }) => fact) };
  }
  return { rule: has(c, RELATIONS) ? rules.relation : rules.none };
}
