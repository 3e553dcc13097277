import { describe, expect, it } from 'vitest';
import { readFiles } from '../read-folder.ts';
import { sampleFolder } from '../testing/sample-folder.ts';
import { updateTexts } from '../translate/update-texts.ts';
import { checkFolder } from './check-folder.ts';
import type { KindCode } from './kinds.ts';

type Edit = readonly [file: string, from: string, to: string];

/** Breaks the sample folder and checks it. Every edit must find its text. */
function checkWith(...edits: Edit[]) {
  const files = sampleFolder();
  for (const [file, from, to] of edits) {
    const text = files.get(file) ?? '';
    expect(text, `${file} holds the text to break`).toContain(from);
    files.set(file, text.replace(from, to));
  }
  return checkFolder(readFiles('sample', files));
}

/** One more kind of data, which nothing else mentions. */
const SHOES = `categories:
  - id: shoes
    title: Shoes
    description: Your shoes.
    fields: [{ id: size, label: Size, reason: To fit, kind: number }]
`;

/** A document that has to be brought up to date each year, and the clock for it. */
const yearly = (reviewed: string) => `documents:
  - { id: local, title: Local notice, body: A text., ${reviewed}review_clock: local-review }
clocks:
  - { id: local-review, title: Renewed, within: P12M, unit: calendar, applies_to: [US-CA] }
`;

/** The sample in French as well, word for word the same, with one thing broken in its texts. */
function french(broken?: [from: string, to: string]): Edit[] {
  const files = sampleFolder();
  const whole = updateTexts(readFiles('sample', files), 'fr').yaml.replaceAll(
    /from: (.*)\n( +)text: ""/g,
    'from: $1\n$2text: $1',
  );
  const texts = broken ? whole.replace(...broken) : whole;
  return [
    ['policy.yaml', 'clauses_prefix', 'languages: [en, fr]\nclauses_prefix'],
    ['notice.fr.md', '', files.get('notice.en.md')!],
    ['texts.fr.yaml', '', texts],
  ];
}

/** Findings about versions that a folder keeps; `publish-policy.test.ts` earns them. */
type OfVersions = 'version-altered' | 'version-reused' | 'version-not-later' | 'material-change-unplanned';

/** One way of earning each finding, and the line on which it must be reported. */
const BROKEN: Record<
  Exclude<KindCode, OfVersions>,
  readonly [edit: Edit | Edit[], file: string, line: number]
