import fc from 'fast-check';
import { type ContactPolicy, LAW_ONLY } from '../policy.ts';
import { CHANNELS, type DecisionRequest, FACT_TYPES, type Fact, type FactType, PURPOSES } from '../types.ts';
import { shippedPolicy } from './shipped-policies.ts';

/**
 * Requests for property tests. Instants cluster around the boundaries that rules know: the same instant, the same
 * local day, 27 and 28 days, and 1, 6, 12 and 24 months, each with a little on either side.
 */

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** Instants of asking: ordinary days, nights on which clocks change, month ends, leap days, and the charity cut-over. */
const ANCHORS = [
  '2026-02-05T00:00:00Z',
  '2026-02-28T23:59:59Z',
  '2026-03-29T00:30:00Z',
  '2026-05-10T14:00:00Z',
  '2026-08-31T16:00:00Z',
  '2026-09-28T23:30:00Z',
  '2026-10-25T01:30:00Z',
  '2026-11-01T05:30:00Z',
  '2028-02-29T12:00:00Z',
].map((text) => Date.parse(text));

/** How long before (or after) the instant of asking a fact lies, in days. */
const DISTANCES = [
  0, 1, 2, 10, 27, 28, 29, 30, 31, 32, 180, 182, 184, 185, 364, 365, 366, 367, 729, 730, 731, 732, 2000,
];
/** And a little more or less. */
const NUDGES = [0, 0, 0, -1, 1, -1000, 1000, HOUR, -HOUR, 6 * HOUR, -6 * HOUR, 13 * HOUR];

const anchor = fc
  .tuple(fc.constantFrom(...ANCHORS), fc.constantFrom(...NUDGES))
  .map(([at, nudge]) => at + nudge);

/** An instant near a boundary, seen from `at`; mostly in the past. */
function near(at: number): fc.Arbitrary<number> {
  return fc
    .tuple(fc.constantFrom(...DISTANCES), fc.constantFrom(...NUDGES), fc.nat(9))
    .map(([days, nudge, side]) => at + (side === 0 ? days : -days) * DAY + nudge);
}

/** A few instants that several facts of one request share, so that ties happen. */
const instants = anchor.chain((at) =>
  fc.array(near(at), { minLength: 2, maxLength: 5 }).map((shared) => ({ at, shared: [at, ...shared] })),
);

const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined, freq: 2 });
const rarely = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.oneof({ weight: 3, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: value });
const listOf = (...words: string[]) => fc.uniqueArray(fc.constantFrom(...words), { maxLength: 3 });
const channels = fc.oneof(
  { weight: 3, arbitrary: fc.constant(['*']) },
  { weight: 1, arbitrary: fc.constant([...CHANNELS]) },
  { weight: 1, arbitrary: listOf(...CHANNELS) },
);
const purposes = fc.oneof(
  { weight: 3, arbitrary: fc.constant(['*']) },
  { weight: 2, arbitrary: fc.constant(['direct_marketing']) },
  { weight: 1, arbitrary: listOf(...PURPOSES) },
);
const topics = listOf('events', 'training');
const controller = rarely(fc.constantFrom('me', 'sister'));
const method = fc.constantFrom(
  'unticked_box',
  'unticked_box',
  'double_opt_in',
  'preticked_box',
  'policy_text',
);
const flag = fc.boolean();

type Fields = { readonly [K in keyof Fact]?: fc.Arbitrary<Fact[K] | undefined> };

