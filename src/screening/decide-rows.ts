import { type ContactKey, type LoadedContact, loadContacts } from '../contacts/load-contacts.ts';
import { decide } from '../decision/decide.ts';
import {
  type Decision,
  type DecisionRequest,
  type Fact,
  STOP_TYPES,
  type Subject,
} from '../decision/types.ts';
import type { Heed } from '../heed.ts';
import type { RowRules } from './plan.ts';
import type { ReadRow } from './read-row.ts';

/** Where the facts about a number come from. `state` tells numbers apart whose facts differ. */
export interface NumberFacts {
  factsFor(e164: string): readonly Fact[];
  state(e164: string): string;
}

/** What a row gets. */
export interface RowAnswer {
  readonly reason: string;
  /** RFC 3339, or null. */
  readonly changesAt: string | null;
  /** Hex hashes of the row's identifiers, by which a later stop finds the row. */
  readonly hashes: readonly string[];
}

/** What is known when rows are decided. */
export interface Knowledge {
  /** Epoch ms of the contact. */
  readonly at: number;
  /** RFC 3339; absent for everything that is recorded now. */
  readonly knownAt?: string;
  readonly numbers: NumberFacts;
}

const STOPS: ReadonlySet<string> = new Set(STOP_TYPES);

/** Answers kept for people of whom nothing is known; lists are full of them and they fall into few classes. */
const KEPT = 20_000;

export interface Asked {
  readonly request: DecisionRequest;
  readonly hashes: readonly string[];
  /** Names everything the answer depends on, where that is little; else undefined. */
  readonly alike: string | undefined;
}

/** Decides the rows of one run. It keeps answers for unknown people, so make one for each question and knowledge. */
export class RowDecider {
  readonly #heed: Heed;
  readonly #rules: RowRules;
  readonly #knowledge: Knowledge;
  readonly #origin: Fact | null;
  readonly #kept = new Map<string, { readonly reason: string; readonly changesAt: string | null }>();

  constructor(heed: Heed, rules: RowRules, knowledge: Knowledge) {
    this.#heed = heed;
    this.#rules = rules;
    this.#knowledge = knowledge;
    this.#origin = rules.origin(knowledge.at);
  }

  /** Reason and expiry of each row, in order. */
  async decide(rows: readonly ReadRow[]): Promise<RowAnswer[]> {
    const asked = await this.#ask(rows);
    return asked.map(({ request, hashes, alike }) => {
      const kept = alike === undefined ? undefined : this.#kept.get(alike);
      if (kept) return { ...kept, hashes };
      const { reason, changes_at } = decide(request, this.#rules.policy.contact);
      const answer = { reason, changesAt: changes_at };
      if (alike !== undefined && this.#kept.size < KEPT) this.#kept.set(alike, answer);
      return { ...answer, hashes };
    });
  }

  /** The full decision for one row, and whose it is. */
  async explain(row: ReadRow): Promise<{ readonly decision: Decision; readonly subject: string | null }> {
    const [first] = await this.#load([row]);
    const [asked] = await this.#ask([row]);
    return {
      decision: decide(asked!.request, this.#rules.policy.contact, this.#knowledge.knownAt ?? null),
      subject: first!.subject,
    };
  }

  #load(rows: readonly ReadRow[]): Promise<LoadedContact[]> {
    const { at, knownAt } = this.#knowledge;
    const keys: ContactKey[] = rows.flatMap((row) => row.identifiers);
    return loadContacts(this.#heed, this.#rules.policy.controller.id, keys, { at, knownAt });
  }

  async #ask(rows: readonly ReadRow[]): Promise<Asked[]> {
    const contacts = await this.#load(rows);
    let next = 0;
    return rows.map((row) => {
      const own = contacts[next]!;
      const others = contacts.slice(next + 1, next + row.identifiers.length);
      next += row.identifiers.length;
      return askRow({ ...this.#rules, ...this.#knowledge, origin: this.#origin }, row, own, others);
    });
  }
}

/** What the questions of one run have in common. */
export interface Asking extends Pick<RowRules, 'policy' | 'question'>, Pick<Knowledge, 'at' | 'numbers'> {
  /** Where the list came from, for people who are not known otherwise. */
  readonly origin: Fact | null;
}

/**
 * The question for one row: the facts of the person whom the channel's identifier belongs to, what the registers say
 * of the number, and every stop on the other identifiers that the row gives. A permission under another identifier
 * counts only where it is the same person's.
 */
export function askRow(
  { policy, question, at, numbers, origin }: Asking,
  row: ReadRow,
  own: LoadedContact,
  others: readonly LoadedContact[],
): Asked {
  const { kind, value } = row.identifiers[0]!;
  const facts: Fact[] = [...own.facts];
  for (const other of others) {
    for (const fact of other.facts) {
      if (STOPS.has(fact.type) && !(fact.id && facts.some(({ id }) => id === fact.id))) facts.push(fact);
    }
  }
  const unknown = facts.length === 0 && own.subject === null && !row.optedOut;
  if (own.subject === null && origin) facts.push(origin);
  if (row.optedOut) facts.push({ type: 'objection', at, via: 'list' });
  if (kind === 'phone') facts.push(...numbers.factsFor(value));
  const subject = mergeSubject(row.subject, own.profile, at);
  return {
    request: {
      at,
      controller: policy.controller,
      subject,
      channel: question.channel,
      purpose: question.purpose,
      message: question.message,
      facts,
    },
    hashes: [own.hash, ...others.map(({ hash }) => hash)],
    alike: unknown
      ? `${kind === 'phone' ? numbers.state(value) : ''}\0${JSON.stringify(subject)}`
      : undefined,
  };
}

/** What is recorded wins over what a list says; of two ages the lower one counts. */
function mergeSubject(listed: ReadRow['subject'], profile: Subject, at: number): Subject {
  const { birth_year, ...said } = listed;
  // The birthday of this year may still be to come.
  const age =
    said.age ?? (birth_year === undefined ? undefined : new Date(at).getUTCFullYear() - birth_year - 1);
  const ages = [age, profile.age].filter((one) => one !== undefined);
  return { ...said, ...profile, ...(ages.length > 0 && { age: Math.max(0, Math.min(...ages)) }) };
}
