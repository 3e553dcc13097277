import { knownLanguage, type Language } from '../../texts/languages.ts';
import type { PolicyData } from '../schema.ts';
import type { Checking } from './checking.ts';

/** One thing that a notice has to tell (GDPR and UK GDPR Arts 13 and 14). */
interface Item {
  readonly what: string;
  readonly citation: string;
  /** How to say it. */
  readonly action: string;
  /** Whether this folder has to say it. */
  readonly when?: (data: PolicyData) => boolean;
  /** How it shows that it is said; where a language has no pattern of its own, it is not looked for. */
  readonly said: RegExp | Readonly<Record<Language, RegExp>>;
}

const GDPR = 'GDPR and UK GDPR Art';

const ITEMS: readonly Item[] = [
  {
    what: 'who the controller is and where',
    citation: `${GDPR} 13(1)(a)`,
    action: 'Use {{controller.name}} and {{address}}.',
    said: /\{\{controller\.name\}\}.*\{\{address\}\}|\{\{address\}\}.*\{\{controller\.name\}\}/,
  },
  {
    what: 'the representative in the Union or the United Kingdom',
    citation: `${GDPR} 13(1)(a)`,
    action: 'Use {{contact:representative.EU}} or {{list:representatives}}.',
    when: (data) => data.policy.representatives.length > 0,
    said: /\{\{(contact:representative\.|list:representatives)/,
  },
  {
    what: 'how to reach the data protection officer',
    citation: `${GDPR} 13(1)(b)`,
    action: 'Use {{contact:dpo}}.',
    said: /\{\{(contact:dpo|dpo\.email)\}\}/,
  },
  {
    what: 'the purposes and their legal bases',
    citation: `${GDPR} 13(1)(c)`,
    action: 'Use {{list:purposes}}.',
    said: /\{\{list:purposes\}\}/,
  },
  {
    what: 'which legitimate interests are pursued',
    citation: `${GDPR} 13(1)(d)`,
    action: 'Use {{list:purposes}} or {{list:interests}}.',
    when: (data) => data.purposes.purposes.some(({ basis }) => basis === 'legitimate_interests'),
    said: /\{\{list:(purposes|interests)\}\}/,
  },
  {
    what: 'who receives data',
    citation: `${GDPR} 13(1)(e)`,
    action: 'Use {{list:recipients}}.',
    when: (data) => data.recipients.recipients.length > 0,
    said: /\{\{list:recipients\}\}/,
  },
  {
    what: 'transfers to other countries and their safeguards',
    citation: `${GDPR} 13(1)(f)`,
    action: 'Use {{table:transfers}}.',
    when: (data) => data.recipients.transfers.length > 0,
    said: /\{\{table:transfers\}\}/,
  },
  {
    what: 'how long data is kept',
    citation: `${GDPR} 13(2)(a)`,
    action: 'Use {{table:retention}}.',
    said: /\{\{table:retention\}\}/,
  },
  {
    what: 'the rights of the person',
    citation: `${GDPR} 13(2)(b)`,
    action: 'Use {{list:rights}}.',
    said: /\{\{list:rights\}\}/,
  },
  {
    what: 'that consent can be withdrawn',
    citation: `${GDPR} 13(2)(c)`,
    action: 'Say it where you speak of consent: at any time, as easily as it was given.',
    when: (data) => data.purposes.purposes.some(({ basis }) => basis === 'consent'),
    said: {
      en: /withdraw|take (it|them|a permission|a consent) back|take back|change your mind/i,
      fr: /retirer|changer d[’']avis|revenir sur/i,
    },
  },
  {
    what: 'the right to complain to an authority',
    citation: `${GDPR} 13(2)(d)`,
    action: 'Use {{list:authorities}}.',
    said: /\{\{list:authorities\}\}/,
  },
  {
    what: 'whether data has to be given, and what follows if not',
    citation: `${GDPR} 13(2)(e)`,
    action: 'Say which data a contract or a law asks for and what happens without it.',
    said: {
      en: /\byou (?:do not|don.t|need not|must|have to|are (?:not )?(?:required|obliged)) [^.]{0,60}\b(?:give|provide|tell|fill)\b|without (?:it|them|these),? we cannot/i,
      fr: /n[’']êtes (?:pas )?tenus? (?:de|à)|obligatoires? [^.]{0,80}sans lesquel|sans lesquelles nous ne pouvons/i,
    },
  },
  {
    what: 'whether decisions are left to a machine',
    citation: `${GDPR} 13(2)(f)`,
    action: 'Say that there are none, or describe logic and effect.',
    said: {
      en: /\bautomat\w+ (?:individual )?(?:decision|means|processing)|\bdecisions?\b[^.]{0,60}\b(?:automat|machine|computer|algorithm)/i,
      fr: /\bdécisions?(?!\p{L})[^.]{0,80}(?:automatis|machine|ordinateur|algorithm)/iu,
    },
  },
  {
    what: 'where data comes from that the person did not give',
    citation: `${GDPR} 14(2)(f)`,
    action: 'Use {{list:sources}}.',
    when: (data) => data.sources.sources.some(({ from }) => from !== 'subject'),
    said: /\{\{list:sources\}\}/,
  },
];

/** A notice tells everything that Arts 13 and 14 ask for. */
export function checkInformation({ data, notices, inNotice }: Checking): void {
  for (const [language, prose] of Object.entries(notices)) {
    const plain = prose.replace(/\{\{\s*([^{}]*?)\s*\}\}/g, '{{$1}}').replace(/\s+/g, ' ');
    for (const { what, citation, action, when, said } of ITEMS) {
      const known = knownLanguage(language);
      const pattern = said instanceof RegExp ? said : known && said[known];
      if (when?.(data) === false || !pattern || pattern.test(plain)) continue;
      inNotice('missing-art13', language, 0, `The notice does not say ${what}.`, { citation, action });
    }
  }
}
