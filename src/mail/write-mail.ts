import { findIdentifiers, openIdentifiers } from '../contacts/identifiers.ts';
import { subjectKeys } from '../facts/subject-keys.ts';
import type { Heed } from '../heed.ts';
import type { LoadedPolicy } from '../policy/policies.ts';
import { postalLines } from '../policy/render/generators.ts';
import { type LinkUse, writeLink } from '../preferences/link-token.ts';
import type { DueMail } from './outbox.ts';

/** A mail ready to send. */
export interface WrittenMail {
  readonly from: { readonly name: string; readonly address: string };
  readonly to: string;
  readonly subject: string;
  readonly text: string;
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
    return use === 'confirm'
      ? `${origin}/${policy.id}/forms/${mail.params.form}/confirm/${token}`
      : `${origin}/${policy.id}/preferences/${token}`;
  };
  return { from: senderOf(policy), to, ...TEXTS[mail.template](policy, link) };
}

function senderOf({ data: { policy } }: LoadedPolicy): WrittenMail['from'] {
  const address = policy.intake.find(({ email }) => email)?.email ?? policy.dpo.email;
  return { name: policy.controller.name, address: address ?? 'privacy@localhost' };
}

type Text = (policy: LoadedPolicy, link: (use: LinkUse) => string) => Pick<WrittenMail, 'subject' | 'text'>;

const TEXTS: Readonly<Record<DueMail['template'], Text>> = {
  'preference-link': (policy, link) => ({
    subject: `Your choices at ${policy.data.policy.controller.name}`,
    text: `Somebody, we hope you, asked for this link on our website.

See what we hold about your choices, change them, or stop everything:

${link('preferences')}

The link is for you alone. It can stop things for ever, and start them for 30 days.
If you did not ask for it, you need do nothing.
${footer(policy)}`,
  }),
  'confirm-consent': (policy, link) => ({
    subject: `Please confirm: may ${policy.data.policy.controller.name} write to you?`,
    text: `Somebody, we hope you, filled in a form on our website and ticked that we may contact you.

To confirm it, open this page and press the button:

${link('confirm')}

Without that we do not. If it was not you, you need do nothing.

All your choices: ${link('preferences')}
${footer(policy)}`,
  }),
};

function footer({ data: { policy } }: LoadedPolicy): string {
  const { name, postal_address } = policy.controller;
  return `\n-- \n${[name, ...postalLines(postal_address)].join('\n')}\n`;
}
