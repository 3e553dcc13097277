import type { Channel } from '../../decision/types.ts';
import { ago, HOUR, NOW, type Value } from './value.ts';

export interface Stop extends Value {
  readonly at: number;
  readonly kind: 'none' | 'objection' | 'any' | 'other-channel';
}

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
export function stopsFor(channel: Channel): readonly Stop[] {
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
