import type { Fact } from '../../decision/types.ts';
import { ago, DAY, HOUR, type Value } from './value.ts';

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