/** The fields that the engine reads of each kind of fact. */
function fieldsOf(type: FactType, instant: fc.Arbitrary<number>): Fields {
  switch (type) {
    case 'consent':
      return {
        channels,
        purposes,
        topics: rarely(topics),
        method,
        source: rarely(fc.constant('third_party')),
        names_controller: rarely(flag),
        expires_at: rarely(instant),
      };
    case 'objection':
    case 'unsubscribe':
    case 'withdrawal':
      return { channels: maybe(listOf(...CHANNELS)), purposes: maybe(purposes), topics: rarely(topics) };
    case 'sale':
    case 'contract':
      return { ongoing: rarely(flag), ended_at: rarely(instant), product: fc.constant('event:summit') };
    case 'enquiry':
      return {
        product: fc.constantFrom('event:summit', 'report:trends'),
        nature: fc.constantFrom('purchase', 'complaint'),
      };
    case 'refusal_offered':
      return { used: flag };
    case 'supporter_interest':
    case 'support':
      return { direct: maybe(flag) };
    case 'membership':
    case 'donation':
    case 'volunteering':
      return { org: fc.constantFrom('nonprofit_club', 'for_profit'), ended_at: rarely(instant) };
    case 'published_address':
    case 'disclosed_address':
      return { relevant_to_role: flag, no_unsolicited_statement: rarely(flag) };
    case 'referral':
      return { qualifying: flag, names_referrer: flag, first_message: flag };
    case 'obtained':
      return { from: fc.constantFrom('subject', 'third_party', 'enrichment') };
    case 'privacy_notice':
      return { article: fc.constantFrom(13, 14) };
    case 'restriction':
      return { lifted_at: maybe(instant) };
    case 'opt_in_sale_share':
      return { via: fc.constantFrom('form', 'parent') };
    case 'notice_at_collection':
      return { mentions_sale_share: flag };
    default:
      return {};
  }
}

/** Days of register files and listings lie close to the boundary of 28 days more often than not. */
const daysNear = (at: number) =>
  fc.constantFrom(0, 0, 1, 10, 26, 27, 27, 28, 28, 29, 60, -1).map((days) => Math.floor(at / DAY) - days);

function registerFact(type: FactType, around: number): fc.Arbitrary<Fact> {
  const at = fc.constant(Number.NEGATIVE_INFINITY);
  const day = daysNear(around);
  return type === 'screening'
    ? record(
        {
          at,
          registers: fc.oneof(fc.constant(['TPS', 'CTPS']), listOf('TPS', 'CTPS', 'FPS')),
          file_date: day,
        },
        type,
      )
    : record(
        {
          at,
          register: fc.constantFrom('TPS', 'CTPS', 'FPS'),
          listed_on: fc.option(day, { nil: undefined, freq: 8 }),
        },
        type,
      );
}

/** A fact of these fields; those left out are absent, not undefined. */
function record(fields: Fields, type: FactType): fc.Arbitrary<Fact> {
  return fc.record(fields as Record<string, fc.Arbitrary<unknown>>).map((values) => {
    const present = Object.entries(values).filter(([, value]) => value !== undefined);
    return { type, ...Object.fromEntries(present) } as Fact;
  });
}

/** One fact of a type, its instants near boundaries; register days lie near `around`. */
export function arbitraryFact(
  type: FactType,
  instant: fc.Arbitrary<number>,
  around: number,
): fc.Arbitrary<Fact> {
  if (type === 'screening' || type === 'register_listing') return registerFact(type, around);
  return record({ at: instant, controller, ...fieldsOf(type, instant) }, type);
}

/** What a request is about: facts, channels and purposes that can meet under one rule, and the countries of the rule. */
interface Theme {
  readonly countries: readonly (string | undefined)[];
  readonly channels: readonly string[];
  readonly purposes: readonly string[];
  readonly facts: readonly FactType[];
}

const MAIL = ['email', 'email', 'email', 'sms', 'social_dm'];
const MARKETING = ['direct_marketing', 'direct_marketing', 'consent_request', 'third_party_promotion'];
const LIMITS: readonly FactType[] = [
  'withdrawal',
  'unsubscribe',
  'objection',
  'restriction',
  'erasure',
  'obtained',
  'privacy_notice',
];

