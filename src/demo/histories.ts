import type { Evidence, NewFact } from '../facts/schema.ts';
import type { DemoPerson } from './people.ts';
import { type Random, seededRandom } from './random.ts';

/** What happened between an organisation and its fictional people, told in days before now. */

const DAY = 86_400_000;

/** What is asked of a believable past: who the organisation is, and the words it uses. */
export interface Organisation {
  readonly policy: 'cmp' | 'institute';
  readonly noticeVersion: string;
  readonly topics: readonly string[];
  readonly boughtList: string;
}

interface Teller {
  readonly random: Random;
  readonly organisation: Organisation;
  at(daysAgo: number): string;
}

type Story = (teller: Teller) => NewFact[];

function evidence(teller: Teller, form: string, wording: string): Evidence {
  return {
    wording,
    language: 'en',
    wording_version: `${form}-2026-01`,
    notice_version: teller.organisation.noticeVersion,
    form,
    source: `web form ${form}`,
  };
}

function consent(teller: Teller, daysAgo: number, channels: string[], topics?: string[]): NewFact {
  const form = teller.organisation.policy === 'cmp' ? 'newsletter' : 'membership-enquiry';
  return {
    type: 'consent',
    at: teller.at(daysAgo),
    channels,
    purposes: ['direct_marketing'],
    ...(topics && { topics }),
    method: teller.random.chance(0.3) ? 'double_opt_in' : 'unticked_box',
    source: 'direct',
    evidence: evidence(teller, form, 'Yes, write to me about what is new.'),
  };
}

const gave = (teller: Teller, daysAgo: number): NewFact => ({
  type: 'obtained',
  at: teller.at(daysAgo),
  from: 'subject',
});

/** A story that began between `from` and `from + spread` days ago. */
const since =
  (from: number, spread: number, tell: (teller: Teller, daysAgo: number) => NewFact[]): Story =>
  (teller) =>
    tell(teller, from + teller.random.below(spread));

const bought = (t: Teller, d: number, boxTicked: boolean): NewFact[] => [
  gave(t, d),
  { type: 'sale', at: t.at(d), product: 'event:summit' },
  { type: 'refusal_offered', at: t.at(d), used: boxTicked },
];
const listed = (t: Teller, d: number): NewFact => ({
  type: 'obtained',
  at: t.at(d),
  from: 'third_party',
  list: t.organisation.boughtList,
});

/** What people have lived, with the number in a hundred who live it. */
const STORIES: readonly { readonly share: number; readonly story: Story }[] = [
  // Asked for the newsletter and still reads it.
  { share: 26, story: since(20, 900, (t, d) => [gave(t, d), consent(t, d, ['email'])]) },
  // Said yes to email and to calls.
  { share: 12, story: since(10, 500, (t, d) => [gave(t, d), consent(t, d, ['email', 'live_call'])]) },
  // Interested in some topics only.
  {
    share: 8,
    story: since(30, 400, (t, d) => {
      const [first, ...others] = t.organisation.topics;
      return [gave(t, d), consent(t, d, ['email'], [first!, t.random.pick(others)])];
    }),
  },
  // Bought a ticket, could refuse, did not.
  { share: 12, story: since(5, 1000, (t, d) => bought(t, d, false)) },
  // Bought a ticket and ticked the no-marketing box.
  { share: 4, story: since(5, 700, (t, d) => bought(t, d, true)) },
  // Asked about an event.
  {
    share: 6,
    story: since(1, 300, (t, d) => [
      gave(t, d),
      { type: 'enquiry', at: t.at(d), product: 'event:summit', nature: 'purchase' },
    ]),
  },
  // Came with a bought list and was told within the month.
  {
    share: 9,
    story: since(20, 60, (t, d) => [listed(t, d), { type: 'privacy_notice', at: t.at(d - 6), article: 14 }]),
  },
  // Came with a bought list and was not told yet.
  { share: 4, story: since(3, 50, (t, d) => [listed(t, d)]) },
  // Consented, then unsubscribed.
  {
    share: 7,
    story: since(1, 300, (t, d) => [
      gave(t, d + 200),
      consent(t, d + 200, ['email']),
      { type: 'unsubscribe', at: t.at(d), channels: ['email'], via: 'footer-link' },
    ]),
  },
  // Unsubscribed and came back.
  {
    share: 2,
    story: since(90, 60, (t, d) => [
      gave(t, d + 600),
      consent(t, d + 600, ['email']),
      { type: 'unsubscribe', at: t.at(d + 300), channels: ['email'] },
      consent(t, d, ['email']),
    ]),
  },
  // Objected to everything.
  {
    share: 5,
    story: since(1, 400, (t, d) => [gave(t, d + 100), { type: 'objection', at: t.at(d), via: 'letter' }]),
  },
  // Asked for restriction while something is looked into.
  {
    share: 1,
    story: since(4, 20, (t, d) => [
      gave(t, d + 300),
      consent(t, d + 300, ['email', 'live_call']),
      { type: 'restriction', at: t.at(d) },
    ]),
  },
  // Nothing but an old contact record.
  { share: 4, story: since(500, 900, (t, d) => [gave(t, d)]) },
];

/** Profile and history of one person; instants lie before `now` (epoch ms), to the minute. */
export function demoHistory(person: DemoPerson, organisation: Organisation, now: number): NewFact[] {
  const random = seededRandom(person.number * 7919 + (organisation.policy === 'cmp' ? 1 : 2));
  const minute = random.below(600);
  const teller: Teller = {
    random,
    organisation,
    at: (daysAgo) =>
      new Date(Math.floor((now - daysAgo * DAY) / 60_000) * 60_000 - minute * 60_000).toISOString(),
  };
  const { country, region, tz, subscriber, entity } = person;
  const profile: NewFact = {
    type: 'profile',
    at: teller.at(1500),
    country,
    ...(region && { region }),
    ...(tz && { tz }),
    subscriber,
    subscriber_reason: subscriber === 'corporate' ? 'company-domain' : 'private-address',
    entity,
    evidence: { note: `${person.first} ${person.last}, ${person.jobTitle}, ${person.company}` },
  };
  const facts = [profile, ...storyOf(random)(teller)];
  if (region === 'US-CA') {
    facts.push({ type: 'notice_at_collection', at: teller.at(600), mentions_sale_share: true });
    if (random.chance(0.2))
      facts.push({
        type: 'opt_out_sale_share',
        at: teller.at(40 + random.below(500)),
        via: random.chance(0.5) ? 'gpc' : 'form',
      });
  }
  return facts;
}

function storyOf(random: Random): Story {
  let point = random.below(100);
  for (const { share, story } of STORIES) {
    if (point < share) return story;
    point -= share;
  }
  return STORIES[0]!.story;
}
