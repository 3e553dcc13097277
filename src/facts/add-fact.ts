import { z } from 'zod';
import { findSubject, requireSubject } from '../contacts/find-subject.ts';
import { findIdentifiers, hashIdentifier } from '../contacts/identifiers.ts';
import { IDENTIFIER_KINDS } from '../contacts/normalise.ts';
import { controllerOf } from '../contacts/policy-in-force.ts';
import { upsertContacts } from '../contacts/upsert-contacts.ts';
import { inTransaction } from '../db/transactions.ts';
import { pointerOf } from '../decision/parse-case.ts';
import { HeedError, type Issue } from '../errors.ts';
import type { Heed } from '../heed.ts';
import { appendFacts } from './append-facts.ts';
import { readConsentSource } from './consent-source.ts';
import { type NewFact, newFactSchema } from './schema.ts';
import { requireKnownScope } from './stop-scope.ts';

export const identifierSchema = z.strictObject({
  kind: z.enum(IDENTIFIER_KINDS),
  value: z.string().min(1).max(1_000),
});

/** `POST /v1/facts` and `heed fact add` take this. */
export const addFactSchema = z
  .strictObject({
    /** Id or alias. */
    policy: z.string().min(1),
    /** `sub_…`; or an identifier, which makes a new person when nobody has it. */
    subject: z.string().optional(),
    identifier: identifierSchema.optional(),
    /** True: the fact is about this address only, not about the person. Default: true for consents, else false. */
    about_identifier: z.boolean().optional(),
    /** For reading a national phone number. Default GB. */
    country: z.string().length(2).optional(),
    fact: newFactSchema,
  })
  .refine((input) => input.subject !== undefined || input.identifier !== undefined, {
    path: ['subject'],
    error: 'name the person by subject id or by an identifier',
  });
export type AddFactInput = z.infer<typeof addFactSchema>;

export interface AddedFact {
  /** `sub_…` */
  readonly subject: string;
  /** `fact_…` */
  readonly fact: string;
  /** False when the fact was known already; nothing changed then. */
  readonly added: boolean;
  /** RFC 3339 in microseconds, or null for a repeat. */
  readonly recorded_at: string | null;
}

/** What a consent to one address covers does not reach the person's other addresses; these do belong to one. */
const ABOUT_ADDRESS: ReadonlySet<string> = new Set([
  'consent',
  'published_address',
  'disclosed_address',
  'referral',
]);

/**
 * Records one fact about a person. A repeat changes nothing. Once this returns, every decision sees it.
 *
 * @throws HeedError VALIDATION, CONSENT_WITHOUT_EVIDENCE (GDPR Art 7(1), CASL s 13), UNKNOWN_SUBJECT, SUBJECT_ERASED,
 *   INVALID_IDENTIFIER, UNKNOWN_POLICY, PAYLOAD_TOO_LARGE
 */
export async function addFact(heed: Heed, json: unknown, actor: string): Promise<AddedFact> {
  const parsed = parse(json);
  const controller = controllerOf(heed, parsed.policy);
  let fact = readConsentSource(heed, parsed.policy, parsed.fact);
  checkFact(fact);
  if (STOPS.has(fact.type)) fact = requireKnownScope(heed, parsed.policy, fact, '/fact');
  const input = { ...parsed, fact };
  return inTransaction(heed, (inner) => record(inner, controller, input, actor));
}

async function record(
  heed: Heed,
  controller: string,
  input: AddFactInput,
  actor: string,
): Promise<AddedFact> {
  const { identifier } = input;
  const subject = input.subject
    ? await requireSubject(heed, { policy: input.policy, subject: input.subject })
    : await findOrCreate(heed, controller, input, actor);
  let fact: NewFact = input.fact;
  if (identifier && (input.about_identifier ?? ABOUT_ADDRESS.has(fact.type))) {
    const { hashes } = hashIdentifier(heed.vault, controller, identifier, input.country);
    const row = [...(await findIdentifiers(heed.db, controller, hashes)).values()][0];
    if (!row) throw new HeedError('UNKNOWN_SUBJECT', 'This person does not have that identifier.');
    fact = { ...fact, identifier: row.id };
  }
  const { facts, recorded_at } = await appendFacts(heed, { controller, subject, facts: [fact], actor });
  return { subject, fact: facts[0]!.id, added: facts[0]!.added, recorded_at };
}

function parse(json: unknown): AddFactInput {
  const result = addFactSchema.safeParse(json);
  if (result.success) return result.data;
  const issues: Issue[] = result.error.issues.map((issue) => ({
    pointer: pointerOf(issue.path),
    detail: issue.message,
  }));
  throw new HeedError(
    'VALIDATION',
    'The fact is not valid. Mend the fields below and send it again.',
    issues,
  );
}

const STOPS: ReadonlySet<string> = new Set(['objection', 'unsubscribe', 'withdrawal']);

/** Refuses what cannot have happened yet, and a consent that nobody could prove. */
function checkFact(fact: NewFact): void {
  const dated = fact.type === 'register_listing' || fact.type === 'screening';
  if (dated) refuse('/fact/type', 'register entries come from register files: heed register load');
  if (fact.type === 'erasure') refuse('/fact/type', 'erase the person instead: heed subject erase');
  if (fact.at === undefined) refuse('/fact/at', 'say when it happened');
  if (Date.parse(fact.at!) > Date.now() + 60_000) refuse('/fact/at', 'a fact cannot happen in the future');
  if (fact.type === 'consent') requireConsentEvidence(fact);
}

function refuse(pointer: string, detail: string): never {
  throw new HeedError('VALIDATION', `${pointer.slice(1).replaceAll('/', '.')}: ${detail}.`, [
    { pointer, detail },
  ]);
}

/**
 * A consent is only one if it can be shown (GDPR Art 7(1)): method, wording version, notice version and source.
 *
 * @throws HeedError CONSENT_WITHOUT_EVIDENCE naming each missing field
 */
export function requireConsentEvidence(fact: NewFact, root = '/fact'): void {
  const missing: Issue[] = [];
  if (!fact.method)
    missing.push({ pointer: `${root}/method`, detail: 'how it was given, such as unticked_box' });
  const evidence = [
    ['wording_version', 'which wording was shown'],
    ['notice_version', 'which notice was in force'],
    ['source', 'where it was given'],
  ] as const;
  for (const [name, detail] of evidence) {
    if (!fact.evidence?.[name]) missing.push({ pointer: `${root}/evidence/${name}`, detail });
  }
  if (missing.length === 0) return;
  const names = missing.map(({ pointer }) => pointer.split('/').at(-1)).join(', ');
  throw new HeedError(
    'CONSENT_WITHOUT_EVIDENCE',
    `This consent cannot be proven: it lacks ${names}.`,
    missing,
  );
}

async function findOrCreate(
  heed: Heed,
  controller: string,
  input: AddFactInput,
  actor: string,
): Promise<string> {
  const { kind, value } = input.identifier!;
  const known = await findSubject(heed, { ...input, identifier: { kind, value } });
  if (known) return known;
  const [row] = await upsertContacts(heed, {
    controller,
    actor,
    keepSuppressed: true,
    rows: [{ identifiers: [{ kind, value }], facts: [], country: input.country }],
  });
  if (row?.status === 'invalid' || row?.status === 'suppressed' || !row)
    throw new HeedError('INVALID_IDENTIFIER');
  return row.subject;
}
