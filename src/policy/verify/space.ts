import {
  CHANNELS,
  type Channel,
  type Fact,
  PURPOSES,
  type Purpose,
  type Subject,
} from '../../decision/types.ts';

/**
 * The reduced state space of the engine: for every dimension the values that any rule can tell apart, on both sides
 * of each boundary, relative to one instant of asking. Dimensions that cannot matter for a channel or purpose (the
 * do-not-call registers for an email, say) keep their first value there.
 *
 * What is true of a state is told by the dimension values themselves and never by the engine's own functions, so that
 * the walk can find the engine wrong.
 */

export const NOW = Date.parse('2026-06-15T12:00:00Z');
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** Day number of NOW, in every zone used here. */
const TODAY = Math.floor(NOW / DAY);

export interface Place {
  readonly words: string;
  readonly subject: Subject;
}

export const PLACES: readonly Place[] = [
  { words: 'the United Kingdom', subject: { country: 'GB' } },
  { words: 'Germany', subject: { country: 'DE' } },
  { words: 'France', subject: { country: 'FR' } },
  { words: 'Ireland', subject: { country: 'IE' } },
  { words: 'Spain', subject: { country: 'ES' } },
  { words: 'Canada', subject: { country: 'CA' } },
  { words: 'New York', subject: { country: 'US', region: 'US-NY' } },
  { words: 'California', subject: { country: 'US', region: 'US-CA', tz: 'America/Los_Angeles' } },
  { words: 'Japan, for which there is no rule', subject: { country: 'JP' } },
];

/** One value of a dimension: how it reads, and the facts that make it so. */
export interface Value {
  readonly words: string;
  readonly facts: readonly Fact[];
}

/** A permission, real or supposed. */
export interface Permission extends Value {
  readonly at: number;
  /** A valid consent of the person that covers every channel and marketing purpose. */
  readonly consent?: 'direct' | 'third_party';
  /** The consent covers passing details on, which happens over no channel. */
  readonly sharing?: boolean;
  /** Something on file that looks like a consent and is none. */
  readonly sham?: boolean;
  /** An act of the person towards this controller. */
  readonly act?: boolean;
}

export interface Stop extends Value {
  readonly at: number;
  readonly kind: 'none' | 'objection' | 'any' | 'other-channel';
}

const ago = (days: number) => NOW - days * DAY;
const EVERY: Pick<Fact, 'channels' | 'purposes'> = { channels: ['*'], purposes: ['*'] };
const offered = (at: number): Fact => ({ type: 'refusal_offered', at, used: false });

function permission(
  words: string,
  at: number,
  fact: Omit<Fact, 'at'>,
  more: Partial<Permission> = {},
  extra: Fact[] = [],
): Permission {
  return { words, at, facts: [{ ...fact, at }, ...extra], act: true, ...more };
}

function sales(): Permission[] {
  const ages: [string, number][] = [
    ['today', HOUR / DAY],
    ['10 days ago', 10],
    ['11 months ago', 330],
    ['13 months ago', 400],
    ['23 months ago', 700],
    ['25 months ago', 760],
  ];
  return ages.map(([when, days]) =>
    permission(
      `bought a ticket ${when} and could refuse then`,
      ago(days),
      { type: 'sale', product: 'event:summit' },
      {},
      [offered(ago(days))],
    ),
  );
}

function enquiries(): Permission[] {
  const ages: [string, number][] = [
    ['today', HOUR / DAY],
    ['10 days ago', 10],
    ['5 months ago', 150],
    ['7 months ago', 215],
  ];
  return ages.map(([when, days]) =>
    permission(`asked about an event ${when}`, ago(days), {
      type: 'enquiry',
      product: 'event:summit',
      nature: 'purchase',
    }),
  );
}

