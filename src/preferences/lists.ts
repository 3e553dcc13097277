import type { Channel, Purpose } from '../decision/types.ts';
import type { LoadedPolicy } from '../policy/policies.ts';
import { textsIn } from '../texts/texts.ts';
import type { LinkList } from './link-token.ts';

/** One thing that a person can say yes or no to. */
export interface List {
  /** `direct_marketing.email.events`; `*` where there is no topic. */
  readonly id: string;
  readonly purpose: Purpose;
  readonly channel: Channel;
  /** Null: whatever the purpose is about. */
  readonly topic: string | null;
  /** "Conferences and events", or the title of the purpose. */
  readonly title: string;
}

const ASKED: readonly Purpose[] = ['direct_marketing', 'third_party_promotion'];

/** Every list that a policy runs, in its own order: marketing purposes by channel by topic. */
export function listsOf({ data }: Pick<LoadedPolicy, 'data'>): List[] {
  return ASKED.flatMap((purpose) => {
    const served = data.purposes.purposes.filter(({ contact_as }) => contact_as === purpose);
    const channels = [...new Set(served.flatMap((one) => one.channels))];
    const topics = topicsOf(data, purpose);
    return channels.flatMap((channel) =>
      (topics.length > 0 ? topics : [null]).map((topic) => ({
        id: `${purpose}.${channel}.${topic?.id ?? '*'}`,
        purpose,
        channel,
        topic: topic?.id ?? null,
        title: topic?.title ?? served[0]!.title,
      })),
    );
  });
}

/**
 * The topics of a purpose: those that forms offer for it. Marketing of one's own takes all the others, so that every
 * topic can be said no to somewhere.
 */
function topicsOf(data: LoadedPolicy['data'], purpose: Purpose) {
  const offered = new Map<string, Set<string>>();
  for (const choice of data.forms.forms.flatMap(({ choices }) => choices))
    for (const one of choice.purposes) {
      const topics = offered.get(one) ?? new Set();
      if (choice.kind === 'opt_in') for (const topic of choice.topics) topics.add(topic);
      offered.set(one, topics);
    }
  const others = new Set(
    [...offered].filter(([name]) => name !== 'direct_marketing').flatMap(([, topics]) => [...topics]),
  );
  return data.purposes.topics.filter(({ id }) =>
    purpose === 'direct_marketing' ? !others.has(id) : offered.get(purpose)?.has(id),
  );
}

/** "emails about “Conferences and events”", for a sentence such as "Stop …". */
export function listWords(policy: Pick<LoadedPolicy, 'data' | 'language'>, list: LinkList): string {
  const { lists } = textsIn(policy.language);
  const topic = policy.data.purposes.topics.find(({ id }) => id === list.topic)?.title;
  const what = lists.messages[list.channel];
  if (topic) return lists.about(what, topic);
  return list.purpose === 'third_party_promotion' ? lists.marketingOfOthers(what) : lists.marketing(what);
}
