import { setImmediate } from 'node:timers/promises';
import type { Kysely } from 'kysely';
import { lockForWriting } from '../db/locks.ts';
import type { Database } from '../db/tables.ts';
import { inTransaction } from '../db/transactions.ts';
import type { WrappedKey } from '../db/vault.ts';
import { type FactRow, prepareFact } from '../facts/prepare-fact.ts';
import { writeProjections } from '../facts/project-facts.ts';
import type { NewFact } from '../facts/schema.ts';
import { subjectKeys } from '../facts/subject-keys.ts';
import { insertFacts, markRecorded, recordingInstant } from '../facts/write-facts.ts';
import type { Heed } from '../heed.ts';
import { newUuid, publicId } from '../ids.ts';
import { requireApart } from '../policy/kept-apart.ts';
import { journalFacts } from './erasure-journal.ts';
import {
  findIdentifiers,
  type HashedIdentifier,
  hashIdentifier,
  type IdentifierRow,
  identifierRow,
  insertIdentifiers,
  type NewIdentifierRow,
} from './identifiers.ts';
import { historiesOf, insertSubjects } from './new-people.ts';
import type { Identifier, IdentifierKind } from './normalise.ts';
import { suppressedAmong } from './suppressed-among.ts';

/** One person as a list gives them. */
export interface ContactRow {
  /** At least one. The first that is known decides whose row it is. */
  readonly identifiers: readonly Identifier[];
  /**
   * What the row says: `profile`, `obtained`, `sale`, … Repeats of known facts change nothing. `about` ties a fact to
   * the row's identifier of that kind; without it the fact is about the person.
   */
  readonly facts: readonly (NewFact & { readonly about?: IdentifierKind })[];
  /** For reading national phone numbers. Default GB. */
  readonly country?: string;
}

export type UpsertedContact =
  | {
      readonly status: 'created' | 'updated' | 'unchanged';
      /** `sub_…` */
      readonly subject: string;
      readonly facts_added: number;
      /** Identifiers of the row that stay with somebody else who had them first. */
      readonly taken: number;
    }
  /** An identifier of the row is suppressed; nothing of the row was kept. */
  | { readonly status: 'suppressed' }
  /** An identifier of the row is not usable; `kind` says which, the value is not repeated. */
  | { readonly status: 'invalid'; readonly kind: string };

export interface UpsertContactsInput {
  readonly controller: string;
  readonly actor: string;
  /** Best around 1,000. */
  readonly rows: readonly ContactRow[];
  /** Take in people who are suppressed as well: only for what the person did themself. Default false. */
  readonly keepSuppressed?: boolean;
}

interface Plan {
  readonly row: ContactRow;
  readonly identifiers: readonly HashedIdentifier[];
  subject?: string;
  fresh?: boolean;
}

/**
 * Takes in many people in a few statements, all or none: finds or creates each, adds identifiers and facts.
 * Answers in the order of the rows. Rows of one call may be about one person.
 */
export async function upsertContacts(heed: Heed, input: UpsertContactsInput): Promise<UpsertedContact[]> {
  requireApart(
    heed.policies,
    input.controller,
    input.rows.flatMap(({ facts }) => facts),
  );
  return inTransaction(heed, async (inner) => {
    const results: UpsertedContact[] = new Array(input.rows.length);
    const plans: (Plan | undefined)[] = input.rows.map((row, i) => {
      const identifiers = hashRow(heed, input.controller, row);
      if (Array.isArray(identifiers)) return { row, identifiers };
      results[i] = { status: 'invalid', kind: identifiers.invalid };
      return undefined;
    });
    await refuseSuppressed(inner, input, plans, results);
    const open = plans.filter((plan) => plan !== undefined);
    await assignSubjects(inner.db, input.controller, open);
    const outcome = await write(inner, input, open);
    plans.forEach((plan, i) => {
      if (plan) results[i] = outcome.get(plan)!;
    });
    return results;
  });
}

function hashRow(heed: Heed, controller: string, row: ContactRow): HashedIdentifier[] | { invalid: string } {
  const hashed: HashedIdentifier[] = [];
  for (const identifier of row.identifiers) {
    try {
      hashed.push(hashIdentifier(heed.vault, controller, identifier, row.country));
    } catch {
      return { invalid: identifier.kind };
    }
  }
  return hashed.length === 0 ? { invalid: 'identifier' } : hashed;
}

