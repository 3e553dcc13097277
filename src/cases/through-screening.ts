import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import canonicalize from 'canonicalize';
import { parse } from 'csv-parse/sync';
import { KIND_OF_CHANNEL } from '../contacts/normalise.ts';
import { type ContactRow, upsertContacts } from '../contacts/upsert-contacts.ts';
import { factToJson } from '../decision/parse-case.ts';
import { HeedError } from '../errors.ts';
import type { NewFact } from '../facts/schema.ts';
import type { Heed } from '../heed.ts';
import { looseUnder } from '../screening/plan.ts';
import { screenList } from '../screening/screen-list.ts';
import type { AnswerCases, CaseAnswer } from './answer.ts';
import { messageOf } from './message-of.ts';
import type { DecisionCase } from './read-cases.ts';
import { type ParsedCase, parseCase } from './through-engine.ts';

const TOGETHER = 200;

interface Person extends ParsedCase {
  /** Place of the case in its list. */
  readonly index: number;
  readonly kind: 'email' | 'phone' | 'post';
  readonly identifier: string;
}

/**
 * Through the whole screening: for each case a made-up person with the facts of the case in the store, and the list
 * screened with the question of the case. Cases that ask the same question share a list.
 */
export function throughScreening(heed: Heed): AnswerCases {
  let made = 0;
  return async (cases) => {
    const answers: CaseAnswer[] = new Array(cases.length);
    const groups = new Map<string, Person[]>();
    cases.forEach((one, index) => {
      try {
        const person = { ...parseCase(one, heed.policies), ...identityOf(one, made++), index };
        const key = questionOf(person);
        groups.set(key, [...(groups.get(key) ?? []), person]);
      } catch (error) {
        answers[index] = { error: messageOf(error) };
      }
    });
    await putPeople(heed, [...groups.values()].flat(), (person, error) => {
      answers[person.index] = { error: messageOf(error) };
    });
    const folder = mkdtempSync(join(tmpdir(), 'heed-cases-'));
    try {
      let number = 0;
      for (const people of groups.values())
        await screenGroup(heed, join(folder, String(number++)), people, answers);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
    return answers;
  };
}

/** The numbers that Ofcom keeps for drama, a thousand in each range. */
const DRAMA = [
  ...['+44207946', '+44163296', '+44770090', '+44113496', '+44114496', '+44115496', '+44116496', '+44117496'],
  ...['+44118496', '+44121496', '+44131496', '+44141496', '+44151496', '+44161496', '+44191498', '+44808157'],
];

/** An address that nobody has: at example.org, or a drama number. */
function identityOf(one: DecisionCase, number: number): Pick<Person, 'kind' | 'identifier'> {
  const kind = KIND_OF_CHANNEL[String(one.json.channel)] ?? 'email';
  if (kind === 'post') return { kind, identifier: `Case ${number}|ZZ99 9ZZ|${number}` };
  if (kind !== 'phone') return { kind: 'email', identifier: `case-${number}@example.org` };
  const range = DRAMA[Math.floor(number / 1000)];
  if (!range)
    throw new HeedError('VALIDATION', 'There are no made-up numbers left. Run fewer cases at once.');
  return { kind, identifier: `${range}${String(number % 1000).padStart(4, '0')}` };
}

function questionOf({ request, policy, kind }: Person): string {
  const { at, controller, channel, purpose, message } = request;
  return canonicalize([at, controller, channel, purpose, message, policy, kind]) ?? '';
}

async function screenGroup(
  heed: Heed,
  path: string,
  people: readonly Person[],
  answers: CaseAnswer[],
): Promise<void> {
  const { request, policy, kind } = people[0]!;
  const known = people.filter(({ index }) => !answers[index]);
  if (known.length === 0) return;
  try {
    const file = `${path}.csv`;
    writeFileSync(
      file,
      `case,${kind}\n${known.map(({ index, identifier }) => `${index},${identifier}\n`).join('')}`,
    );
    const reasons = new Map<number, string>();
    await screenList(heed, {
      file,
      out: path,
      policy: policy.id,
      channel: request.channel,
      purpose: request.purpose,
      message: request.message,
      at: new Date(request.at).toISOString(),
      durable: false,
      under: looseUnder(request.controller, policy),
      onAnswer: (line, reason) => reasons.set(line - 2, reason),
    });
    const allowed = rowsOf(join(path, 'allowed.csv'));
    const refused = rowsOf(join(path, 'refused.csv'));
    known.forEach(({ index }, i) => {
      const id = String(index);
      if (allowed.has(id)) answers[index] = { decision: 'allow', reason: reasons.get(i) };
      else if (refused.has(id)) answers[index] = { decision: 'deny', reason: refused.get(id)!.heed_reason };
      else answers[index] = { error: 'The row is in neither result.' };
    });
  } catch (error) {
    for (const { index } of known) answers[index] = { error: messageOf(error) };
  }
}

/** Puts the people of many cases into the store. A case whose facts cannot be stored is told apart from the rest. */
async function putPeople(
  heed: Heed,
  people: readonly Person[],
  onError: (person: Person, error: unknown) => void,
): Promise<void> {
  const byController = Map.groupBy(people, ({ request }) => request.controller.id);
  for (const [controller, all] of byController) {
    for (let from = 0; from < all.length; from += TOGETHER) {
      const some = all.slice(from, from + TOGETHER);
      const put = (rows: readonly Person[]) =>
        upsertContacts(heed, { controller, actor: 'case', rows: rows.map(contactOf) });
      const results = await put(some).catch(() => null);
      for (const [i, person] of some.entries()) {
        try {
          const status = (results ? results[i] : (await put([person]))[0])?.status;
          if (status !== 'created') throw new Error(`The made-up person was ${status ?? 'lost'}.`);
        } catch (error) {
          onError(person, error);
        }
      }
    }
  }
}

/** The person of a case: the profile that the case tells, as it is at the instant of the contact, and its facts. */
function contactOf({ request, kind, identifier }: Person): ContactRow {
  const profile = request.subject as Omit<NewFact, 'type'>;
  return {
    identifiers: [{ kind, value: identifier }],
    facts: [
      { ...profile, type: 'profile', at: new Date(request.at).toISOString() },
      ...request.facts.map((fact) => {
        const { id: _, ...json } = factToJson(fact);
        return json as NewFact;
      }),
    ],
  };
}

function rowsOf(file: string): Map<string, Record<string, string>> {
  const rows = parse(readFileSync(file, 'utf8'), { columns: true }) as Record<string, string>[];
  return new Map(rows.map((row) => [row.case!, row]));
}
