import { askEngine, type Gathered, gatherContact } from '../contacts/gather-contact.ts';
import { KIND_OF_CHANNEL } from '../contacts/normalise.ts';
import { policyInForce } from '../contacts/policy-in-force.ts';
import { resolveAddressees } from '../contacts/resolve-addressees.ts';
import { consentState } from '../decision/consent.ts';
import type { Heed } from '../heed.ts';
import { publicId } from '../ids.ts';
import { type List, listsOf } from './lists.ts';
import type { OpenedLink } from './open-link.ts';

/** Whether somebody may be contacted for a list as things stand, seen from the person's side. */
export interface ListChoice extends List {
  readonly on: boolean;
  /** Reason code of the engine, such as `A_CONSENT` or `D_UNSUBSCRIBED`. */
  readonly reason: string;
}

export interface Choices {
  /** Of the channels by which the person can be reached. */
  readonly lists: readonly ListChoice[];
  /** Channels for which no address of theirs is held. */
  readonly unreachable: readonly string[];
  /** Passing details on; null where the policy never does. */
  readonly sharing: { readonly title: string; readonly on: boolean } | null;
}

/** Refusals that end without the person doing anything: a number that is screened tomorrow may be called. */
const MAY_CHANGE: ReadonlySet<string> = new Set([
  'D_NOT_SCREENED',
  'D_SCREEN_STALE',
  'D_ART14_MISSING',
  'D_ART14_LATE',
  'D_CASL_SAME_DAY',
]);

/** The person said no, or the law says no for them. */
const STOPPED: ReadonlySet<string> = new Set([
  'D_OBJECTION',
  'D_UNSUBSCRIBED',
  'D_WITHDRAWN',
  'D_RESTRICTED',
  'D_SUPPRESSED_ERASED',
]);

/** A topic that no fact names: it is covered by what covers everything, and by nothing else. */
const ANY_OTHER = 'any-other-topic';

/**
 * What a recipient may get today, list by list: what they chose, and what the law allows without asking them. For the
 * channel of the link's own address only that address counts; for others, any that the person has.
 */
export async function readChoices(heed: Heed, opened: OpenedLink, at: number = Date.now()): Promise<Choices> {
  const lists = listsOf(opened.policy);
  const shared = opened.policy.data.purposes.purposes.find(
    ({ contact_as }) => contact_as === 'share_third_party',
  );
  const { recipient } = opened;
  if (!recipient) {
    const nothing = lists.map((list) => ({ ...list, on: false, reason: 'D_NO_CONSENT' }));
    return { lists: nothing, unreachable: [], sharing: shared ? { title: shared.title, on: false } : null };
  }
  const policy = policyInForce(heed, opened.policy.id);
  const subject = publicId('sub', recipient.subject);
  const gathered = new Map<string, Gathered[]>();
  const unreachable: string[] = [];
  for (const channel of new Set(lists.map((list) => list.channel))) {
    const kind = KIND_OF_CHANNEL[channel];
    const all = await resolveAddressees(heed, opened.controller, { subject, channel });
    const own = kind === recipient.kind ? all.filter((one) => one.identifier === recipient.id) : all;
    if (kind && own.every(({ identifier }) => identifier === null)) unreachable.push(channel);
    gathered.set(channel, await gatherContact(heed, opened.controller, own.length > 0 ? own : all, { at }));
  }
  const ask = (one: Gathered, channel: string, purpose: string, topic: string | null) => {
    const message = { topic: topic ?? ANY_OTHER };
    const { decision, request } = askEngine([one], policy, { at, channel, purpose, message }, null);
    const { reason } = decision;
    const consented = request.facts.some(
      (fact) =>
        fact.type === 'consent' &&
        consentState(
          fact,
          { controller: opened.controller, channel, purpose, message: request.message },
          at,
        ) === 'ok',
    );
    const on = decision.decision === 'allow' || MAY_CHANGE.has(reason) || (consented && !STOPPED.has(reason));
    return { on, reason };
  };
  const any = (channel: string, purpose: string, topic: string | null) => {
    const answers = gathered.get(channel)!.map((one) => ask(one, channel, purpose, topic));
    return answers.find(({ on }) => on) ?? answers[0]!;
  };
  const first = lists[0]?.channel;
  return {
    unreachable,
    lists: lists
      .filter(({ channel }) => !unreachable.includes(channel))
      .map((list) => ({ ...list, ...any(list.channel, list.purpose, list.topic) })),
    sharing: shared && first ? { title: shared.title, on: any(first, 'share_third_party', null).on } : null,
  };
}
