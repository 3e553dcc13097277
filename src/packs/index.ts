import { CA } from './ca.ts';
import { EU } from './eu.ts';
import { GENERAL } from './general.ts';
import type { Pack, Rule } from './pack.ts';
import { SHARING } from './sharing.ts';
import { UK } from './uk.ts';
import { US } from './us.ts';

/** Every pack that ships. A country that none of them names is denied. */
export const PACKS: readonly Pack[] = [UK, EU, CA, US];

const byCountry = new Map<string, Pack>(
  PACKS.flatMap((pack) => [...pack.countries].map((country) => [country, pack])),
);

export function packFor(country: string | undefined): Pack | undefined {
  return country === undefined ? undefined : byCountry.get(country);
}

/** Whether the GDPR in either text binds in a country: its people, or a controller established there. */
export function underGdpr(country: string | undefined): boolean {
  return country === 'GB' || EU.countries.has(country ?? '');
}

/** Every rule of every pack, by id. */
export const ALL_RULES: ReadonlyMap<string, Rule> = new Map(
  [GENERAL, SHARING, ...PACKS].flatMap((pack) =>
    Object.values<Rule>(pack.rules).map((rule) => [rule.id, rule]),
  ),
);
