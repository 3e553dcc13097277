import { type Choice, decodeChoice, readCookie, stillCounts } from '../core/choice.ts';
import { regionOf } from '../core/region.ts';
import type { Declared } from '../declared.ts';

/** Whether the browser sends Global Privacy Control. */
export function gpcOn(declared: Pick<Declared, 'gpc'>): boolean {
  return declared.gpc && (navigator as { globalPrivacyControl?: boolean }).globalPrivacyControl === true;
}

/** The choice kept in the cookie, if it still counts for this declared set. */
export function keptChoice(declared: Pick<Declared, 'cookie' | 'hash' | 'days'>): Choice | undefined {
  const choice = decodeChoice(readCookie(document.cookie, declared.cookie) ?? '');
  return stillCounts(choice, declared.hash, declared.days, Date.now()) ? choice : undefined;
}

/** What may run when the page starts: an explicit choice, else refusal by signal, else the rule of the region. */
export function grantedAtStart(declared: Declared, saidRegion: string | undefined): readonly string[] {
  const choice = keptChoice(declared);
  if (choice) return choice.granted;
  if (gpcOn(declared)) return [];
  return declared.before[regionOf(saidRegion)] ?? [];
}

/** The origin of an address that goes over the network; '' for anything else, such as `data:` and `blob:`. */
export function originOf(address: string): string {
  try {
    const url = new URL(address, document.baseURI);
    const origin = /^(https?|wss?):$/.test(url.protocol) ? url.origin : '';
    return origin.replace(/^ws/, 'http');
  } catch {
    return '';
  }
}