async function refuseSuppressed(
  heed: Heed,
  input: UpsertContactsInput,
  plans: (Plan | undefined)[],
  results: UpsertedContact[],
): Promise<void> {
  if (input.keepSuppressed) return;
  const hashes = plans.flatMap((plan) => plan?.identifiers.flatMap((identifier) => identifier.hashes) ?? []);
  const suppressed = await suppressedAmong(heed, input.controller, hashes);
  if (suppressed.size === 0) return;
  plans.forEach((plan, i) => {
    if (!plan?.identifiers.some(({ hashes: all }) => all.some((hash) => suppressed.has(hash)))) return;
    results[i] = { status: 'suppressed' };
    plans[i] = undefined;
  });
}

/** Gives every plan its person: the one who has an identifier of the row, or a new one shared by alike rows. */
async function assignSubjects(
  db: Kysely<Database>,
  controller: string,
  plans: readonly Plan[],
): Promise<void> {
  const known = await findIdentifiers(
    db,
    controller,
    plans.flatMap((plan) => plan.identifiers.flatMap((i) => i.hashes)),
  );
  const owner = new Map([...known].map(([hash, row]) => [hash, row.subject]));
  for (const plan of plans) {
    const all = plan.identifiers.flatMap((identifier) => identifier.hashes);
    plan.subject = all.map((hash) => owner.get(hash)).find(Boolean);
    if (!plan.subject) {
      plan.subject = newUuid();
      plan.fresh = true;
    }
    for (const hash of all) if (!owner.has(hash)) owner.set(hash, plan.subject);
  }
}

async function write(
  heed: Heed,
  input: UpsertContactsInput,
  plans: readonly Plan[],
): Promise<Map<Plan, UpsertedContact>> {
  const { db, vault } = heed;
  const { controller, actor } = input;
  const fresh = plans.filter((plan) => plan.fresh).map((plan) => plan.subject!);
  // New people are locked by the hashes under which somebody else may be making them at this moment.
  const made = plans
    .filter((plan) => plan.fresh)
    .flatMap((plan) => plan.identifiers.flatMap(({ hashes }) => hashes));
  const old = [...new Set(plans.filter((plan) => !plan.fresh).map((plan) => plan.subject!))].filter(
    (subject) => !fresh.includes(subject),
  );
  await lockForWriting(db, [...old, ...made]);
  const known = await refindRaced(db, controller, plans);

  const keys = new Map<string, { key: Buffer; stored?: WrappedKey }>();
  const subjects = [...new Set(plans.map((plan) => plan.subject!))];
  for (const [subject, stored] of await subjectKeys(db, subjects)) {
    keys.set(subject, { key: vault.openSubjectKey(subject, stored) });
  }
  const created = subjects.filter((subject) => !keys.has(subject));
  for (const subject of created) keys.set(subject, vault.newSubjectKey(subject));
  const recordedAt = await recordingInstant(db, subjects);
  const madeSubjects = underWay(
    insertSubjects(
      db,
      controller,
      created.map((subject) => ({ subject, ...keys.get(subject)!.stored! })),
      recordedAt,
    ),
  );
  // The server works on one statement while the next is prepared: each pause lets the last one go out.
  await setImmediate();
  const identifiers = new Map<string, NewIdentifierRow>();
  const idsOf = new Map<Plan, ReadonlyMap<string, string>>();
  for (const plan of plans) {
    const owner = { controller, subject: plan.subject!, key: keys.get(plan.subject!)!.key };
    const ids = new Map<string, string>();
    for (const identifier of plan.identifiers) {
      const there = identifier.hashes.map((hash) => known.get(hash)).find(Boolean);
      if (!there && !identifiers.has(identifier.hash)) {
        identifiers.set(identifier.hash, identifierRow(vault, controller, owner, identifier));
      }
      const row = there ?? identifiers.get(identifier.hash)!;
      if (row.subject === owner.subject && !ids.has(identifier.kind)) ids.set(identifier.kind, row.id);
    }
    idsOf.set(plan, ids);
  }
  await madeSubjects;
  const madeIdentifiers = underWay(insertIdentifiers(db, [...identifiers.values()], recordedAt));
  await setImmediate();
  const factRows: FactRow[] = [];
  const factsOfPlan = new Map<Plan, string[]>();
  for (const plan of plans) {
    const owner = { controller, subject: plan.subject!, key: keys.get(plan.subject!)!.key };
    const rows = plan.row.facts.map(({ about, ...fact }) => {
      const identifier = about ? idsOf.get(plan)!.get(about) : fact.identifier;
      return prepareFact(vault, owner, { ...fact, identifier }, recordedAt, actor);
    });
    factsOfPlan.set(
      plan,
      rows.map((row) => row.id),
    );
    factRows.push(...rows);
  }
  const addedIdentifiers = await madeIdentifiers;
  const addedFacts = await insertFacts(db, factRows);
  const added = factRows.filter(({ id }) => addedFacts.has(id));
  const changed = [...new Set(added.map((row) => row.subject))];
  await markRecorded(
    db,
    changed.filter((subject) => !keys.get(subject)!.stored),
    recordedAt,
  );
  await writeProjections(db, await historiesOf(db, changed, added, new Set(created)), recordedAt);
  await journalFacts(
    db,
    heed.folder,
    added,
    [...identifiers.values()].filter(
      ({ hash, subject }) => addedIdentifiers.has(hash) && !keys.get(subject)!.stored,
    ),
  );
  const owners = new Map([...known].map(([hash, row]) => [hash, row.subject]));
  const lost: string[] = [];
  for (const { hash, subject } of identifiers.values())
    if (addedIdentifiers.has(hash)) owners.set(hash, subject);
    else lost.push(hash);
  // Somebody else was quicker with an address that a known person was to get.
  for (const [hash, row] of await findIdentifiers(db, controller, lost)) owners.set(hash, row.subject);
  return describe(plans, owners, new Set(created), addedIdentifiers, addedFacts, factsOfPlan);
}