> = {
  'unknown-reference': [['forms.yaml', 'field: name', 'field: shoe-size'], 'forms.yaml', 9],
  'duplicate-id': [['data.yaml', 'id: email', 'id: name'], 'data.yaml', 2],
  'one-sided-recipient': [['recipients.yaml', '[membership, news]', '[membership]'], 'purposes.yaml', 21],
  'field-without-purpose': [
    [
      ['data.yaml', 'categories:\n', SHOES],
      ['retention.yaml', '[contact-details]', '[contact-details, shoes]'],
      ['forms.yaml', '- { field: name,', '- { field: size }\n      - { field: name,'],
    ],
    'forms.yaml',
    9,
  ],
  'data-without-retention': [['data.yaml', 'categories:\n', SHOES], 'data.yaml', 2],
  'unused-entry': [['data.yaml', 'categories:\n', SHOES], 'data.yaml', 2],
  'form-without-box': [['forms.yaml', 'kind: opt_out', 'kind: opt_in'], 'forms.yaml', 12],
  'form-without-sponsor-notice': [
    [
      'forms.yaml',
      'choices:\n',
      'choices:\n      - { id: share, label: Share it, kind: share, purposes: [share_third_party] }\n',
    ],
    'forms.yaml',
    12,
  ],
  'cookie-without-necessity': [
    ['cookies.yaml', 'necessity: Pages could not know that you are you, ', ''],
    'cookies.yaml',
    5,
  ],
  'statistics-joined': [
    [
      ['clauses.yaml', 'registered-fields-only]', 'registered-fields-only, analytics-not-joined]'],
      [
        'data.yaml',
        '    fields:\n      - { id: name',
        '    clauses: [CLB-01]\n    fields:\n      - { id: name',
      ],
    ],
    'data.yaml',
    7,
  ],
  'broken-mark': [['notice.en.md', '{CLB-03}', '{CLB-3}'], 'notice.en.md', 3],
  'unknown-clause': [['notice.en.md', '{CLB-03}', '{CLB-03 CLB-99}'], 'notice.en.md', 3],
  'clause-gap': [['clauses.yaml', 'id: CLB-04', 'id: CLB-05'], 'clauses.yaml', 16],
  'clause-not-stated': [
    [
      'notice.en.md',
      '[What you read here is what happens.]{CLB-01 check=purposes-on-notice,registered-fields-only}',
      '',
    ],
    'clauses.yaml',
    2,
  ],
  'clause-not-to-state': [['notice.en.md', '{CLB-03}', '{CLB-03 CLB-04}'], 'notice.en.md', 3],
  'not-where-stated': [
    ['clauses.yaml', '[notice.en.md, contact-rules.yaml]', '[notice.en.md, staff.yaml]'],
    'clauses.yaml',
    11,
  ],
  'promise-without-check': [
    ['notice.en.md', ' check=purposes-on-notice,registered-fields-only', ''],
    'notice.en.md',
    11,
  ],
  'unknown-check': [
    ['clauses.yaml', 'checks: [purposes-on-notice', 'checks: [good-luck, purposes-on-notice'],
    'clauses.yaml',
    5,
  ],
  'check-without-promise': [['clauses.yaml', ', stops-win', ''], 'clauses.yaml', 2],
  'checks-disagree': [['clauses.yaml', ', stops-win', ''], 'notice.en.md', 15],
  'wording-without-instead': [
    ['clauses.yaml', '    instead: Nothing is recorded from a visit.\n', ''],
    'clauses.yaml',
    16,
  ],
  'to-confirm': [['retention.yaml', '    why:', '    confirm: true\n    why:'], 'retention.yaml', 1],
  'unknown-placeholder': [
    ['notice.en.md', '{{clock.rights-request}}', '{{clock.someday}}'],
    'notice.en.md',
    32,
  ],
  'block-in-line': [['notice.en.md', '{{list:rights}}', 'These: {{list:rights}}'], 'notice.en.md', 34],
  'value-by-hand': [['notice.en.md', '{{clock.rights-request}}', 'thirty days'], 'notice.en.md', 32],
  'purpose-not-stated': [
    ['notice.en.md', '{{list:purposes}}', 'Running your membership.'],
    'purposes.yaml',
    13,
  ],
  'missing-art13': [['notice.en.md', '{{list:authorities}}', ''], 'notice.en.md', 1],
  'language-of-lists': [
    [
      ['policy.yaml', 'clauses_prefix', 'languages: [en, de]\nclauses_prefix'],
      ['notice.de.md', '', sampleFolder().get('notice.en.md')!],
    ],
    'notice.de.md',
    1,
  ],
  untranslated: [french(['text: Running your membership', 'text: ""']), 'texts.fr.yaml', 38],
  'unknown-translation': [
    french(['texts:\n', 'texts:\n  policy.nickname: { from: a, text: b }\n']),
    'texts.fr.yaml',
    4,
  ],
  'stale-translation': [
    [...french(), ['policy.yaml', 'Example Club privacy notice', 'Privacy notice']],
    'texts.fr.yaml',
    5,
  ],
  'translations-disagree': [[...french(), ['notice.fr.md', '{{address}}', '']], 'notice.fr.md', 1],
  'clock-too-long': [['requests.yaml', 'PT72H', 'P4D'], 'requests.yaml', 13],
  'clock-too-short': [['requests.yaml', 'P60D', 'P59D'], 'requests.yaml', 12],
  'missing-clock': [['requests.yaml', 'id: breach', 'id: report'], 'requests.yaml', 11],
  'retention-too-long': [['retention.yaml', 'P24M', 'P37M'], 'retention.yaml', 6],
  'retention-open-ended': [['retention.yaml', 'P24M', 'while-needed'], 'retention.yaml', 6],
  'retention-too-short': [
    [
      ['policy.yaml', 'for: GB', 'for: DE'],
      [
        'purposes.yaml',
        'basis_evidence: The box you ticked.\n    channels: [email]',
        'basis_evidence: The box you ticked.\n    channels: [email, live_call]',
      ],
      ['retention.yaml', 'id: members', 'id: consent-records'],
      ['purposes.yaml', 'retention: members', 'retention: consent-records'],
      ['purposes.yaml', 'retention: members', 'retention: consent-records'],
    ],
    'retention.yaml',
    6,
  ],
  'sensitive-without-consent': [
    ['data.yaml', '    description', '    special_category: true\n    description'],
    'purposes.yaml',
    6,
  ],
  'automated-decision': [
    [
      'purposes.yaml',
      '    dpv: dpv:DirectMarketing',
      '    solely_automated: true\n    dpv: dpv:DirectMarketing',
    ],
    'purposes.yaml',
    23,
  ],
  'source-without-art14': [
    [
      'sources.yaml',
      'sources:\n',
      'sources:\n  - { id: register, title: A public register, from: third_party }\n',
    ],
    'sources.yaml',
    2,
  ],
  'missing-right': [
    [
      'requests.yaml',
      '  - { id: portability, title: Take it along, description: Get a copy for elsewhere. }\n',
      '',
    ],
    'requests.yaml',
    2,
  ],
  'missing-safeguard': [['staff.yaml', 'category: physical', 'category: technical'], 'staff.yaml', 5],
  'recipient-without-contract': [['recipients.yaml', 'art28', 'none'], 'recipients.yaml', 8],
  'transfer-mechanism': [['recipients.yaml', 'scc+uk-addendum', 'dpf'], 'recipients.yaml', 14],
  'transfer-unassessed': [
    ['recipients.yaml', '[Privacy lead, The mailer]', '[Privacy lead]'],
    'recipients.yaml',
    16,
  ],
  'transfer-expired': [['recipients.yaml', '2028-10-01', '2026-11-21'], 'recipients.yaml', 18],
  'transfer-review-due': [['recipients.yaml', '2027-10-01', '2026-11-21'], 'recipients.yaml', 16],
  'transfer-missing': [['recipients.yaml', '[GB, US]', '[GB, US, SG]'], 'recipients.yaml', 6],
  'missing-california-notice': [
    [
      'policy.yaml',
      'authorities:\n',
      "authorities:\n  - { for: US-CA, name: California Privacy Protection Agency, url: 'https://cppa.ca.gov' }\n",
    ],
    'policy.yaml',
    17,
  ],
  'document-review-due': [
    ['requests.yaml', 'clocks:\n', yearly('reviewed: 2025-12-22, ')],
    'requests.yaml',
    11,
  ],
  'document-review-overdue': [
    ['requests.yaml', 'clocks:\n', yearly('reviewed: 2025-11-21, ')],
    'requests.yaml',
    11,
  ],
  'document-never-reviewed': [['requests.yaml', 'clocks:\n', yearly('')], 'requests.yaml', 11],
  'consent-by-visiting': [
    [
      'notice.en.md',
      '## What we do\n',
      '## What we do\n\nBy visiting our website you are accepting\nthis notice.\n',
    ],
    'notice.en.md',
    11,
  ],
  'consent-by-registering': [
    ['notice.en.md', '## What we do\n', '## What we do\n\nBy registering you agree to such transfers.\n'],
    'notice.en.md',
    11,
  ],
  'consent-by-terms': [
    ['forms.yaml', 'Tell us who you are.', 'You agree that we may share your details with partners.'],
    'forms.yaml',
    4,
  ],
  'ticked-in-advance': [
    ['forms.yaml', 'Tell us who you are.', 'Untick this box if you want no news.'],
    'forms.yaml',
    4,
  ],
  'security-disclaimer': [
    ['notice.en.md', '## How long\n', '## How long\n\nWe cannot guarantee the security of what you send.\n'],
    'notice.en.md',
    28,
  ],
  'form-of-words': [
    ['requests.yaml', 'Ask what we hold.', 'Each request should make clear what it is.'],
    'requests.yaml',
    2,
  ],
  'right-denied': [
    ['requests.yaml', 'Get a copy for elsewhere.', 'We do not consider that this right applies.'],
    'requests.yaml',
    6,
  ],
};

describe('heed policy check', () => {
  it('finds nothing in the sample folder', () => {
    const report = checkWith();
    expect(report.findings).toEqual([]);
    expect(report.counts).toMatchObject({ promises: 2, built: 2, pending: 0, clauses: { P: 2, D: 1, X: 1 } });
  });

  it.each(Object.entries(BROKEN))('reports %s where it stands, with what to do', (code, [
    edit,
    file,
    line,
  ]) => {
    const edits = (typeof edit[0] === 'string' ? [edit] : edit) as Edit[];
    const finding = checkWith(...edits).findings.find((found) => found.code === code && found.file === file);
    expect(finding).toMatchObject({ code, file, line });
    expect(finding!.message).not.toBe('');
    expect(finding!.action).not.toBe('');
  });
});
