import { findIdentifiers, openIdentifiers } from '../contacts/identifiers.ts';
import { subjectKeys } from '../facts/subject-keys.ts';
import type { Heed } from '../heed.ts';
import type { LoadedPolicy } from '../policy/policies.ts';
import { postalLines } from '../policy/render/generators.ts';
import { policyUrl } from '../policy/sites.ts';
import { languageQuery, policyIn } from '../policy/translate/policy-in.ts';
import { type LinkUse, writeLink } from '../preferences/link-token.ts';
import { knownLanguage, type Language } from '../texts/languages.ts';
import { type Texts, textsIn } from '../texts/texts.ts';
import type { DueMail } from './outbox.ts';

/** A mail ready to send. */
export interface WrittenMail {
  readonly from: { readonly name: string; readonly address: string };
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly language: Language;
}

/**
 * Writes a mail of the outbox for the person who has its address now, or null when nobody has it (any more): it was
 * never known, or the person was erased meanwhile.
 */
export async function writeMail(heed: Heed, mail: DueMail, origin: string): Promise<WrittenMail | null> {
  const policy = heed.policies.list().find(({ data }) => data.policy.controller.id === mail.controller);
  const row = (await findIdentifiers(heed.db, mail.controller, [mail.hash])).get(mail.hash);
  const stored = row && (await subjectKeys(heed.db, [row.subject])).get(row.subject);
  if (!policy || !row || !stored) return null;
  const opened = await openIdentifiers(heed, row.subject, heed.vault.openSubjectKey(row.subject, stored));
  const to = opened.find(({ id }) => id === row.id)?.value;
  if (!to) return null;
  const spoken = policyIn(policy, knownLanguage(mail.params.language) ?? policy.language);
  const { language } = spoken;
  const link = (use: LinkUse) => {
    const token = writeLink(heed.vault, mail.controller, {
      use,
      issued: Math.floor(Date.now() / 1000),
      kind: row.kind,
      identifier: row.id,
      hash: row.hash,
      key_version: row.key_version,
      submission: use === 'confirm' ? mail.params.submission : undefined,
    });
    const path =
      use === 'confirm'
        ? `/${policy.id}/forms/${mail.params.form}/confirm/${token}`
        : `/${policy.id}/preferences/${token}`;
    return `${policyUrl(policy, origin, path)}${languageQuery(spoken)}`;
  };
  const { subject, text } = TEXTS[mail.template](textsIn(language), policy.data.policy.controller.name, link);
  return { from: senderOf(policy), to, subject, text: `${text}${footer(policy)}`, language };
}

function senderOf({ data: { policy } }: LoadedPolicy): WrittenMail['from'] {
  const address = policy.intake.find(({ email }) => email)?.email ?? policy.dpo.email;
  return { name: policy.controller.name, address: address ?? 'privacy@localhost' };
}

type Text = (
  { mail }: Texts,
  name: string,
  link: (use: LinkUse) => string,
) => Pick<WrittenMail, 'subject' | 'text'>;

const TEXTS: Readonly<Record<DueMail['template'], Text>> = {
  'preference-link': ({ mail }, name, link) => ({
    subject: mail.linkSubject(name),
    text: mail.link(link('preferences')),
  }),
  'confirm-consent': ({ mail }, name, link) => ({
    subject: mail.confirmSubject(name),
    text: mail.confirm(link('confirm'), link('preferences')),
  }),
};

function footer({ data: { policy } }: LoadedPolicy): string {
  const { name, postal_address } = policy.controller;
  return `\n-- \n${[name, ...postalLines(postal_address)].join('\n')}\n`;
}