/** A statement that is awaited later; should something else fail first, nobody is left to hear of its failure. */
function underWay<T>(statement: Promise<T>): Promise<T> {
  statement.catch(() => {});
  return statement;
}

/**
 * Looks again under the locks: somebody else may have made the same person meanwhile, who is then the one.
 * Returns every known identifier of the rows, by hash.
 */
async function refindRaced(
  db: Kysely<Database>,
  controller: string,
  plans: readonly Plan[],
): Promise<Map<string, IdentifierRow>> {
  const hashesOf = (plan: Plan) => plan.identifiers.flatMap((identifier) => identifier.hashes);
  const known = await findIdentifiers(db, controller, plans.flatMap(hashesOf));
  const moved = new Map<string, string>();
  for (const plan of plans.filter(({ fresh }) => fresh)) {
    const row = hashesOf(plan)
      .map((hash) => known.get(hash))
      .find(Boolean);
    if (row) moved.set(plan.subject!, row.subject);
  }
  if (moved.size > 0) {
    for (const plan of plans) plan.subject = moved.get(plan.subject!) ?? plan.subject;
    await lockForWriting(db, [...moved.values()]);
  }
  return known;
}

function describe(
  plans: readonly Plan[],
  owners: ReadonlyMap<string, string>,
  created: ReadonlySet<string>,
  addedIdentifiers: ReadonlySet<string>,
  addedFacts: ReadonlySet<string>,
  factsOfPlan: ReadonlyMap<Plan, readonly string[]>,
): Map<Plan, UpsertedContact> {
  const seen = new Set<string>();
  return new Map(
    plans.map((plan) => {
      const subject = plan.subject!;
      const facts_added = factsOfPlan.get(plan)!.filter((id) => addedFacts.has(id)).length;
      const others = plan.identifiers.filter(({ hashes }) =>
        hashes.some((hash) => owners.has(hash) && owners.get(hash) !== subject),
      );
      const isNew = created.has(subject) && !seen.has(subject);
      seen.add(subject);
      // An identifier counts for the first row that brought it.
      const brought = plan.identifiers.filter(
        ({ hash }) => addedIdentifiers.has(hash) && owners.get(hash) === subject && !seen.has(hash),
      );
      for (const { hash } of brought) seen.add(hash);
      const grew = facts_added > 0 || brought.length > 0;
      const status = isNew ? 'created' : grew ? 'updated' : 'unchanged';
      return [plan, { status, subject: publicId('sub', subject), facts_added, taken: others.length }];
    }),
  );
}
