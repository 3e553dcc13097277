import { FIRST_LANGUAGE, knownLanguage, type Language } from '../../texts/languages.ts';
import type { FileName } from '../schema.ts';
import type { Checking } from './checking.ts';
import type { KindCode } from './kinds.ts';
import { eachText } from './prose.ts';

/** A wording that claims what it cannot do. */
interface Wording {
  readonly code: KindCode;
  readonly pattern: Readonly<Record<Language, RegExp>>;
  readonly why: string;
  readonly citation: string;
}

const CONSENT = 'GDPR and UK GDPR Arts 4(11), 7; Recital 32';

/** Patterns stay within a sentence: a dot ends one only before a space, so that web addresses do not. */
const WORDINGS: readonly Wording[] = [
  {
    code: 'consent-by-visiting',
    pattern: {
      en: /\bby (?:visiting|using|accessing|browsing|continuing to (?:use|browse|visit)|entering)\b(?:[^.]|\.\S){0,240}?\b(?:you (?:are )?(?:accept|consent|agree)(?:ing|s)?|you (?:give|signify) (?:your )?consent)\b|\b(?:continued )?use of (?:this|our|the) (?:web)?sites?\b(?:[^.]|\.\S){0,60}\b(?:means|constitutes|signifies|is)\b(?:[^.]|\.\S){0,40}\b(?:consent|agree|accept)/gi,
      fr: /\ben (?:visitant|utilisant|consultant|accédant à|naviguant sur|poursuivant (?:votre |la )?(?:navigation|visite|utilisation))(?:[^.]|\.\S){0,240}?\bvous (?:acceptez|consentez|donnez votre (?:accord|consentement))\b|\b(?:l[’']utilisation|la consultation|la visite) (?:de ce|du|de notre|d[’']un) site\b(?:[^.]|\.\S){0,60}?\b(?:vaut|constitue|signifie|emporte)\b(?:[^.]|\.\S){0,40}?\b(?:consentement|acceptation|accord)\b/gi,
    },
    why: 'A visit is no act of consent.',
    citation: CONSENT,
  },
  {
    code: 'consent-by-registering',
    pattern: {
      en: /\bby (?:registering|booking|signing up|subscribing|joining|submitting|providing|sending|giving|completing|attending|buying|ordering|purchasing)\b(?:[^.]|\.\S){0,120}?\byou (?:hereby )?(?:also )?(?:consent|agree|accept)\b/gi,
      fr: /\ben (?:vous inscrivant|réservant|vous abonnant|adhérant|envoyant|fournissant|donnant|remplissant|participant|achetant|commandant)\b(?:[^.]|\.\S){0,120}?\bvous (?:acceptez|consentez)\b/gi,
    },
    why: 'Registering or sending details is no consent to anything else, and no explicit consent to a transfer.',
    citation: `${CONSENT}; Art 49(1)(a)`,
  },
  {
    code: 'consent-by-terms',
    pattern: {
      en: /\byou (?:hereby )?(?:agree|accept|acknowledge) that (?:\w+ ){1,4}(?:(?:may|can|will)|(?:have|has) the right to) (?:share|disclose|pass|transfer|sell|give|use)\b|\b(?:residents|customers|members|users|participants|attendees|delegates)\b(?:[^.]|\.\S){0,60}?\bconsent to\b(?:[^.]|\.\S){0,160}?\b(?:shared|sold|used|disclosed|passed|marketing)\b/gi,
      fr: /\bvous (?:acceptez|reconnaissez) que (?:\S+ ){1,4}(?:peut|peuvent|pouvons|puissions|puisse|puissent) (?:partager|communiquer|transmettre|céder|vendre|donner|utiliser)\b/gi,
    },
    why: 'Consent is the person’s to give; a policy text cannot declare it.',
    citation: `${CONSENT}; Cal Civ Code 1798.140(h)`,
  },
  {
    code: 'ticked-in-advance',
    pattern: {
      en: /\b(?:pre-?ticked|pre-?checked|ticked (?:by default|in advance)|already ticked)\b|\bun-?tick (?:this|the) box\b|\bunless you (?:un-?tick|opt out|tell us otherwise),? (?:we (?:will|may)|you (?:consent|agree))/gi,
      fr: /\bpré-?coch|\bcochées? (?:d[’']avance|par défaut)|\bdécochez (?:cette|la) case\b|\bsauf (?:si vous vous y opposez|avis contraire)[^.]{0,20}?\b(?:nous (?:pouvons|allons)|vous (?:consentez|acceptez))\b/gi,
    },
    why: 'A box ticked in advance and silence are no consent.',
    citation: 'GDPR and UK GDPR Recital 32; CJEU C-673/17 Planet49',
  },
  {
    code: 'security-disclaimer',
    pattern: {
      en: /\b(?:can(?:not|'t|’t)|do(?:es)? not|unable to) (?:guarantee|ensure|warrant)\b(?:[^.]|\.\S){0,60}\bsecur|\bany transmission is at your (?:own )?risk\b|\b(?:not|no) (?:accept|responsib|liab)(?:[^.]|\.\S){0,60}\b(?:security|loss|breach) of (?:your )?(?:personal )?(?:data|information)\b/gi,
      fr: /\bne (?:pouvons|peut|saurions|saurait)(?: pas)? garantir\b(?:[^.]|\.\S){0,60}?\bsécurit|\bdéclin(?:ons|e) toute responsabilité\b(?:[^.]|\.\S){0,80}?\b(?:sécurité|perte|données)/gi,
    },
    why: 'The duty to protect data cannot be disclaimed.',
    citation: 'GDPR and UK GDPR Arts 5(1)(f), 32',
  },
  {
    code: 'form-of-words',
    pattern: {
      en: /\brequests? (?:should|must|needs? to) (?:make (?:it )?clear|state|say|mention|be (?:marked|labelled|headed))\b|\bmust (?:use|complete|fill in|fill out) (?:the|our|this) (?:[^.]|\.\S){0,30}\bform\b|\bonly (?:accept|answer|process) requests? (?:made )?(?:in writing|on|by|through)\b/gi,
      fr: /\bdemandes? (?:doit|doivent) (?:préciser|indiquer|mentionner|porter|être (?:faites?|présentées?) (?:par|au moyen))\b|\b(?:devez|doit) (?:utiliser|remplir) (?:le|notre|ce)\b(?:[^.]|\.\S){0,30}?\bformulaire\b/gi,
    },
    why: 'A request needs no form and no form of words.',
    citation: 'GDPR and UK GDPR Arts 12(2), 15; ICO, right of access',
  },
  {
    code: 'right-denied',
    pattern: {
      en: /\b(?:do(?:es)? not|don't|don’t) (?:consider|believe|think)(?:[^.]|\.\S){0,40}\bright\b(?:[^.]|\.\S){0,40}\bappl|\b(?:portability|erasure|objection|restriction)\b(?:[^.]|\.\S){0,60}\bdoes not apply\b|\bright (?:of|to) (?:data )?portability\b(?:[^.]|\.\S){0,40}\b(?:not available|excluded)\b/gi,
      fr: /\b(?:portabilité|effacement|opposition|limitation)(?:[^.]|\.\S){0,60}?\bne s[’']appliqu(?:e|ent) pas\b/gi,
    },
    why: 'A right applies where the law says so; membership data is given under contract or consent.',
    citation: 'GDPR and UK GDPR Arts 12(2), 20',
  },
];

/** Files whose texts the public reads. */
const PUBLIC: readonly FileName[] = [
  'data',
  'purposes',
  'forms',
  'cookies',
  'recipients',
  'portals',
  'requests',
  'policy',
];

/** No text claims a consent that nobody gave, or denies a duty or a right, in whichever language it is. */
export function checkWording({ data, notices, translations, at, inNotice, inTexts }: Checking): void {
  for (const { code, pattern, why, citation } of WORDINGS) {
    const wrong = (text: string, language: string | undefined) =>
      // Line breaks of the source do not end a sentence; spaces of equal length keep the offsets.
      text.replace(/\s/g, ' ').matchAll(pattern[knownLanguage(language) ?? FIRST_LANGUAGE]);
    for (const [language, prose] of Object.entries(notices)) {
      for (const match of wrong(prose, language)) {
        inNotice(code, language, match.index, `${quote(match[0])} ${why}`, { citation });
      }
    }
    for (const file of PUBLIC) {
      eachText(data[file], (text, path) => {
        for (const match of wrong(text, data.policy.languages[0])) {
          at(code, file, path, `${quote(match[0])} ${why}`, { citation });
        }
      });
    }
    for (const [language, { texts }] of Object.entries(translations)) {
      for (const [key, { text }] of Object.entries(texts)) {
        if (!PUBLIC.some((file) => key.startsWith(`${file}.`))) continue;
        for (const match of wrong(text, language)) {
          inTexts(code, language, key, `${quote(match[0])} ${why}`, { citation });
        }
      }
    }
  }
}

function quote(text: string): string {
  const words = text.replace(/\s+/g, ' ');
  return `“${words.length > 80 ? `${words.slice(0, 77)}…` : words}”:`;
}
