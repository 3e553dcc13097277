/** Puts known people into a store: each with a profile, a consent and dealings, ten facts in all. */
import { upsertContacts } from '../src/contacts/upsert-contacts.ts';
import { seededRandom } from '../src/demo/random.ts';
import type { NewFact } from '../src/facts/schema.ts';
import type { Heed } from '../src/heed.ts';

const DAY = 86_400_000;

export const personEmail = (i: number): string => `known.${i}@example.org`;

export async function addPeople(heed: Heed, from: number, to: number): Promise<void> {
  const random = seededRandom(from + 1);
  const start = Date.parse('2024-01-01T09:00:00Z');
  const day = () => new Date(start + random.below(700) * DAY).toISOString();
  for (let done = from; done < to; done += 1000)
    await upsertContacts(heed, {
      controller: 'cmp',
      actor: 'bench',
      rows: Array.from({ length: Math.min(1000, to - done) }, (_, i) => {
        const facts: NewFact[] = [{ type: 'profile', at: '2024-01-01T00:00:00Z', country: 'GB' }];
        if (random.chance(0.6))
          facts.push({
            type: 'consent',
            at: day(),
            channels: ['email'],
            purposes: ['direct_marketing'],
            method: 'unticked_box',
          });
        if (random.chance(0.2)) facts.push({ type: 'unsubscribe', at: day(), channels: ['email'] });
        while (facts.length < 10)
          facts.push(
            random.chance(0.3)
              ? { type: 'enquiry', at: day(), product: `event:${facts.length}` }
              : { type: 'sale', at: day(), product: `event:${facts.length}` },
          );
        return { identifiers: [{ kind: 'email' as const, value: personEmail(done + i) }], facts };
      }),
    });
}
