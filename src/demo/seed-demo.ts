import { sql } from 'kysely';
import { type ContactRow, upsertContacts } from '../contacts/upsert-contacts.ts';
import { inTransaction } from '../db/transactions.ts';
import { dayOf } from '../decision/calendar.ts';
import { HeedError } from '../errors.ts';
import type { Heed } from '../heed.ts';
import { loadDemoRegisters } from './demo-registers.ts';
import { submitDemoForms } from './forms.ts';
import { demoHistory, type Organisation } from './histories.ts';
import { demoPeople } from './people.ts';

/** How many fictional people each organisation of the demo knows. */
export const DEMO_SIZE = { cmp: 2400, institute: 1600 } as const;

const BATCH = 800;

/**
 * Fills a demo store with fictional people, their histories and registers. Does nothing when there are people already;
 * a filling that was interrupted is done again.
 *
 * @throws HeedError NOT_FOR_REAL_DATA outside demo mode
 */
export async function seedDemo(heed: Heed): Promise<{ people: number }> {
  if (heed.mode !== 'demo')
    throw new HeedError('NOT_FOR_REAL_DATA', 'Demo people are for the demo store only.');
  const known = await sql<{ n: string }>`select count(*) as n from subject`.execute(heed.db);
  if (Number(known.rows[0]?.n ?? 0) > 0) return { people: Number(known.rows[0]!.n) };

  const now = Date.now();
  // People come last and at once: where there are any, nothing is missing.
  await loadDemoRegisters(heed, dayOf(now, 'Europe/London'));
  return inTransaction(heed, (inner) => seedPeople(inner, now));
}

async function seedPeople(heed: Heed, now: number): Promise<{ people: number }> {
  let people = 0;
  for (const policy of ['cmp', 'institute'] as const) {
    const organisation = organisationOf(heed, policy);
    const { id: controller } = heed.policies.get(policy).data.policy.controller;
    const known = demoPeople(policy, DEMO_SIZE[policy]);
    const rows = known.map(
      (person): ContactRow => ({
        identifiers: [
          { kind: 'email', value: person.email },
          ...(person.phone ? [{ kind: 'phone' as const, value: person.phone }] : []),
        ],
        facts: demoHistory(person, organisation, now),
        country: person.country,
      }),
    );
    for (let from = 0; from < rows.length; from += BATCH) {
      const batch = rows.slice(from, from + BATCH);
      await upsertContacts(heed, { controller, actor: 'demo', rows: batch });
      people += batch.length;
    }
    await submitDemoForms(heed, policy, known);
  }
  return { people };
}

function organisationOf(heed: Heed, policy: 'cmp' | 'institute'): Organisation {
  const { data, version } = heed.policies.get(policy);
  return {
    policy,
    noticeVersion: version,
    topics: data.purposes.topics.map(({ id }) => id),
    boughtList: data.sources.lists[0]!.id,
  };
}