const THEMES: readonly Theme[] = [
  {
    countries: ['GB', 'DE', 'IE', 'FR', 'ES'],
    channels: MAIL,
    purposes: MARKETING,
    facts: [
      'consent',
      'consent',
      'sale',
      'refusal_offered',
      'refusal_offered',
      'freemium_account',
      'support',
    ],
  },
  {
    countries: ['GB', 'GB', 'GB', 'DE'],
    channels: ['live_call', 'live_call', 'automated_call', 'fax'],
    purposes: ['direct_marketing'],
    facts: [
      'screening',
      'screening',
      'screening',
      'register_listing',
      'consent',
      'client_relationship',
      'refusal_offered',
    ],
  },
  {
    countries: ['CA'],
    channels: MAIL,
    purposes: MARKETING,
    facts: ['consent', 'sale', 'contract', 'enquiry', 'membership', 'donation', 'volunteering', 'referral'],
  },
  {
    countries: ['US'],
    channels: ['email'],
    purposes: ['share_third_party', 'sale_optin_request', 'direct_marketing'],
    facts: [
      'opt_out_sale_share',
      'opt_in_sale_share',
      'notice_at_collection',
      'notice_at_collection',
      'consent',
    ],
  },
  { countries: ['GB', 'CA', 'US', 'FR'], channels: CHANNELS, purposes: PURPOSES, facts: LIMITS },
  {
    countries: ['GB', 'CA', 'US', 'DE', 'IE', 'FR', 'ES', 'JP', undefined],
    channels: [...CHANNELS, 'pigeon'],
    purposes: [...PURPOSES, 'profiling'],
    facts: FACT_TYPES,
  },
];

const person = {
  region: fc.constantFrom('US-CA', 'US-CA', 'CA-ON', undefined),
  tz: fc.constantFrom(
    undefined,
    'Europe/London',
    'America/Toronto',
    'America/St_Johns',
    'Pacific/Kiritimati',
    'Pacific/Pago_Pago',
    'nowhere',
  ),
  subscriber: fc.constantFrom('individual', 'individual', 'corporate', undefined),
  entity: fc.constantFrom('natural_person', 'sole_trader', 'company', undefined),
  age: rarely(fc.constantFrom(12, 13, 15, 16, 40)),
  personal_data: rarely(flag),
};

const mostly = fc.nat(9).map((n) => n > 0);
const message = fc.record({
  topic: fc.constantFrom(undefined, undefined, 'events', 'training'),
  promotes: fc.constantFrom('own', 'own', 'own', 'third_party', 'charitable_purpose', 'fundraising'),
  similar: mostly,
  promotional: rarely(flag).map((value) => value === true),
  identity: mostly,
  optout: mostly,
  postal_address: mostly,
  cli: mostly,
  art14_notice: flag,
  special: rarely(fc.constantFrom('claims_management', 'pensions')),
});

const controllerOf = fc.record({
  id: fc.constant('me'),
  country: fc.constantFrom('GB', 'US', 'CA', 'DE', undefined),
  charity: flag,
  registered_charity_ca: flag,
  pensions_authorised: flag,
});

/** A request, and the instants its facts cluster around. */
export const arbitraryCase = instants.chain(({ at, shared }) => {
  const instant = fc.oneof(fc.constantFrom(...shared), near(at));
  const factOf = (types: readonly FactType[]) =>
    fc.constantFrom(...types).chain((type) => arbitraryFact(type, instant, at));
  return fc.constantFrom(...THEMES).chain((theme) => {
    const fact = fc.oneof(
      { weight: 5, arbitrary: factOf(theme.facts) },
      { weight: 1, arbitrary: factOf(LIMITS) },
    );
    // Half of the histories come from a store and have ids.
    const facts = fc
      .tuple(fc.array(fact, { maxLength: 8 }), flag)
      .map(([list, stored]) =>
        stored ? list.map((one, i) => ({ ...one, id: `fact_${(i * 7) % 10}${i}` })) : list,
      );
    return fc
      .record({
        at: fc.constant(at),
        controller: controllerOf,
        subject: fc.record({ country: fc.constantFrom(...theme.countries), ...person }),
        channel: fc.constantFrom(...theme.channels),
        purpose: fc.constantFrom(...theme.purposes),
        message,
        facts,
      })
      .map((request): { request: DecisionRequest; instants: readonly number[] } => ({
        request,
        instants: shared,
      }));
  });
});

export const arbitraryRequest: fc.Arbitrary<DecisionRequest> = arbitraryCase.map(({ request }) => request);

/** The shipped policies, and the law alone with its switches. */
export const arbitraryPolicy: fc.Arbitrary<ContactPolicy> = fc.constantFrom(
  LAW_ONLY,
  shippedPolicy('cmp'),
  shippedPolicy('institute'),
  { ...LAW_ONLY, options: { tps_grace: false } },
  { ...LAW_ONLY, options: { casl_same_day: true } },
);
