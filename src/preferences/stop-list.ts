import { KIND_OF_CHANNEL } from '../contacts/normalise.ts';
import { insertSuppressions, suppressionsOf } from '../contacts/suppressions.ts';
import { lockForWriting } from '../db/locks.ts';
import { inTransaction } from '../db/transactions.ts';
import { HeedError } from '../errors.ts';
import { appendFacts } from '../facts/append-facts.ts';
import { knownFacts } from '../facts/known-facts.ts';
import type { NewFact, StoredFact } from '../facts/schema.ts';
import { recordingInstant } from '../facts/write-facts.ts';
import type { Heed } from '../heed.ts';
import { publicId } from '../ids.ts';
import type { LoadedPolicy } from '../policy/policies.ts';
import type { Language } from '../texts/languages.ts';
import { textsIn, worded } from '../texts/texts.ts';
import type { Link, LinkList } from './link-token.ts';
import { listWords } from './lists.ts';
import { type OpenedLink, openLink } from './open-link.ts';

export interface LinkInput {
  /** Id or alias. */
  readonly policy: string;
  readonly token: string;
  /** In which the page is read; the words that are kept are in it. Default: the policy's own. */
  readonly language?: Language;
}

/** What a stop link speaks of: the same for everybody who holds it. */
export interface StopLink {
  readonly policy: LoadedPolicy;
  readonly list: LinkList;
  /** "emails about “Conferences and events”", in the language of `policy` */
  readonly words: string;
  /** Whether undoing is offered; by the age of the link alone. */
  readonly mayStart: boolean;
}

/** What a stop link would stop. Changes nothing. Throws NOT_FOUND for a link that is not genuine. */
export async function readStopLink(heed: Heed, input: LinkInput, now?: number): Promise<StopLink> {
  return describe(await openLink(heed, { ...input, use: 'stop' }, now));
}

/**
 * Ends one mailing to one recipient (RFC 8058), for ever and however often it is asked. A person who is known gets the
 * stop in their history; an address that nobody has (any more) is suppressed by its keyed hash.
 *
 * @throws HeedError NOT_FOUND for a link that is not genuine
 */
export async function stopList(heed: Heed, input: LinkInput, now?: number): Promise<StopLink> {
  const opened = await openLink(heed, { ...input, use: 'stop' }, now);
  const stopped = describe(opened);
  const { channel, purpose, topic } = stopped.list;
  const scope = { channels: [channel], purposes: [purpose], ...(topic ? { topics: [topic] } : {}) };
  await inTransaction(heed, async (inner) => {
    if (opened.recipient && (await stopPerson(inner, opened, scope, stopped.words))) return;
    await suppressLink(inner, opened, 'unsubscribe', scope);
  });
  return stopped;
}

/** The words of the consent that undoing a stop gives; the page shows them and the evidence keeps them. */
export function undoWording({ policy, words }: StopLink): string {
  return textsIn(policy.language).stop.undoWording(policy.data.policy.controller.name, words);
}

/**
 * Takes a stop back: a new consent of the person, with the words they saw. Only while the link may start things.
 *
 * @throws HeedError NOT_FOUND, LINK_TOO_OLD, or UNKNOWN_SUBJECT when nothing is held that could be written to
 */
export async function undoStop(heed: Heed, input: LinkInput, now?: number): Promise<StopLink> {
  const opened = await openLink(heed, { ...input, use: 'stop' }, now);
  const stopped = describe(opened);
  if (!opened.mayStart) throw new HeedError('LINK_TOO_OLD');
  const { recipient, policy } = opened;
  if (!recipient)
    throw new HeedError(
      'UNKNOWN_SUBJECT',
      worded(({ errors }) => errors.noAddress),
    );
  const { channel, purpose, topic } = stopped.list;
  const consent: NewFact = {
    type: 'consent',
    at: new Date().toISOString(),
    channels: [channel],
    purposes: [purpose],
    ...(topic ? { topics: [topic] } : {}),
    method: 'preference_centre',
    ...(KIND_OF_CHANNEL[channel] === recipient.kind ? { identifier: recipient.id } : {}),
    evidence: {
      wording: undoWording(stopped),
      language: policy.language,
      wording_version: policy.version,
      notice_version: policy.version,
      form: 'stop-undo',
      source: 'stop-page',
    },
  };
  await appendFacts(heed, {
    controller: opened.controller,
    subject: publicId('sub', recipient.subject),
    facts: [consent],
    actor: 'person',
  });
  return stopped;
}

function describe({ policy, link, mayStart }: OpenedLink): StopLink {
  // A link of this use is only ever written with its list.
  const list = link.list!;
  return { policy, list, words: listWords(policy, list), mayStart };
}

type Scope = Pick<NewFact, 'channels' | 'purposes' | 'topics'>;

/** False when the person was erased in this very moment. */
async function stopPerson(heed: Heed, opened: OpenedLink, scope: Scope, words: string): Promise<boolean> {
  const subject = publicId('sub', opened.recipient!.subject);
  if (isStopped(await knownFacts(heed, subject), scope)) return true;
  const stop: NewFact = {
    type: 'unsubscribe',
    at: new Date().toISOString(),
    ...scope,
    evidence: {
      wording: textsIn(opened.policy.language).stop.stopWording(words),
      language: opened.policy.language,
      notice_version: opened.policy.version,
      form: 'stop',
      source: 'stop-link',
    },
  };
  try {
    await appendFacts(heed, { controller: opened.controller, subject, facts: [stop], actor: 'person' });
    return true;
  } catch (error) {
    if (error instanceof HeedError && error.code === 'SUBJECT_ERASED') return false;
    throw error;
  }
}

/** Whether the same stop stands already, with no consent after it: a second press adds nothing. */
function isStopped(facts: readonly StoredFact[], scope: Scope): boolean {
  const same = (fact: StoredFact) =>
    fact.type === 'unsubscribe' &&
    fact.identifier === null &&
    (['channels', 'purposes', 'topics'] as const).every(
      (name) => JSON.stringify(fact.clear[name]) === JSON.stringify(scope[name]),
    );
  const last = (of: readonly StoredFact[]) => Math.max(...of.map(({ at }) => Date.parse(at ?? '')));
  const stops = facts.filter(same);
  return stops.length > 0 && last(stops) > last(facts.filter(({ type }) => type === 'consent'));
}

/**
 * Keeps the address of a link from being contacted when no person has it: makes sure that what erasure left stands,
 * and adds what it does not cover. Call it inside a transaction.
 */
export async function suppressLink(
  heed: Heed,
  { controller, link }: { readonly controller: string; readonly link: Link },
  reason: 'unsubscribe' | 'objection',
  scope: Scope = {},
): Promise<void> {
  await lockForWriting(heed.db, [link.hash]);
  const there = (await suppressionsOf(heed.db, controller, [link.hash])).get(link.hash) ?? [];
  const covered = there.some(
    (row) =>
      row.reason === 'erasure' ||
      (row.reason === reason &&
        (['channels', 'purposes', 'topics'] as const).every(
          (name) => JSON.stringify(row[name] ?? undefined) === JSON.stringify(scope[name]),
        )),
  );
  if (covered) return;
  const recordedAt = await recordingInstant(heed.db, []);
  await insertSuppressions(
    heed.db,
    [
      {
        controller,
        kind: link.kind,
        hash: link.hash,
        key_version: link.key_version,
        reason,
        ...scope,
        happened_at: new Date(Date.parse(recordedAt)).toISOString(),
        actor: 'person',
      },
    ],
    recordedAt,
  );
}
