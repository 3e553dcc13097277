import { CHANNELS, PURPOSES } from '../decision/types.ts';
import { HeedError, type Issue } from '../errors.ts';

/** What a stop covers. A missing list means all, and so does `*`. */
export interface StopScope {
  readonly channels?: readonly string[];
  readonly purposes?: readonly string[];
}

/**
 * Refuses a stop whose channels or purposes Heed does not know: it would be kept, and nothing would ever be held back
 * by it (`phone` stops no `live_call`). The person has to be left alone, so the mistake is told at once.
 *
 * @param root JSON Pointer of the object that holds the lists
 * @throws HeedError VALIDATION, naming each value that is not known
 */
export function requireKnownScope({ channels, purposes }: StopScope, root = ''): void {
  const issues = [
    ...unknownIn(channels, CHANNELS, `${root}/channels`),
    ...unknownIn(purposes, PURPOSES, `${root}/purposes`),
  ];
  if (issues.length > 0)
    throw new HeedError(
      'VALIDATION',
      'This stop names what Heed does not know, so it would stop nothing.',
      issues,
    );
}

function unknownIn(list: readonly string[] = [], known: readonly string[], pointer: string): Issue[] {
  return list.flatMap((value, i) =>
    value === '*' || known.includes(value)
      ? []
      : [
          {
            pointer: `${pointer}/${i}`,
            detail: `use one of ${known.join(', ')}; leave the list out for all`,
          },
        ],
  );
}
