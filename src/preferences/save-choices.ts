import { KIND_OF_CHANNEL } from '../contacts/normalise.ts';
import { lockForWriting } from '../db/locks.ts';
import { inTransaction } from '../db/transactions.ts';
import { appendFacts } from '../facts/append-facts.ts';
import type { NewFact } from '../facts/schema.ts';
import type { Heed } from '../heed.ts';
import { publicId } from '../ids.ts';
import { textsIn } from '../texts/texts.ts';
import type { List } from './lists.ts';
import { type OpenedLink, openLink } from './open-link.ts';
import { readChoices } from './read-choices.ts';
import { newReference } from './reference.ts';
import { type LinkInput, suppressLink } from './stop-list.ts';

export interface SaveChoicesInput extends LinkInput {
  /** No marketing of any kind; whatever else is ticked. */
  readonly stopAll: boolean;
  /** Ids of the lists that are ticked. */
  readonly wanted: ReadonlySet<string>;
  /** Channels that the page offered: what it did not show, it does not stop. */
  readonly offered: ReadonlySet<string>;
  /** Ids of the lists that the page showed as ticked: only a tick that is new starts anything. */
  readonly shown: ReadonlySet<string>;
  readonly sharing: boolean;
  readonly sharingShown: boolean;
}

export interface SavedChoices {
  /** Null when nothing was different from before. */
  readonly reference: string | null;
  readonly started: number;
  readonly stopped: number;
  /** Ticks that were passed over because the link may no longer start anything. */
  readonly refused: number;
}

/** The words beside a box, kept as evidence of what its tick meant. */
export function choiceWording({ policy }: Pick<OpenedLink, 'policy'>, list: List): string {
  const { lists } = textsIn(policy.language);
  const topic = policy.data.purposes.topics.find(({ id }) => id === list.topic)?.title;
  const whole = list.purpose === 'third_party_promotion' ? lists.offersOfOthers : lists.ownOffers;
  const about = topic ? lists.topic(topic) : whole;
  return lists.wording(policy.data.policy.controller.name, lists.may[list.channel], about);
}

/** The words beside the box for passing details on. */
export function sharingWording({ policy }: Pick<OpenedLink, 'policy'>): string {
  const { lists } = textsIn(policy.language);
  const shared = policy.data.purposes.purposes.find(({ contact_as }) => contact_as === 'share_third_party');
  return lists.sharingWording(shared?.title ?? lists.sharing, policy.data.policy.controller.name);
}

/**
 * Saves what a person chose on their page, all or nothing; once it returns, every decision sees it. Unticking stops,
 * whatever the age of the link; ticking gives a consent with the words that were shown, while the link is young.
 *
 * @throws HeedError NOT_FOUND for a link that is not genuine
 */
export async function saveChoices(heed: Heed, input: SaveChoicesInput, now?: number): Promise<SavedChoices> {
  const opened = await openLink(heed, { ...input, use: 'preferences' }, now);
  const { recipient, controller } = opened;
  return inTransaction(heed, async (inner) => {
    if (!recipient) {
      if (input.stopAll) await suppressLink(inner, opened, 'objection');
      const refused = [...input.wanted].length + (input.sharing ? 1 : 0);
      return {
        reference: null,
        started: 0,
        stopped: input.stopAll ? 1 : 0,
        refused: input.stopAll ? 0 : refused,
      };
    }
    // The choices are compared with those that stand, so nobody else may change them in between.
    await lockForWriting(inner.db, [recipient.subject]);
    const reference = newReference();
    const { facts, refused } = await changes(inner, opened, input, reference);
    if (facts.length > 0)
      await appendFacts(inner, {
        controller,
        subject: publicId('sub', recipient.subject),
        facts,
        actor: 'person',
      });
    const started = facts.filter(({ type }) => type === 'consent').length;
    return {
      reference: facts.length > 0 ? reference : null,
      started,
      stopped: facts.filter(({ type }) => type === 'withdrawal' || type === 'objection').length,
      refused,
    };
  });
}

async function changes(
  heed: Heed,
  opened: OpenedLink,
  input: SaveChoicesInput,
  reference: string,
): Promise<{ facts: NewFact[]; refused: number }> {
  const at = new Date().toISOString();
  const { version, language } = opened.policy;
  const { lists } = textsIn(language);
  const fact = (fields: Omit<NewFact, 'at' | 'evidence'>, wording: string): NewFact => ({
    ...fields,
    at,
    evidence: {
      wording,
      language,
      wording_version: version,
      notice_version: version,
      form: 'preference-centre',
      source: 'preference-centre',
      reference,
    },
  });
  // A sale under Californian law is ended by its own kind of act (Civ Code 1798.120); elsewhere that one changes nothing.
  if (input.stopAll) {
    const optOut = fact({ type: 'opt_out_sale_share', via: 'preference_centre' }, lists.stopAll);
    return { facts: [fact({ type: 'objection' }, lists.stopAll), optOut], refused: 0 };
  }

  const choices = await readChoices(heed, opened);
  const facts: NewFact[] = [];
  let refused = 0;
  for (const list of choices.lists) {
    const scope = {
      channels: [list.channel],
      purposes: [list.purpose],
      ...(list.topic ? { topics: [list.topic] } : {}),
    };
    const wanted = input.wanted.has(list.id);
    if (!input.offered.has(list.channel)) continue;
    if (list.on && !wanted) {
      const type = list.reason === 'A_CONSENT' ? 'withdrawal' : 'objection';
      facts.push(fact({ type, ...scope }, lists.notTicked(choiceWording(opened, list))));
    } else if (!list.on && wanted && !input.shown.has(list.id)) {
      const own = KIND_OF_CHANNEL[list.channel] === opened.recipient!.kind;
      const identifier = own ? { identifier: opened.recipient!.id } : {};
      const consent = { type: 'consent', ...scope, ...identifier, method: 'preference_centre' } as const;
      if (opened.mayStart) facts.push(fact(consent, choiceWording(opened, list)));
      else refused++;
    }
  }
  const sharing = choices.sharing;
  const purposes = ['share_third_party'];
  if (sharing?.on && !input.sharing) {
    facts.push(fact({ type: 'withdrawal', purposes }, lists.notTicked(sharingWording(opened))));
    facts.push(
      fact({ type: 'opt_out_sale_share', via: 'preference_centre' }, lists.notTicked(sharingWording(opened))),
    );
  } else if (sharing && !sharing.on && input.sharing && !input.sharingShown) {
    if (!opened.mayStart) return { facts, refused: refused + 1 };
    const method = 'preference_centre';
    facts.push(fact({ type: 'consent', purposes, channels: [], method }, sharingWording(opened)));
    facts.push(fact({ type: 'opt_in_sale_share', via: 'preference_centre' }, sharingWording(opened)));
  }
  return { facts, refused };
}
