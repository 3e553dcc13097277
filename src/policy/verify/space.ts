import { CHANNELS, type Channel, PURPOSES, type Purpose, type Subject } from '../../decision/types.ts';
import { PERMISSIONS } from './permissions.ts';
import { BOXES, LIMITS, SALE_OPT_OUTS, type Stop, stopsFor } from './refusals.ts';
import { CALL_REGISTERS, FAX_REGISTERS, NO_REGISTERS, type RegisterState } from './registers.ts';
import { ago, type Value } from './value.ts';

/**
 * The reduced state space of the engine: for every dimension the values that any rule can tell apart, on both sides
 * of each boundary, relative to one instant of asking. Dimensions that cannot matter for a channel or purpose (the
 * do-not-call registers for an email, say) keep their first value there.
 *
 * What is true of a state is told by the dimension values themselves and never by the engine's own functions, so that
 * the walk can find the engine wrong.
 */

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
