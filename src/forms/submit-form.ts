import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import { sql } from 'kysely';
import { z } from 'zod';
import { hashIdentifier } from '../contacts/identifiers.ts';
import { type Identifier, normaliseIdentifier } from '../contacts/normalise.ts';
import { upsertContacts } from '../contacts/upsert-contacts.ts';
import { inTransaction } from '../db/transactions.ts';
import { HeedError } from '../errors.ts';
import type { Heed } from '../heed.ts';
import { newUuid, publicId, uuidOf } from '../ids.ts';
import { queueMail } from '../mail/outbox.ts';
import { newReference } from '../preferences/reference.ts';
import { knownLanguage } from '../texts/languages.ts';
import { worded } from '../texts/texts.ts';
import { type FormDefinition, formOf } from './definition.ts';
import { formFacts, type ReceivedAt } from './form-facts.ts';
import { digestOfFile, type FormFile, keepFiles } from './form-file.ts';
import { createGate } from './gate.ts';
import { type Answers, isOldEnough, readAnswers } from './read-answers.ts';
import { readReceivedAt } from './received-at.ts';
import { submissionSeal } from './sealed-answers.ts';
import { sensitiveKinds } from './sensitive-words.ts';

/** What API, command line and pages hand in. */
export const submitFormSchema = z.strictObject({
  /** Values by id of the field. */
  fields: z.record(z.string().max(80), z.string().max(20_000)).default({}),
  /** Ids of the choices that were ticked. What is not here was not ticked. */
  choices: z.array(z.string().max(80)).max(100).default([]),
  /** For paper and phone: when it reached you, a day or an instant. Default: now. */
  received_at: z.string().max(40).optional(),
  /** One-time token of the page or the paper: with the same answers it is the same submission. */
  submission: z.string().min(8).max(200).optional(),
  /** Language in which the form was shown, such as `fr`. Default: the policy's own. */
  language: z.string().max(35).optional(),
  post: z.string().max(620).optional().meta({
    description:
      'Postal address that finds somebody who gave neither email nor telephone: Name|Postcode|House',
    example: 'Ann Example|SW1A 1AA|12',
  }),
});

export interface SubmitFormInput extends z.input<typeof submitFormSchema> {
  readonly policy: string;
  readonly form: string;
  readonly actor: string;
  /** Refuse fields and choices that the form does not have. Default false. */
  readonly strict?: boolean;
  /** The browser asked not to be sold or shared (`Sec-GPC: 1`). */
  readonly gpc?: boolean;
  /** Files that were checked, of fields that the form has. */
  readonly files?: readonly FormFile[];
}

export interface SubmittedForm {
  /** `7K3M-92QX-HT`, for the person. */
  readonly reference: string;
  /** `sub_…` */
  readonly subject: string;
  /** RFC 3339. */
  readonly received_at: string;
  readonly notice_version: string;
  /** Labels of the choices that were ticked. */
  readonly choices: readonly { readonly id: string; readonly label: string }[];
  /** A mail asks the person to confirm the consents; until then they count for nothing. */
  readonly confirmation_mailed: boolean;
  /** False for a repeat; nothing changed then. */
  readonly added: boolean;
}

/**
 * Takes one form in, all or nothing: the facts it gives rise to, the sealed answers, texts to review and the mail that
 * confirms. The same submission twice is one; a changed one is another.
 *
 * @throws HeedError VALIDATION with a pointer a field, UNDER_AGE (nothing is kept), UNKNOWN_FORM, UNKNOWN_POLICY
 */
export async function submitForm(heed: Heed, input: SubmitFormInput): Promise<SubmittedForm> {
  const definition = formOf(heed, input.policy, input.form, knownLanguage(input.language));
  const given = { fields: input.fields ?? {}, choices: input.choices ?? [] };
  const { answers, issues } = readAnswers(definition, given, { strict: input.strict, post: input.post });
  if (issues.length > 0)
    throw new HeedError(
      'VALIDATION',
      worded(({ errors }) => errors.correctFields),
      issues,
    );
  const at = readReceivedAt(input.received_at);
  const files = input.files ?? [];
  const named = Object.fromEntries(files.map(({ field, name }) => [field, name]));
  const kept = withoutBirthYear(definition, { ...answers, values: { ...answers.values, ...named } });
  const box = kept.choices.some(({ kind }) => kind === 'opt_out');
  const consents = kept.choices.filter(({ kind }) => kind !== 'opt_out');
  // Where the box is ticked nothing is asked for by mail: the no wins.
  const mailed = definition.form.double_opt_in && consents.length > 0 && !box;
  const waits = definition.form.double_opt_in && consents.length > 0;
  const work = async (inner: Heed) => {
    const claim = await claimSubmission(inner, definition, input, kept, at);
    if (!claim.added) return present(definition, kept, { ...claim, mailed });
    const facts = formFacts({
      definition,
      answers: kept,
      at,
      reference: claim.reference,
      waits,
      gpc: input.gpc === true,
    });
    const identifiers = identifiersOf(definition, kept, input.post);
    const controller = definition.policy.data.policy.controller.id;
    const [row] = await upsertContacts(inner, {
      controller,
      actor: input.actor,
      keepSuppressed: true,
      rows: [{ identifiers, facts, country: kept.country }],
    });
    if (!row || row.status === 'invalid' || row.status === 'suppressed')
      throw new HeedError('INVALID_IDENTIFIER');
    await keepAnswers(inner, claim, row.subject, definition, kept);
    await keepFiles(inner, { subject: uuidOf('sub', row.subject)!, submission: claim.id }, files);
    const email = identifiers.find(({ kind }) => kind === 'email');
    if (mailed && email) {
      const { hash } = hashIdentifier(heed.vault, controller, email);
      const { language } = definition.policy;
      const params = { submission: claim.id, form: definition.form.id, language };
      await queueMail(inner, { controller, template: 'confirm-consent', hash, params });
    }
    return present(definition, kept, { ...claim, subject: row.subject, mailed });
  };
  return gate(() => inTransaction(heed, work));
}

