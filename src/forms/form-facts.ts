import { KIND_OF_CHANNEL } from '../contacts/normalise.ts';
import type { ContactRow } from '../contacts/upsert-contacts.ts';
import type { Evidence, NewFact } from '../facts/schema.ts';
import type { ChoiceData, FormDefinition } from './definition.ts';
import type { Answers } from './read-answers.ts';

/** When a form was handed in. A day without a time began before and ended after whatever happened on it. */
export interface ReceivedAt {
  /** RFC 3339: for permissions. */
  readonly from: string;
  /** RFC 3339: for stops. */
  readonly until: string;
}

export interface FormFactsInput {
  readonly definition: FormDefinition;
  readonly answers: Answers;
  readonly at: ReceivedAt;
  readonly reference: string;
  /** Consents wait until the link in a mail is used. */
  readonly waits: boolean;
  /** The browser sent `Sec-GPC: 1`. */
  readonly gpc: boolean;
}

type Facts = ContactRow['facts'];

/** How a consent is given on a form of this kind. A phone answer is oral; a box on paper is paper. */
const METHODS: Readonly<Record<FormDefinition['form']['kind'], string>> = {
  web: 'unticked_box',
  badge: 'unticked_box',
  paper: 'paper',
  phone: 'oral',
};

/**
 * What a form says of a person, as facts: that the details came from them, that they were told (GDPR Art 13, and
 * Civ Code 1798.100 for Americans), what they were offered and took, and every choice with the words they saw.
 */
export function formFacts(input: FormFactsInput): Facts {
  const { definition, answers, at, waits, gpc } = input;
  const { form, policy } = definition;
  const evidence = evidenceOf(input);
  const source = policy.data.sources.sources.find(({ id }) => id === form.source);
  const american = answers.values.country === 'US';
  const shares = form.choices.some(({ kind }) => kind === 'share');
  const box = form.choices.find(({ kind }) => kind === 'opt_out');
  const ticked = (kind: ChoiceData['kind']) => answers.choices.filter((choice) => choice.kind === kind);
  const facts: NewFact[] = [
    {
      type: 'obtained',
      at: at.from,
      from: source?.from ?? 'third_party',
      source: form.source,
      evidence: evidence(),
    },
    { type: 'privacy_notice', at: at.from, article: 13, evidence: evidence() },
  ];
  if (answers.values.country) facts.push({ type: 'profile', at: at.from, country: answers.values.country });
  if (form.records)
    facts.push({ type: form.records, at: at.from, product: productOf(definition), evidence: evidence() });
  if (american)
    facts.push({
      type: 'notice_at_collection',
      at: at.from,
      mentions_sale_share: form.sponsor_notice !== undefined,
      evidence: evidence(form.sponsor_notice),
    });
  if (box)
    facts.push({
      type: 'refusal_offered',
      at: ticked('opt_out').length > 0 ? at.until : at.from,
      used: ticked('opt_out').length > 0,
      evidence: evidence(box.label),
    });
  for (const { purposes, label } of ticked('opt_out'))
    facts.push({ type: 'objection', at: at.until, purposes, evidence: evidence(label) });
  if (american && shares && gpc)
    facts.push({ type: 'opt_out_sale_share', at: at.until, via: 'gpc', evidence: evidence('Sec-GPC: 1') });
  return [...facts, ...(waits ? [] : consentFacts(input, METHODS[form.kind]))];
}

/** The consents of a form's ticked boxes, each about the address that its channel goes to. */
export function consentFacts(input: Omit<FormFactsInput, 'waits' | 'gpc'>, method: string): Facts {
  const evidence = evidenceOf(input);
  return input.answers.choices
    .filter(({ kind }) => kind !== 'opt_out')
    .flatMap(({ label, purposes, channels, topics, kind }): Facts[number][] => {
      const base = {
        type: 'consent' as const,
        at: input.at.from,
        purposes,
        ...(topics.length > 0 ? { topics } : {}),
        method,
        evidence: evidence(label),
      };
      if (kind === 'share') return [{ ...base, channels: [] }];
      return channels.map((channel) => ({ ...base, channels: [channel], about: KIND_OF_CHANNEL[channel] }));
    });
}

/** `event:event-registration`: which of the organisation's things it was about, by the form and not by free text. */
function productOf({ form }: FormDefinition): string {
  return form.fields.some(({ field }) => field === 'event') ? `event:${form.id}` : form.id;
}

function evidenceOf({
  definition: { policy, form },
  reference,
}: Pick<FormFactsInput, 'definition' | 'reference'>) {
  return (wording?: string): Evidence => ({
    ...(wording ? { wording, language: policy.language } : {}),
    wording_version: policy.version,
    notice_version: policy.version,
    form: form.id,
    source: form.source,
    reference,
  });
}
