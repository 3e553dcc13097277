import { formatDuration } from '../duration.ts';
import type { PolicyData } from '../schema.ts';

const countryNames = new Intl.DisplayNames(['en-GB'], { type: 'region' });
const MONTHS = 'January February March April May June July August September October November December'.split(
  ' ',
);

export const BASES: Record<PolicyData['purposes']['purposes'][number]['basis'], string> = {
  consent: 'Consent',
  contract: 'Contract',
  legal_obligation: 'Legal obligation',
  legitimate_interests: 'Legitimate interests',
};

export const MECHANISMS: Record<PolicyData['recipients']['transfers'][number]['mechanism'], string> = {
  adequacy: 'adequacy decision',
  scc: 'Standard Contractual Clauses',
  'scc+uk-addendum': 'Standard Contractual Clauses with the UK Addendum',
  idta: 'International Data Transfer Agreement',
  dpf: 'EU-US Data Privacy Framework',
  'dpf+uk-extension': 'EU-US Data Privacy Framework with its UK Extension',
};

export const AFTER: Record<PolicyData['retention']['rules'][number]['then'], string> = {
  delete: 'deleted',
  anonymise: 'made anonymous',
  'keep-hash': 'reduced to a keyed hash',
};

export const CHANNEL_WORDS: Record<string, string> = {
  email: 'email',
  sms: 'text message',
  social_dm: 'direct message on social media',
  live_call: 'phone',
  automated_call: 'automated call',
  fax: 'fax',
  post: 'post',
};

/** `GB` as "United Kingdom"; an unknown code stays as it is. */
export function countryName(code: string): string {
  return countryNames.of(code) ?? code;
}

/** `2026-11-22` as "22 November 2026". */
export function longDate(date: string): string {
  const [year, month, day] = date.split('-');
  return `${Number(day)} ${MONTHS[Number(month) - 1]} ${year}`;
}

/** A retention period in words: a duration, or one of the two open-ended periods. */
export function periodWords(period: string): string {
  if (period === 'until-withdrawn') return 'until you withdraw';
  if (period === 'while-needed') return 'as long as it is needed';
  return formatDuration(period);
}

/** A clock in words; ten business days are "10 working days". */
export function clockWords(clock: { readonly within: string; readonly unit: string }): string {
  return formatDuration(clock.within, clock.unit === 'business-days' ? 'working day' : 'day');
}

/** An email address or web address as a Markdown link. */
export function emailLink(email: string): string {
  return `[${email}](mailto:${email})`;
}

/** Text on one line, as lists and tables need it. */
export function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

/** Text that goes on after it: without a full stop at its end. */
export function open(text: string): string {
  return oneLine(text).replace(/[.;]$/, '');
}
