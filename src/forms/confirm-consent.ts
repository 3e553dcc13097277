import { sql } from 'kysely';
import { inTransaction } from '../db/transactions.ts';
import { HeedError } from '../errors.ts';
import { appendFacts } from '../facts/append-facts.ts';
import type { NewFact } from '../facts/schema.ts';
import type { Heed } from '../heed.ts';
import { publicId } from '../ids.ts';
import type { LoadedPolicy } from '../policy/policies.ts';
import { type OpenedLink, openLink } from '../preferences/open-link.ts';
import { FIRST_LANGUAGE, type Language } from '../texts/languages.ts';
import { worded } from '../texts/texts.ts';
import { formOf } from './definition.ts';
import { consentFacts } from './form-facts.ts';
import { findSeal } from './sealed-answers.ts';

export interface ConfirmInput {
  readonly policy: string;
  readonly form: string;
  readonly token: string;
  /** Of the page; the words that count are those that were shown with the form. */
  readonly language?: Language;
}

export interface Confirmation {
  readonly policy: LoadedPolicy;
  readonly reference: string;
  /** The words of the boxes that were ticked, as they were shown. */
  readonly wordings: readonly string[];
  /** Language of those words. */
  readonly language: string;
  /** RFC 3339, or null while it waits. */
  readonly confirmed_at: string | null;
  readonly mayStart: boolean;
}

interface Row {
  readonly subject: string;
  readonly form: string;
  readonly reference: string;
  readonly notice_version: string;
  readonly choices: readonly string[];
  readonly sealed: Uint8Array | null;
  readonly confirmed_at: Date | string | null;
}

/** What a link of a confirmation mail would confirm. Changes nothing. Throws NOT_FOUND for a link that is not genuine. */
export async function readConfirmation(heed: Heed, input: ConfirmInput, now?: number): Promise<Confirmation> {
  const opened = await openLink(heed, { ...input, use: 'confirm' }, now);
  return describe(heed, opened, await readSubmission(heed, opened, input.form));
}

/**
 * Makes the consents of a sign-up count: whoever has the mailbox says yes a second time. Once only; later presses
 * change nothing.
 *
 * @throws HeedError NOT_FOUND, LINK_TOO_OLD
 */
export async function confirmConsent(heed: Heed, input: ConfirmInput, now?: number): Promise<Confirmation> {
  const opened = await openLink(heed, { ...input, use: 'confirm' }, now);
  return inTransaction(heed, async (inner) => {
    const row = await readSubmission(inner, opened, input.form);
    const before = await describe(inner, opened, row);
    if (before.confirmed_at) return before;
    if (!opened.mayStart) throw new HeedError('LINK_TOO_OLD');
    const at = new Date().toISOString();
    const { rows } = await sql`update form_submission set confirmed_at = ${at}::timestamptz
      where id = ${opened.link.submission!}::uuid and confirmed_at is null returning id`.execute(inner.db);
    if (rows.length > 0) await recordConsents(inner, opened, row, await shownWords(inner, opened, row), at);
    return { ...before, confirmed_at: at };
  });
}

async function recordConsents(
  heed: Heed,
  opened: OpenedLink,
  row: Row,
  { labels, language }: ShownWords,
  at: string,
): Promise<void> {
  const definition = formOf(heed, opened.policy.id, row.form);
  const choices = definition.form.choices.filter(({ id }) => row.choices.includes(id));
  const words = { wording_version: row.notice_version, notice_version: row.notice_version };
  const facts = choices.flatMap((choice) => {
    const answers = { values: {}, choices: [choice], country: undefined };
    const given = consentFacts(
      { definition, answers, at: { from: at, until: at }, reference: row.reference },
      'double_opt_in',
    );
    // The mail went to this address alone, and what counts is what was shown then.
    return given.map(
      ({ about, ...fact }): NewFact => ({
        ...fact,
        ...(about === opened.link.kind ? { identifier: opened.recipient!.id } : {}),
        evidence: { ...fact.evidence, ...words, language, wording: labels.get(choice.id) ?? choice.label },
      }),
    );
  });
  await appendFacts(heed, {
    controller: opened.controller,
    subject: publicId('sub', row.subject),
    facts,
    actor: 'person',
  });
}

/** Only the person who owns the address now may confirm what was entered for it. */
async function readSubmission(
  heed: Heed,
  { link, controller, recipient }: OpenedLink,
  form: string,
): Promise<Row> {
  const { rows } = await sql<Row>`
    select subject, form, reference, notice_version, choices, sealed, confirmed_at from form_submission
    where id = ${link.submission!}::uuid and controller = ${controller} and form = ${form}`.execute(heed.db);
  const row = rows[0];
  if (!row || !recipient || row.subject !== recipient.subject) throw nothingToConfirm();
  return row;
}

async function describe(heed: Heed, opened: OpenedLink, row: Row): Promise<Confirmation> {
  const { labels, language } = await shownWords(heed, opened, row);
  return {
    policy: opened.policy,
    reference: row.reference,
    wordings: row.choices.flatMap((id) => labels.get(id) ?? []),
    language,
    confirmed_at: row.confirmed_at && new Date(row.confirmed_at).toISOString(),
    mayStart: opened.mayStart,
  };
}

interface ShownWords {
  /** The labels of the form as it was, by id of the choice. */
  readonly labels: ReadonlyMap<string, string>;
  readonly language: string;
}

/** What was shown with the form; it is sealed with the answers. */
async function shownWords(heed: Heed, { link }: OpenedLink, row: Row): Promise<ShownWords> {
  const seal = row.sealed && (await findSeal(heed, row.subject, link.submission!));
  if (!seal) throw nothingToConfirm();
  const { shown, language = FIRST_LANGUAGE } = seal.open(row.sealed!);
  return { labels: new Map(shown.map(({ id, label }) => [id, label])), language };
}

function nothingToConfirm(): HeedError {
  return new HeedError(
    'NOT_FOUND',
    worded(({ errors }) => errors.nothingToConfirm),
  );
}
