import { CHANNELS, PURPOSES } from '../decision/types.ts';
import { HeedError, type Issue } from '../errors.ts';
import type { Heed } from '../heed.ts';

/** What a stop covers. A missing list means all, and so does `*`. */
export interface StopScope {
  readonly channels?: readonly string[];
  readonly purposes?: readonly string[];
  readonly topics?: readonly string[];
}

/**
 * Refuses a stop whose channels, purposes or topics Heed does not know: it would be kept, and nothing would ever be
 * held back by it (`phone` stops no `live_call`). The person has to be left alone, so the mistake is told at once.
 *
 * @param policy id or alias of the policy whose topics are known
 * @param root JSON Pointer of the object that holds the lists
 * @returns the stop with its topics written as the policy writes them
 * @throws HeedError VALIDATION, naming each value that is not known, and UNKNOWN_POLICY
 */
export function requireKnownScope<T extends StopScope>(heed: Heed, policy: string, stop: T, root = ''): T {
  const known = heed.policies.get(policy).data.purposes.topics.map(({ id }) => id);
  const topics = stop.topics?.map(
    (topic) => known.find((id) => id.toLowerCase() === topic.toLowerCase()) ?? topic,
  );
  const issues = [
    ...unknownIn(stop.channels, CHANNELS, `${root}/channels`),
    ...unknownIn(stop.purposes, PURPOSES, `${root}/purposes`),
    ...unknownIn(topics, known, `${root}/topics`),
  ];
  if (issues.length > 0)
    throw new HeedError(
      'VALIDATION',
      'This stop names what Heed does not know, so it would stop nothing.',
      issues,
    );
  return topics ? { ...stop, topics } : stop;
}

function unknownIn(list: readonly string[] = [], known: readonly string[], pointer: string): Issue[] {
  return list.flatMap((value, i) =>
    value === '*' || known.includes(value)
      ? []
      : [
          {
            pointer: `${pointer}/${i}`,
            detail:
              known.length > 0
                ? `use one of ${known.join(', ')}; leave the list out for all`
                : 'there is none here; leave the list out for all',
          },
        ],
  );
}