export const PERMISSIONS: readonly Permission[] = [
  { words: '', at: Number.NEGATIVE_INFINITY, facts: [] },
  permission(
    'consented 10 days ago',
    ago(10),
    { type: 'consent', ...EVERY, method: 'unticked_box' },
    { consent: 'direct' },
  ),
  permission(
    'consented 25 months ago',
    ago(760),
    { type: 'consent', ...EVERY, method: 'double_opt_in' },
    { consent: 'direct' },
  ),
  permission(
    'consented 10 days ago through a list seller whose wording named the controller',
    ago(10),
    { type: 'consent', ...EVERY, method: 'unticked_box', source: 'third_party', names_controller: true },
    { consent: 'third_party', act: false },
  ),
  permission(
    'left a pre-ticked box ticked 10 days ago',
    ago(10),
    { type: 'consent', ...EVERY, method: 'preticked_box' },
    { sham: true, act: false },
  ),
  permission(
    'visited a page whose policy text claims consent',
    ago(10),
    { type: 'consent', ...EVERY, method: 'policy_text' },
    { sham: true, act: false },
  ),
  permission(
    'consented to some other channel',
    ago(10),
    { type: 'consent', channels: [], purposes: ['*'], method: 'unticked_box' },
    { sharing: true },
  ),
  permission('consented to research only', ago(10), {
    type: 'consent',
    channels: ['*'],
    purposes: ['market_research'],
    method: 'unticked_box',
  }),
  permission('gave a consent that has expired', ago(760), {
    type: 'consent',
    ...EVERY,
    method: 'unticked_box',
    expires_at: ago(1),
  }),
  ...sales(),
  permission('bought a ticket 10 days ago and could not refuse then', ago(10), {
    type: 'sale',
    product: 'event:summit',
  }),
  permission(
    'bought from a sister company 10 days ago',
    ago(10),
    { type: 'sale', product: 'event:summit', controller: 'sister' },
    { act: false },
    [offered(ago(10))],
  ),
  permission('has a running subscription since five years', ago(1850), {
    type: 'sale',
    product: 'subscription:portal',
    ongoing: true,
  }),
  permission('asked for a quote 10 days ago and could refuse then', ago(10), { type: 'negotiation' }, {}, [
    offered(ago(10)),
  ]),
  ...enquiries(),
  permission('asked about a training course 10 days ago', ago(10), {
    type: 'enquiry',
    product: 'training:course',
    nature: 'purchase',
  }),
  permission('complained 10 days ago', ago(10), {
    type: 'enquiry',
    product: 'event:summit',
    nature: 'complaint',
  }),
  permission('has a written contract since five years', ago(1850), { type: 'contract' }),
  permission('is a member of the non-profit association', ago(1850), {
    type: 'membership',
    org: 'nonprofit_association',
  }),
  permission('had their badge scanned 10 days ago', ago(10), { type: 'badge_scan' }, { act: false }),
  permission('registered for free 10 days ago', ago(10), { type: 'free_registration' }, {}, [
    offered(ago(10)),
  ]),
  permission('has a free account since 10 days', ago(10), { type: 'freemium_account' }, {}, [
    offered(ago(10)),
  ]),
  permission(
    'publishes the address for their role',
    ago(10),
    { type: 'published_address', relevant_to_role: true },
    { act: false },
  ),
  permission(
    'was referred 10 days ago',
    ago(10),
    { type: 'referral', qualifying: true, names_referrer: true, first_message: true },
    { act: false },
  ),
  permission('supported the charity 10 days ago', ago(10), { type: 'support', direct: true }, {}, [
    offered(ago(10)),
  ]),
];

const STOPS: readonly Stop[] = [
  { words: '', at: Number.NEGATIVE_INFINITY, kind: 'none', facts: [] },
  {
    words: 'objected 30 days ago',
    at: ago(30),
    kind: 'objection',
    facts: [{ type: 'objection', at: ago(30) }],
  },
  {
    words: 'objected an hour ago',
    at: NOW - HOUR / 2,
    kind: 'objection',
    facts: [{ type: 'objection', at: NOW - HOUR / 2 }],
  },
  {
    words: 'unsubscribed at this very instant',
    at: NOW,
    kind: 'any',
    facts: [{ type: 'unsubscribe', at: NOW }],
  },
  {
    words: 'withdrew consent an hour ago',
    at: NOW - HOUR / 2,
    kind: 'any',
    facts: [{ type: 'withdrawal', at: NOW - HOUR / 2 }],
  },
];

/** The stops of a channel, with one that is for another channel and must not count. */
function stopsFor(channel: Channel): readonly Stop[] {
  const other = channel === 'fax' ? 'post' : 'fax';
  return [
    ...STOPS,
    {
      words: 'unsubscribed from some other channel',
      at: ago(1),
      kind: 'other-channel',
      facts: [{ type: 'unsubscribe', at: ago(1), channels: [other] }],
    },
  ];
}

export const SOURCES = [
  { words: '', from: 'unknown', facts: [] },
  {
    words: 'gave their details themselves',
    from: 'direct',
    facts: [{ type: 'obtained', at: ago(61), from: 'subject' }],
  },
  {
    words: 'came from a list 10 days ago and was told so',
    from: 'list',
    facts: [
      { type: 'obtained', at: ago(10), from: 'third_party' },
      { type: 'privacy_notice', at: ago(9), article: 14 },
    ],
  },
  {
    words: 'came from a list 10 days ago and was not told',
    from: 'list',
    facts: [{ type: 'obtained', at: ago(10), from: 'third_party' }],
  },
  {
    words: 'came from a list 40 days ago and was not told',
    from: 'list',
    late: true,
    facts: [{ type: 'obtained', at: ago(40), from: 'third_party' }],
  },
  {
    words: 'was found by enrichment',
    from: 'unknown',
    facts: [
      { type: 'obtained', at: ago(10), from: 'enrichment' },
      { type: 'privacy_notice', at: ago(9), article: 14 },
    ],
  },
] as const satisfies readonly (Value & { from: string; late?: boolean })[];

const screened = (register: string, age: number): Fact => ({
  type: 'screening',
  at: Number.NEGATIVE_INFINITY,
  registers: [register],
  file_date: TODAY - age,
});
const listed = (register: string, age: number): Fact => ({
  type: 'register_listing',
  at: Number.NEGATIVE_INFINITY,
  register,
  listed_on: TODAY - age,
});

