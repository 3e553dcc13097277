import { describe, expect, it } from 'vitest';
import { toLoadedPolicy } from '../policies.ts';
import { readFiles } from '../read-folder.ts';
import { sampleFolder } from '../testing/sample-folder.ts';
import { describeChanges } from './describe-changes.ts';
import { diffPolicy } from './diff-policy.ts';

type Edit = readonly [file: string, from: string, to: string];

function version(...edits: Edit[]) {
  const files = sampleFolder();
  for (const [file, from, to] of edits) {
    expect(files.get(file), `${file} holds the text to change`).toContain(from);
    files.set(file, files.get(file)!.replace(from, to));
  }
  return toLoadedPolicy(readFiles('sample', files));
}

type Version = Parameters<typeof diffPolicy>[0];

/** The changes that one edit makes, forwards. */
function changesOf(...edits: Edit[]) {
  return diffPolicy(version(), version(...edits)).changes.map(({ says, material }) => [material, says]);
}

const NEW_RECIPIENT =
  'recipients:\n  - { id: printer, title: Printing house, description: It prints., role: processor, countries: [IE], purposes: [membership], contract: art28 }\n';
const BOX =
  '      - { id: no-news, label: Send me no marketing, kind: opt_out, purposes: [direct_marketing] }\n';

describe('comparing two versions of a policy', () => {
  it('finds nothing between equal ones, whatever the comments', () => {
    const diff = diffPolicy(version(), version(['staff.yaml', 'roles:', '# Who may what\nroles:']));
    expect(diff).toMatchObject({ material: false, changes: [] });
    expect(describeChanges(diff)).toBe('club@2026-11-22 and club@2026-11-22 say and do the same.\n');
  });

  it.each<[Edit, boolean, string]>([
    [
      ['retention.yaml', 'P24M', 'P36M'],
      true,
      'The retention of “Member data” changes from 24 months to 36 months.',
    ],
    [
      ['retention.yaml', 'P24M', 'P12M'],
      false,
      'The retention of “Member data” changes from 24 months to 12 months.',
    ],
    [
      ['retention.yaml', 'P24M', 'while-needed'],
      true,
      'The retention of “Member data” changes from 24 months to as long as it is needed.',
    ],
    [
      ['retention.yaml', 'rules:', "financial_year_ends: '03-31'\nrules:"],
      true,
      'Last day of the financial year changes from “12-31” to “03-31”.',
    ],
    [
      ['recipients.yaml', 'recipients:\n', NEW_RECIPIENT],
      true,
      'A new recipient: “Printing house”, in Ireland.',
    ],
    [
      ['recipients.yaml', '[GB, US]', '[GB, US, SG]'],
      true,
      'The recipient “Email delivery” now also works in Singapore.',
    ],
    [['forms.yaml', BOX, ''], true, 'The no-marketing box disappears from the form “Join the club”.'],
    [
      [
        'contact-rules.yaml',
        'rules:\n',
        'rules:\n  - { id: quiet, clauses: [CLB-02], says: Nobody is called., when: { channels: [live_call] }, require: { never: true } }\n',
      ],
      false,
      'A new contact rule: “Nobody is called.” Fewer people are contactable.',
    ],
    [
      ['contact-rules.yaml', 'rules:\n', 'options: { casl_same_day: true }\nrules:\n'],
      true,
      'A Canadian purchase or enquiry now counts on its own day.',
    ],
    [
      ['purposes.yaml', 'channels: [email]', 'channels: [email, sms]'],
      true,
      'The purpose “Running your membership” is now pursued by text message too.',
    ],
    [
      ['purposes.yaml', 'basis: consent', 'basis: legitimate_interests'],
      true,
      'Basis of the purpose “Sending you news” changes from consent to legitimate interests.',
    ],
    [
      ['cookies.yaml', 'duration: session', 'duration: P30D'],
      true,
      'The lifetime of the cookie “club_session” of Example Club changes from the visit to 30 days.',
    ],
    [
      ['requests.yaml', 'PT72H', 'PT48H'],
      false,
      'The time for “Report of a breach” changes from 72 hours to 48 hours.',
    ],
    [
      [
        'requests.yaml',
        '  - { id: withdrawal, title: Take a permission back, description: Any route will do. }\n',
        '',
      ],
      true,
      'Gone: the right “Take a permission back”.',
    ],
    [
      ['cookies.yaml', 'uk_exceptions: false', 'uk_exceptions: true'],
      true,
      'In the United Kingdom, statistics and settings no longer wait for a yes.',
    ],
    [
      ['data.yaml', '    description: Your', '    special_category: true\n    description: Your'],
      false,
      'The kind of data “Contact details” is now treated as sensitive.',
    ],
    [
      ['policy.yaml', 'privacy@club.example.org }\nintake', 'dpo@club.example.org }\nintake'],
      true,
      'Email of the data protection officer changes from “privacy@club.example.org” to “dpo@club.example.org”.',
    ],
    [
      ['staff.yaml', 'before_first_access: true', 'before_first_access: false'],
      true,
      'Staff training no longer comes before first access.',
    ],
    [
      ['notice.en.md', 'What you read here is what happens.', 'What you read here is the plan.'],
      true,
      '“What you read here is what happens.” becomes “What you read here is the plan.”.',
    ],
    [
      ['notice.en.md', 'You can take a permission back at any time.', ''],
      false,
      'Sentence gone: “You can take a permission back at any time.”',
    ],
    // A field without a rule of its own is told all the same.
    [
      ['forms.yaml', 'submit: Join', 'submit: Sign up'],
      false,
      'The form “Join the club”: submit changes from “Join” to “Sign up”.',
    ],
    [
      ['policy.yaml', 'aliases: [the-club]', 'aliases: [the-club, c]'],
      false,
      'The policy “Example Club privacy notice”: aliases gains c.',
    ],
  ])('%s', (edit, material, says) => {
    expect(changesOf(edit)).toEqual([[material, says]]);
  });

  it('says that removing a contact rule makes more people contactable, with the clause behind it', () => {
    const rule = sampleFolder().get('contact-rules.yaml')!.split('  - id: box')[0]!.replace('rules:\n', '');
    const { changes, material } = diffPolicy(version(), version(['contact-rules.yaml', rule, '']));
    expect(material).toBe(true);
    expect(changes).toMatchObject([
      {
        group: 'Contact rules',
        says: 'The contact rule “Marketing needs your own yes.” is removed: more people become contactable.',
        material: true,
        clauses: ['CLB-02'],
      },
    ]);
  });

  it('follows a promise by its clause, and says when one is no longer stated', () => {
    const sentence =
      '[What you read here is what happens.]{CLB-01 check=purposes-on-notice,registered-fields-only}';
    expect(changesOf(['notice.en.md', sentence, ''])).toEqual([
      [true, 'Sentence gone: “What you read here is what happens.”'],
    ]);
    expect(diffPolicy(version(['notice.en.md', sentence, '']), version()).changes[0]!.clauses).toEqual([
      'CLB-01',
    ]);
  });

  it('groups for a reader, marks what is material and says why', () => {
    const text = describeChanges(
      diffPolicy(
        version(),
        version(['retention.yaml', 'P24M', 'P36M'], ['forms.yaml', 'Tell us who you are.', 'Who are you?']),
      ),
    );
    expect(text).toBe(`club@2026-11-22 -> club@2026-11-22

Retention
  material  The retention of “Member data” changes from 24 months to 36 months.
            Data is kept longer than people were told (Art 13(2)(a)).

Forms
            The form “Join the club”: intro changes from “Tell us who you are.” to “Who are you?”.
            Only the words differ; check that they promise no less.

2 changes, 1 material. A material change needs a plan to tell the people concerned.
`);
  });

  it('tells a language that came or went once, and texts in it that changed one by one', () => {
    const inFrench = (text: string, notice = '# Avis\n\nNous ne vendons rien.\n') => {
      const { notices, ...rest } = version();
      const texts = { 'forms.forms.join.submit': { from: 'Join', text } };
      return {
        ...rest,
        notices: { ...notices, fr: notice },
        translations: { fr: { notice: '0123456789abcdef', texts } },
      };
    };
    const says = (before: Version, after: Version) =>
      diffPolicy(before, after).changes.map(({ material, says }) => [material, says]);
    expect(says(version(), inFrench('Adhérer'))).toEqual([[false, 'The notice can be read in French too.']]);
    expect(says(inFrench('Adhérer'), version())).toEqual([
      [true, 'The notice can no longer be read in French.'],
    ]);
    expect(says(inFrench('Adhérer'), inFrench('S’inscrire'))).toEqual([
      [false, 'forms.forms.join.submit changes from “Adhérer” to “S’inscrire”.'],
    ]);
    expect(says(inFrench('Adhérer'), inFrench('Adhérer', '# Avis\n\nNous vendons tout.\n'))).toHaveLength(2);
  });

  it('leaves no change of a value unsaid, in either direction', () => {
    const before = version();
    const leaves: (string | number)[][] = [];
    const walk = (value: unknown, path: (string | number)[]): void => {
      if (value !== null && typeof value === 'object') {
        for (const [key, item] of Object.entries(value))
          walk(item, [...path, Array.isArray(value) ? Number(key) : key]);
      } else leaves.push(path);
    };
    walk(before.data, []);
    // The version heads the comparison, and a purpose's recipients are told with the recipients.
    const told = leaves.filter((path) => path.join() !== 'policy,version' && path[3] !== 'recipients');
    for (const path of told) {
      const data = structuredClone(before.data);
      // biome-ignore lint/suspicious/noExplicitAny: the path leads anywhere
      const parent: any = path.slice(0, -1).reduce<any>((value, step) => value[step], data);
      parent[path.at(-1)!] = other(parent[path.at(-1)!]);
      const after = { ...before, data };
      expect(diffPolicy(before, after).changes, path.join('.')).not.toEqual([]);
      expect(diffPolicy(after, before).changes, path.join('.')).not.toEqual([]);
    }
    expect(told.length).toBeGreaterThan(200);
  });
});

/** Another value that a field of this shape could hold. */
function other(value: unknown): unknown {
  if (typeof value === 'boolean') return !value;
  if (typeof value === 'number') return value + 1;
  const text = String(value);
  if (/^[A-Z]{2}$/.test(text)) return 'FR';
  if (text.startsWith('P') || text === 'session') return 'P99D';
  return text === 'consent' || text === 'contract' ? 'legal_obligation' : `${text}-x`;
}
