import { canExceed, parseDuration } from '../duration.ts';
import { clockWords } from '../render/words.ts';
import type { PolicyData } from '../schema.ts';
import type { Checking } from './checking.ts';

type Clock = PolicyData['requests']['clocks'][number];

/** A limit that law sets for a clock. A clock falls under the first limit whose id or law it names. */
interface Limit {
  readonly what: string;
  readonly id: RegExp;
  readonly law: RegExp;
  readonly citation: string;
  readonly most?: { readonly within: string; readonly businessDays?: true };
  readonly least?: { readonly within: string };
  /** Folders that must have such a clock. */
  readonly needed?: (data: PolicyData) => boolean;
}

const supervisedBy = (regions: readonly string[]) => (data: PolicyData) =>
  data.policy.authorities.some(({ for: region }) => regions.includes(region));
const isEuropean = supervisedBy(['GB', 'UK', 'EEA', 'EU', 'DE', 'IE', 'FR']);
const isBritish = supervisedBy(['GB', 'UK']);

const LIMITS: readonly Limit[] = [
  {
    what: 'the link to unsubscribe must keep working',
    id: /unsubscribe-link|stop-link/,
    law: /s 11\(2\)/,
    citation: 'CASL s 11(2): 60 days',
    least: { within: 'P60D' },
  },
  {
    what: 'an unsubscribe or complaint about mail in Canada',
    id: /removal|unsubscribe/,
    law: /CASL s 11\(3\)/,
    citation: 'CASL s 11(3): 10 business days',
    most: { within: 'P10D', businessDays: true },
  },
  {
    what: 'how long a purchase carries in Canada',
    id: /canada-(business|purchase)/,
    law: /CASL s 10\(10\)\((a|b|c|d)\)/,
    citation: 'CASL s 10(10)(a) to (d): 2 years',
    most: { within: 'P2Y' },
  },
  {
    what: 'how long an enquiry carries in Canada',
    id: /canada-enquiry/,
    law: /CASL s 10\(10\)\(e\)/,
    citation: 'CASL s 10(10)(e): 6 months',
    most: { within: 'P6M' },
  },
  {
    what: 'an opt-out of sale or sharing',
    id: /ccpa-opt-out/,
    law: /7026/,
    citation: '11 CCR 7026(f): 15 business days',
    most: { within: 'P15D', businessDays: true },
    needed: (data) => data.requests.rights.some(({ id }) => id === 'opt-out-sale'),
  },
  {
    what: 'confirming a Californian request',
    id: /ccpa-confirm/,
    law: /7021\(a\)/,
    citation: '11 CCR 7021(a): 10 business days',
    most: { within: 'P10D', businessDays: true },
    needed: (data) => data.requests.rights.some(({ id }) => id === 'opt-out-sale'),
  },
  {
    what: 'answering a Californian request, and extending it',
    id: /ccpa-(answer|extension)/,
    law: /7021\(b\)/,
    citation: '11 CCR 7021(b): 45 calendar days, once extended by 45',
    most: { within: 'P45D' },
    needed: (data) => data.requests.rights.some(({ id }) => id === 'opt-out-sale'),
  },
  {
    what: 'reporting a breach',
    id: /breach/,
    law: /Art\.? 33/,
    citation: 'GDPR and UK GDPR Art 33(1): 72 hours',
    most: { within: 'PT72H' },
    needed: isEuropean,
  },
  {
    what: 'acknowledging a complaint in the United Kingdom',
    id: /complaint-ack/,
    law: /164A/,
    citation: 'DPA 2018 s 164A(3): 30 days',
    most: { within: 'P30D' },
    needed: isBritish,
  },
  {
    what: 'telling people whose data came from others',
    id: /first-contact|art-?14/,
    law: /Art\.? 14/,
    citation: 'GDPR and UK GDPR Art 14(3)(a): one month',
    most: { within: 'P1M' },
    needed: (data) => data.sources.sources.some(({ art14 }) => art14),
  },
  {
    what: 'extending a request',
    id: /extension/,
    law: /^$/,
    citation: 'GDPR and UK GDPR Art 12(3): two further months',
    most: { within: 'P2M' },
  },
  {
    what: 'answering a request in Canada',
    id: /(access|request).*canada/,
    law: /PIPEDA/,
    citation: 'PIPEDA s 8(3): 30 days',
    most: { within: 'P30D' },
  },
  {
    what: 'answering a request',
    id: /^(rights|access|rectification|correction|erasure|restriction|portability|objection|request)/,
    law: /Art\.? 12/,
    citation: 'GDPR and UK GDPR Art 12(3): one month',
    most: { within: 'P1M' },
    needed: isEuropean,
  },
];

/** No clock runs longer than law allows, and those that law asks for exist. */
export function checkClocks({ data, at }: Checking): void {
  const found = new Set<Limit>();
  data.requests.clocks.forEach((clock, i) => {
    const limit = LIMITS.find(
      ({ id, law }) => id.test(clock.id) || (clock.law !== undefined && law.test(clock.law)),
    );
    if (!limit) return;
    found.add(limit);
    const { citation, what, most, least } = limit;
    const said = `"${clock.title}" is ${clockWords(clock)}`;
    const path = ['clocks', i, 'within'];
    if (most && exceeds(clock, most)) {
      at('clock-too-long', 'requests', path, `${said}; the law allows less for ${what}.`, { citation });
    }
    if (least && canExceed(least.within, clock.within)) {
      at('clock-too-short', 'requests', path, `${said}; ${what} for longer.`, { citation });
    }
  });
  for (const limit of LIMITS) {
    if (limit.needed?.(data) && !found.has(limit)) {
      at('missing-clock', 'requests', ['clocks'], `There is no clock for ${limit.what}.`, {
        citation: limit.citation,
      });
    }
  }
}

function exceeds(clock: Clock, most: NonNullable<Limit['most']>): boolean {
  const days = parseDuration(most.within)!.days;
  if (most.businessDays && clock.unit !== 'business-days') {
    // N business days span at least this many calendar days, whatever day they start on.
    return canExceed(clock.within, `P${days + Math.floor(days / 5) * 2}D`);
  }
  if (!most.businessDays && clock.unit === 'business-days') {
    // The other way round: N business days can span this many, before any holiday.
    const promised = parseDuration(clock.within)!.days;
    return canExceed(`P${promised + Math.ceil(promised / 5) * 2}D`, most.within);
  }
  return canExceed(clock.within, most.within);
}