export interface RegisterState extends Value {
  readonly screened: boolean;
  readonly listed: boolean;
}

const CALL_REGISTERS: readonly RegisterState[] = [
  {
    words: 'was screened against TPS and CTPS files of yesterday',
    screened: true,
    listed: false,
    facts: [screened('TPS', 1), screened('CTPS', 1)],
  },
  { words: 'was never screened', screened: false, listed: false, facts: [] },
  { words: 'was screened against TPS only', screened: false, listed: false, facts: [screened('TPS', 1)] },
  {
    words: 'was screened against files 28 days old',
    screened: false,
    listed: false,
    facts: [screened('TPS', 28), screened('CTPS', 28)],
  },
  {
    words: 'is listed on TPS for 27 days',
    screened: true,
    listed: false,
    facts: [screened('TPS', 1), screened('CTPS', 1), listed('TPS', 27)],
  },
  {
    words: 'is listed on CTPS for 28 days',
    screened: true,
    listed: true,
    facts: [screened('TPS', 1), screened('CTPS', 1), listed('CTPS', 28)],
  },
];
const FAX_REGISTERS: readonly RegisterState[] = [
  { words: '', screened: true, listed: false, facts: [] },
  { words: 'is listed on FPS for 27 days', screened: true, listed: false, facts: [listed('FPS', 27)] },
  { words: 'is listed on FPS for 28 days', screened: true, listed: true, facts: [listed('FPS', 28)] },
];
const NO_REGISTERS: readonly RegisterState[] = [{ words: '', screened: true, listed: false, facts: [] }];

export const BOXES: readonly (Value & { used: boolean })[] = [
  { words: '', used: false, facts: [] },
  {
    words: 'ticked the no-marketing box 15 days ago',
    used: true,
    facts: [{ type: 'refusal_offered', at: ago(15), used: true }],
  },
];

export const LIMITS = [
  { words: '', restricted: false, erased: false, facts: [] },
  {
    words: 'had processing restricted',
    restricted: true,
    erased: false,
    facts: [{ type: 'restriction', at: ago(5) }],
  },
  {
    words: 'was erased 20 days ago',
    restricted: false,
    erased: true,
    facts: [{ type: 'erasure', at: ago(20) }],
  },
] as const satisfies readonly (Value & { restricted: boolean; erased: boolean })[];
export const ERASED_AT = ago(20);

export const SALE_OPT_OUTS: readonly (Value & { noticed: boolean; optedOut: boolean })[] = [
  { words: '', noticed: false, optedOut: false, facts: [] },
  {
    words: 'was told of sharing at collection',
    noticed: true,
    optedOut: false,
    facts: [{ type: 'notice_at_collection', at: ago(9), mentions_sale_share: true }],
  },
  {
    words: 'was told of sharing at collection and opted out',
    noticed: true,
    optedOut: true,
    facts: [
      { type: 'notice_at_collection', at: ago(9), mentions_sale_share: true },
      { type: 'opt_out_sale_share', at: ago(8), via: 'gpc' },
    ],
  },
];

export const SUBSCRIBERS = ['individual', 'corporate'] as const;
export const AGES: readonly (number | undefined)[] = [undefined, 15];

/** The values of the dimensions that can matter for one place, channel and purpose. */
export interface Dimensions {
  readonly place: Place;
  readonly channel: Channel;
  readonly purpose: Purpose;
  readonly permissions: typeof PERMISSIONS;
  readonly stops: readonly Stop[];
  readonly sources: typeof SOURCES;
  readonly registers: readonly RegisterState[];
  readonly boxes: typeof BOXES;
  readonly limits: typeof LIMITS;
  readonly optOuts: typeof SALE_OPT_OUTS;
  readonly subscribers: typeof SUBSCRIBERS;
  readonly ages: typeof AGES;
}

/** Every combination of place, channel and purpose with the dimensions that can matter for it. */
export function* dimensions(countries?: readonly string[]): Generator<Dimensions> {
  for (const place of PLACES) {
    if (countries && !countries.includes(place.subject.country ?? '')) continue;
    for (const channel of CHANNELS) {
      for (const purpose of PURPOSES) {
        const sharing = purpose === 'share_third_party' || purpose === 'sale_optin_request';
        const fixed = purpose === 'service' || purpose === 'legal_disclosure';
        const registers =
          channel === 'live_call' ? CALL_REGISTERS : channel === 'fax' ? FAX_REGISTERS : NO_REGISTERS;
        yield {
          place,
          channel,
          purpose,
          permissions: PERMISSIONS,
          stops: stopsFor(channel),
          sources: SOURCES,
          registers: sharing || fixed || place.subject.country !== 'GB' ? NO_REGISTERS : registers,
          boxes: BOXES,
          limits: LIMITS,
          optOuts: sharing ? SALE_OPT_OUTS : SALE_OPT_OUTS.slice(0, 1),
          subscribers: SUBSCRIBERS,
          ages: fixed || purpose === 'market_research' ? AGES.slice(0, 1) : AGES,
        };
      }
    }
  }
}
