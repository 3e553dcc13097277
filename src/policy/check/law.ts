import { canExceed, parseDuration } from '../duration.ts';
import { periodWords } from '../render/words.ts';
import type { Checking } from './checking.ts';

/** What law asks of the data behind the notice, apart from clocks and transfers. */
export function checkLaw(checking: Checking): void {
  retention(checking);
  proofOfPhoneConsent(checking);
  sensitiveData(checking);
  automatedDecisions(checking);
  sourcesTellOrigin(checking);
  rightsAreOffered(checking);
  safeguards(checking);
}

const MARKETING = new Set(['direct_marketing', 'third_party_promotion']);

function retention({ data, at }: Checking): void {
  const marketing = new Set(
    data.purposes.purposes
      .filter(({ contact_as }) => MARKETING.has(contact_as ?? ''))
      .map((purpose) => purpose.retention),
  );
  data.retention.rules.forEach(({ id, title, period, then: after, why }, i) => {
    const path = ['rules', i, 'period'];
    if (period === 'while-needed' && after !== 'keep-hash') {
      at('retention-open-ended', 'retention', path, `"${title}" is kept for as long as it is needed.`, {
        citation: 'GDPR and UK GDPR Arts 5(1)(e), 13(2)(a)',
      });
    }
    if (!parseDuration(period)) return;
    const said = `"${title}" is kept for ${periodWords(period)}`;
    if (marketing.has(id) && canExceed(period, 'P3Y')) {
      at(
        'retention-too-long',
        'retention',
        path,
        `${said} for marketing; supervisory practice is three years from the last contact.`,
        {
          citation: 'GDPR and UK GDPR Art 5(1)(e); CNIL, référentiel gestion commerciale (2022), section 6',
          action: 'Shorten it to three years or less after the last sign of interest.',
        },
      );
    } else if (canExceed(period, 'P10Y') && !namesLaw(why)) {
      at(
        'retention-too-long',
        'retention',
        path,
        `${said}, longer than the usual limitation periods, and no law is named for it.`,
        {
          citation: 'GDPR and UK GDPR Art 5(1)(e)',
        },
      );
    }
  });
}

function namesLaw(text: string): boolean {
  return /\b(Act|Art|Arts|Code|Regulation|GDPR|USC|CFR|HGB|AO|CASL)\b|§/.test(text);
}

/** German callers document consent for five years from giving and from each use. */
function proofOfPhoneConsent({ data, at }: Checking): void {
  const calls = data.purposes.purposes.some(
    ({ basis, channels, contact_as }) =>
      basis === 'consent' && MARKETING.has(contact_as ?? '') && channels.includes('live_call'),
  );
  if (!calls || !data.policy.authorities.some(({ for: region }) => region === 'DE')) return;
  data.retention.rules.forEach(({ id, title, period }, i) => {
    if (/consent|permission|proof/.test(id) && parseDuration(period) && canExceed('P5Y', period)) {
      at(
        'retention-too-short',
        'retention',
        ['rules', i, 'period'],
        `"${title}" goes after ${periodWords(period)}; consent to calls in Germany is documented for five years.`,
        {
          citation: '§ 7a UWG',
        },
      );
    }
  });
}

function sensitiveData({ data, at }: Checking): void {
  const special = new Set(
    data.data.categories.filter((category) => category.special_category).map(({ id }) => id),
  );
  data.purposes.purposes.forEach((purpose, i) => {
    const sensitive = purpose.data.find((id) => special.has(id));
    if (sensitive && purpose.basis !== 'consent' && !/Art\.? 9\(2\)/.test(purpose.basis_evidence)) {
      const message = `The purpose "${purpose.id}" uses the sensitive data "${sensitive}" without consent or a ground of Art 9(2).`;
      at('sensitive-without-consent', 'purposes', ['purposes', i, 'basis'], message, {
        citation: 'GDPR and UK GDPR Art 9',
      });
    }
  });
}

function automatedDecisions({ data, at }: Checking): void {
  data.purposes.purposes.forEach(({ id, solely_automated }, i) => {
    if (solely_automated) {
      at(
        'automated-decision',
        'purposes',
        ['purposes', i, 'solely_automated'],
        `The purpose "${id}" leaves decisions to a machine alone.`,
        {
          citation: 'GDPR Art 22; UK GDPR Arts 22A to 22D',
        },
      );
    }
  });
}

function sourcesTellOrigin({ data, at }: Checking): void {
  data.sources.sources.forEach(({ id, from, art14 }, i) => {
    if (from !== 'subject' && !art14) {
      at(
        'source-without-art14',
        'sources',
        ['sources', i],
        `Data from "${id}" does not come from the person, and nobody tells them.`,
      );
    }
  });
}

const RIGHTS: readonly (readonly [id: string, citation: string])[] = [
  ['access', 'GDPR and UK GDPR Art 15'],
  ['rectification', 'GDPR and UK GDPR Art 16'],
  ['erasure', 'GDPR and UK GDPR Art 17'],
  ['restriction', 'GDPR and UK GDPR Art 18'],
  ['portability', 'GDPR and UK GDPR Art 20'],
  ['objection', 'GDPR and UK GDPR Art 21'],
  ['complaint', 'GDPR and UK GDPR Art 77'],
];

function rightsAreOffered({ data, at }: Checking): void {
  const offered = new Set<string>(data.requests.rights.map(({ id }) => id));
  const needed = [...RIGHTS];
  if (data.purposes.purposes.some(({ basis }) => basis === 'consent')) {
    needed.push(['withdrawal', 'GDPR and UK GDPR Art 7(3)']);
  }
  if (data.recipients.recipients.some(({ ccpa_sale }) => ccpa_sale)) {
    needed.push(['opt-out-sale', 'Cal Civ Code 1798.120']);
  }
  for (const [id, citation] of needed) {
    if (!offered.has(id))
      at('missing-right', 'requests', ['rights'], `The right "${id}" is not offered.`, { citation });
  }
}

function safeguards({ data, at }: Checking): void {
  for (const category of ['physical', 'technical', 'administrative'] as const) {
    if (!data.staff.security.some((control) => control.category === category)) {
      at('missing-safeguard', 'staff', ['security'], `There is no ${category} safeguard.`);
    }
  }
}