const gate = createGate(4);

/** The year is asked to keep children out, and forgotten. */
function withoutBirthYear({ form, fields }: FormDefinition, answers: Answers): Answers {
  const { min_age } = form;
  const year = fields.find(({ kind }) => kind === 'year');
  if (min_age === undefined || !year) return answers;
  const { [year.id]: born, ...values } = answers.values;
  if (!born || !isOldEnough(Number(born), min_age))
    throw new HeedError(
      'UNDER_AGE',
      worded(({ errors }) => errors.underAge(min_age)),
    );
  return { ...answers, values };
}

function identifiersOf({ fields }: FormDefinition, { values }: Answers, post?: string): Identifier[] {
  const given = fields.flatMap(({ id, kind }): Identifier[] => {
    const value = values[id];
    if (!value || (kind !== 'email' && kind !== 'tel')) return [];
    return [{ kind: kind === 'email' ? 'email' : 'phone', value }];
  });
  return post ? [...given, { kind: 'post', value: post }] : given;
}

interface Claim {
  readonly token: string;
  readonly id: string;
  readonly reference: string;
  readonly received_at: string;
  /** `sub_…` of a repeat. */
  readonly subject: string;
  readonly added: boolean;
}

/** Takes the place of this submission, or finds the one that has it. A double click waits here for its first. */
async function claimSubmission(
  heed: Heed,
  { policy, form }: FormDefinition,
  input: SubmitFormInput,
  answers: Answers,
  at: ReceivedAt,
): Promise<Claim> {
  const controller = policy.data.policy.controller.id;
  const content = canonicalize({
    form: form.id,
    submission: input.submission ?? newUuid(),
    received_at: input.received_at ?? null,
    values: answers.values,
    choices: answers.choices.map(({ id }) => id),
    // Absent without files and postal address, so that what came before there were any stays the same.
    ...(input.files?.length ? { files: input.files.map(digestOfFile) } : {}),
    ...(input.post ? { post: normaliseIdentifier('post', input.post) } : {}),
  })!;
  // Keyed, because answers can be guessed; under the first key, so that a rotation makes no repeat a new one.
  const first = Math.min(...heed.vault.indexVersions);
  const digest = createHash('sha256').update(content).digest('hex');
  const token = heed.vault.hash(controller, 'form-submission', digest, first).toString('hex');
  const id = newUuid();
  const reference = newReference();
  const choices = JSON.stringify(answers.choices.map((choice) => choice.id));
  const { rows } = await sql`
    insert into form_submission (token, id, controller, form, reference, received_at, notice_version, choices, actor)
    values (decode(${token}, 'hex'), ${id}::uuid, ${controller}, ${form.id}, ${reference}, ${at.from}::timestamptz,
      ${policy.version}, ${choices}::text::jsonb, ${input.actor})
    on conflict (token) do nothing returning id`.execute(heed.db);
  if (rows.length > 0) return { token, id, reference, received_at: at.from, subject: '', added: true };
  const there = await sql<{ id: string; reference: string; received_at: Date | string; subject: string }>`
    select id, reference, received_at, subject from form_submission where token = decode(${token}, 'hex')`.execute(
    heed.db,
  );
  const row = there.rows[0]!;
  return {
    token,
    id: row.id,
    reference: row.reference,
    received_at: new Date(row.received_at).toISOString(),
    subject: publicId('sub', row.subject),
    added: false,
  };
}

/** Seals the answers under the person's key, and notes free text that somebody should read. */
async function keepAnswers(
  heed: Heed,
  claim: Claim,
  subject: string,
  { fields, form, policy }: FormDefinition,
  answers: Answers,
): Promise<void> {
  const uuid = uuidOf('sub', subject)!;
  const seal = await submissionSeal(heed, uuid, claim.id);
  const shown = form.choices.map(({ id, label }) => ({ id, label }));
  const sealed = seal.seal({ values: answers.values, shown, language: policy.language }).toString('hex');
  await sql`update form_submission set subject = ${uuid}::uuid, sealed = decode(${sealed}, 'hex')
    where token = decode(${claim.token}, 'hex')`.execute(heed.db);
  for (const { id, kind, special } of fields) {
    const value = answers.values[id];
    const kinds = value && !special && (kind === 'longtext' || kind === 'text') ? sensitiveKinds(value) : [];
    if (kinds.length > 0)
      await sql`insert into form_review (subject, submission, field, kinds)
        values (${uuid}::uuid, ${claim.id}::uuid, ${id}, ${JSON.stringify(kinds)}::text::jsonb)`.execute(
        heed.db,
      );
  }
}

function present(
  { policy }: FormDefinition,
  answers: Answers,
  { reference, subject, received_at, added, mailed }: Claim & { readonly mailed: boolean },
): SubmittedForm {
  return {
    reference,
    subject,
    received_at,
    notice_version: policy.version,
    choices: answers.choices.map(({ id, label }) => ({ id, label })),
    confirmation_mailed: mailed,
    added,
  };
}
