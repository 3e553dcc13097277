import { GENERAL } from './general.ts';
import { underGdpr } from './index.ts';
import type { Rule } from './pack.ts';

type Regime = 'uk' | 'eu' | 'ca' | 'us';

/** Where each regime says what a general rule says. The rules themselves are the same everywhere. */
const LAW: Readonly<Record<string, Partial<Record<Regime, readonly string[]>>>> = {
  'general.legal': { uk: ['UK GDPR Art 6(1)(c)'], eu: ['GDPR Art 6(1)(c)'] },
  'general.service': {
    uk: ['DPA 2018 s 122(5)', 'UK GDPR Art 6(1)(b)'],
    eu: ['GDPR Art 6(1)(b)'],
    ca: ['CASL s 6(6)'],
    us: ['15 USC 7702(17)'],
  },
  'general.research': {
    uk: ['DPA 2018 s 122(5)', 'UK GDPR Art 6(1)(f)'],
    eu: ['GDPR Art 6(1)(f)'],
    ca: ['CASL s 1(2)'],
    us: ['15 USC 7702(2)(A)'],
  },
  'general.objection': {
    uk: ['UK GDPR Art 21(2)-(3)'],
    eu: ['GDPR Art 21(2)-(3)'],
    ca: ['CASL s 11'],
    us: ['15 USC 7704(a)(4)'],
  },
  'general.unsubscribed': {
    uk: ['UK GDPR Art 21(3)', 'PECR reg 22'],
    eu: ['GDPR Art 21(3)', 'Directive 2002/58/EC Art 13(2)'],
    ca: ['CASL s 11'],
    us: ['15 USC 7704(a)(4)'],
  },
  'general.withdrawn': {
    uk: ['UK GDPR Art 7(3)'],
    eu: ['GDPR Art 7(3)'],
    ca: ['CASL s 11'],
    us: ['15 USC 7704(a)(4)'],
  },
  'general.restricted': { uk: ['UK GDPR Art 18(1)-(2)'], eu: ['GDPR Art 18(1)-(2)'] },
  'general.erased': { uk: ['UK GDPR Art 17, 21(3)'], eu: ['GDPR Art 17, 21(3)'] },
  'general.optOutBox': {
    uk: ['PECR reg 22(3)(c)', 'UK GDPR Art 21(3)'],
    eu: ['Directive 2002/58/EC Art 13(2)', 'GDPR Art 21(3)'],
    ca: ['CASL s 11'],
    us: ['15 USC 7704(a)(4)'],
  },
  'general.art14Missing': { uk: ['UK GDPR Art 14(3)(b)'], eu: ['GDPR Art 14(3)(b)'] },
  'general.art14Late': { uk: ['UK GDPR Art 14(3)(a)'], eu: ['GDPR Art 14(3)(a)'] },
};

/** A live call may not be made to somebody who told the caller to stop. */
const CALL_OBJECTION = 'PECR reg 21(1)(a)';

/** In the order of `regimeOf`. */
const REGIMES = [undefined, 'uk', 'eu', 'ca', 'us'] as const;

/** Position in `REGIMES`. */
function regimeOf(country: string | undefined): number {
  if (country === 'GB') return 1;
  if (underGdpr(country)) return 2;
  if (country === 'CA') return 3;
  return country === 'US' ? 4 : 0;
}

function cite(
  rule: Rule,
  here: Regime | undefined,
  home: Regime | undefined,
  call: boolean,
): readonly string[] {
  const words = LAW[rule.id]!;
  const cited = [...((here && words[here]) ?? []), ...((home && words[home]) ?? [])];
  if (rule === GENERAL.rules.objection && here === 'uk' && call) cited.push(CALL_OBJECTION);
  return cited.length > 0 ? [...new Set(cited)] : rule.law;
}

/** Worked out beforehand: by the regime of the person, that of the controller, and whether it is a live call. */
const CITED: ReadonlyMap<Rule, readonly (readonly string[])[]> = new Map(
  Object.values<Rule>(GENERAL.rules)
    .filter(({ id }) => LAW[id])
    .map((rule) => [
      rule,
      REGIMES.flatMap((here) =>
        REGIMES.flatMap((home) => [false, true].map((call) => cite(rule, here, home, call))),
      ),
    ]),
);

/**
 * The law behind a rule for this person and this controller: that of the person's country, and the data protection law
 * of the controller's (contact-rules 0.8). A rule that no regime there words is cited as it stands.
 */
export function lawFor(
  rule: Rule,
  subject: string | undefined,
  controller: string | undefined,
  channel: string,
): readonly string[] {
  const cited = CITED.get(rule);
  if (!cited) return rule.law;
  const home = underGdpr(controller) ? regimeOf(controller) : 0;
  return cited[(regimeOf(subject) * REGIMES.length + home) * 2 + Number(channel === 'live_call')]!;
}
