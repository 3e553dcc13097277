import { underGdpr } from '../../packs/index.ts';
import type { PolicyData } from '../schema.ts';
import type { Truth } from './state.ts';

/** Something that must never be allowed. */
export interface Never {
  readonly id: string;
  readonly says: string;
  readonly clauses: readonly string[];
  /** Whether an allow for this reason, in a state of this truth, breaks it. */
  readonly broken: (truth: Truth, reason: string) => boolean;
}

/** What holds under every policy because the law, or a promise that every controller makes, says so. */
export const LAWFUL_NEVERS: readonly Never[] = [
  {
    id: 'marketing-after-stop',
    says: 'No marketing after a stop that the person has not lifted.',
    clauses: [],
    broken: (t) => t.marketing && t.stopped,
  },
  {
    id: 'sharing-after-stop',
    says: 'No sharing with third parties after a stop that covers it.',
    clauses: [],
    broken: (t) => t.purpose === 'share_third_party' && t.stopped,
  },
  {
    id: 'while-restricted',
    says: 'No marketing, research or sharing while processing is restricted.',
    clauses: [],
    broken: (t) =>
      t.restricted && (t.marketing || t.purpose === 'market_research' || t.purpose === 'share_third_party'),
  },
  {
    id: 'after-erasure',
    says: 'No marketing, research or sharing after an erasure until the person comes back by an own act.',
    clauses: [],
    broken: (t) =>
      t.erased && (t.marketing || t.purpose === 'market_research' || t.purpose === 'share_third_party'),
  },
  {
    id: 'call-listed-number',
    says: 'No live marketing call in the United Kingdom to a number listed 28 days or more, unless the person consented.',
    clauses: [],
    broken: (t, reason) =>
      t.country === 'GB' &&
      t.channel === 'live_call' &&
      t.marketing &&
      t.listed &&
      reason !== 'A_TPS_CONSENT_OVERRIDE',
  },
  {
    id: 'call-unscreened-number',
    says: 'No live marketing call in the United Kingdom without consent to a number not screened against TPS and CTPS within 27 days.',
    clauses: [],
    broken: (t, reason) =>
      t.country === 'GB' &&
      t.channel === 'live_call' &&
      t.marketing &&
      !t.screened &&
      reason !== 'A_CONSENT' &&
      reason !== 'A_TPS_CONSENT_OVERRIDE',
  },
  {
    id: 'sham-consent',
    says: 'A pre-ticked box or a policy text never counts as consent.',
    clauses: [],
    broken: (t, reason) => t.sham && (reason === 'A_CONSENT' || reason === 'A_TPS_CONSENT_OVERRIDE'),
  },
  {
    id: 'untold-for-a-month',
    says: 'No marketing under the GDPR with data of which the person was not told where it came from, once the month for telling them is over.',
    clauses: [],
    broken: (t) => t.marketing && t.untold_late && underGdpr(t.country),
  },
  {
    id: 'no-rule-no-contact',
    says: 'No marketing or sharing where there is no rule for the country.',
    clauses: [],
    broken: (t) => t.country === 'JP' && (t.marketing || t.purpose === 'share_third_party'),
  },
  {
    id: 'sale-after-opt-out',
    says: 'No sharing of the details of a Californian who opted out.',
    clauses: [],
    broken: (t, reason) => t.opted_out && reason === 'A_CCPA_NO_OPT_OUT',
  },
  {
    id: 'sale-of-a-minor',
    says: 'No sharing of the details of a Californian under 16 without an opt-in.',
    clauses: [],
    broken: (t, reason) => t.under_age && reason === 'A_CCPA_NO_OPT_OUT',
  },
];

type AuthoredNever = PolicyData['contact-rules']['nevers'][number];

/** A never as a policy author wrote it: an allow in a state that matches every field given. */
export function authoredNever(never: AuthoredNever): Never {
  const { countries, channels, purposes, data_from, ...plain } = never.when;
  const fields = Object.entries(plain).filter(([, wanted]) => wanted !== undefined);
  return {
    id: never.id,
    says: never.says,
    clauses: never.clauses,
    broken: (truth, reason) => {
      if (never.unless_basis?.includes(reason)) return false;
      if (countries && !countries.includes(truth.country)) return false;
      if (channels && !channels.some((channel) => channel === truth.channel)) return false;
      if (purposes && !purposes.some((p) => p === truth.purpose || (p === 'marketing' && truth.marketing)))
        return false;
      if (data_from && !data_from.some((from) => from === truth.data_from)) return false;
      return fields.every(([field, wanted]) => truth[field as keyof Truth] === wanted);
    },
  };
}
