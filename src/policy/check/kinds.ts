import type { Severity } from '../finding.ts';

export interface Kind {
  readonly severity: Severity;
  /** What the folder author should do, where the finding itself does not say it better. */
  readonly action: string;
  readonly citation?: string;
}

/** Every kind of finding beyond the shape of the files. `docs/policy-folder.md` lists the same. */
export const KINDS = {
  // References
  'unknown-reference': { severity: 'error', action: 'Use an id that exists, or add the entry it points to.' },
  'duplicate-id': { severity: 'error', action: 'Give each entry its own id.' },
  'one-sided-recipient': {
    severity: 'error',
    action: 'State the purpose and the recipient on both sides, or on neither.',
    citation: 'GDPR and UK GDPR Art 30(1)(d)',
  },
  'field-without-purpose': {
    severity: 'error',
    action: 'Remove the field, or add the purpose that needs it to the form.',
    citation: 'GDPR and UK GDPR Art 5(1)(c)',
  },
  'data-without-retention': {
    severity: 'error',
    action: 'Add the category to a retention rule.',
    citation: 'GDPR and UK GDPR Arts 5(1)(e), 13(2)(a)',
  },
  'unused-entry': { severity: 'warning', action: 'Remove it, or use it.' },
  'form-without-box': {
    severity: 'error',
    action: 'Add a choice of kind opt_out to the form; the contact rules of this folder rely on it.',
    citation: 'PECR reg 22(3)(c); GDPR and UK GDPR Art 21(4)',
  },
  'form-without-sponsor-notice': {
    severity: 'error',
    action: 'Write sponsor_notice: who gets the details and what for.',
    citation: 'GDPR and UK GDPR Art 13(1)(e); Cal Civ Code 1798.100(a)',
  },
  'cookie-without-necessity': {
    severity: 'error',
    action: 'Say why the service cannot work without it, or move it to another category.',
    citation: 'PECR Sch A1 para 4; Directive 2002/58 Art 5(3)',
  },
  'statistics-joined': {
    severity: 'error',
    action: 'Keep them apart from people, or change the clause that promises it.',
    citation: 'GDPR and UK GDPR Art 5(1)(b)',
  },

  // Promises
  'broken-mark': { severity: 'error', action: 'Write [The sentence.]{ABC-01 check=some-check}.' },
  'unknown-clause': { severity: 'error', action: 'Register the clause in clauses.yaml, or correct its id.' },
  'clause-gap': { severity: 'error', action: 'Add the missing clause to clauses.yaml: nothing is dropped.' },
  'clause-not-stated': { severity: 'error', action: 'Mark the sentence of the notice that states it.' },
  'clause-not-to-state': { severity: 'error', action: 'Take the mark off: such a wording is not relied on.' },
  'not-where-stated': { severity: 'error', action: 'Name the clause there, or correct stated_in.' },
  'promise-without-check': { severity: 'error', action: 'Name the check that shows whether it is kept.' },
  'unknown-check': { severity: 'error', action: 'Use a check of `heed policy checks`.' },
  'check-without-promise': { severity: 'error', action: 'Bind the clause that promises it to this check.' },
  'checks-disagree': { severity: 'error', action: 'Name the same checks in the notice and in clauses.yaml.' },
  'wording-without-instead': { severity: 'error', action: 'Say in `instead` what is done instead.' },
  'to-confirm': { severity: 'note', action: 'Have the operator confirm the entries and drop `confirm`.' },

  // The notice
  'unknown-placeholder': { severity: 'error', action: 'Use a placeholder of docs/policy-folder.md.' },
  'block-in-line': { severity: 'error', action: 'Put lists and tables on a line of their own.' },
  'value-by-hand': {
    severity: 'error',
    action:
      'Use a placeholder such as {{clock.…}} or {{period.…}}, so that notice and behaviour cannot differ.',
  },
  'purpose-not-stated': {
    severity: 'error',
    action: 'Put {{list:purposes}} into the notice, or name the purpose in it.',
    citation: 'GDPR and UK GDPR Art 13(1)(c)',
  },
  'missing-art13': { severity: 'error', action: 'Say it in the notice.' },
  'language-of-lists': {
    severity: 'warning',
    action: 'Check the rendered notice: generated lists are in English.',
  },

  // Further languages
  untranslated: {
    severity: 'error',
    action: 'Translate it; `heed policy translate` adds the places that are missing.',
  },
  'unknown-translation': { severity: 'error', action: 'Remove it, or correct its place.' },
  'stale-translation': {
    severity: 'warning',
    action: 'Look at the translation again, and set `from` (or `notice`) to what it translates now.',
  },
  'translations-disagree': {
    severity: 'error',
    action: 'Say the same in every language: the same promises, the same values.',
    citation: 'GDPR and UK GDPR Art 12(1)',
  },

  // Law
  'clock-too-long': { severity: 'error', action: 'Shorten it to what the law allows.' },
  'clock-too-short': { severity: 'error', action: 'Lengthen it to what the law asks for.' },
  'missing-clock': { severity: 'error', action: 'Add the clock to requests.yaml.' },
  'retention-too-long': {
    severity: 'warning',
    action: 'Shorten it, or name in `why` the law that asks for it.',
  },
  'retention-open-ended': {
    severity: 'warning',
    action: 'Give a period, or say in `why` by which test it ends.',
  },
  'retention-too-short': { severity: 'note', action: 'Keep the proof for as long as it can be asked for.' },
  'sensitive-without-consent': {
    severity: 'error',
    action: 'Rest the purpose on explicit consent, or leave the category out.',
  },
  'automated-decision': {
    severity: 'error',
    action: 'Put a person into the decision, or describe logic and effect.',
  },
  'source-without-art14': {
    severity: 'error',
    action: 'Set art14: true.',
    citation: 'GDPR and UK GDPR Art 14',
  },
  'missing-right': { severity: 'error', action: 'Add the right to requests.yaml.' },
  'missing-safeguard': {
    severity: 'error',
    action: 'Add a safeguard of that kind with owner and review period to staff.yaml.',
    citation: 'GDPR and UK GDPR Art 32(1)',
  },
  'recipient-without-contract': { severity: 'error', action: 'Conclude the contract and name its kind.' },
  'transfer-mechanism': { severity: 'error', action: 'Choose a safeguard that covers this transfer.' },
  'transfer-unassessed': {
    severity: 'error',
    action: 'Assess the law of the place with the recipient; both sign.',
  },
  'transfer-expired': { severity: 'error', action: 'Renew the safeguard, or stop the transfer.' },
  'transfer-review-due': { severity: 'warning', action: 'Review the assessment and set the next date.' },
  'transfer-missing': {
    severity: 'error',
    action: 'Enter the transfer with its safeguard, or correct the country.',
  },

  // Documents and versions
  'missing-california-notice': {
    severity: 'error',
    action: 'Add a document with `reviewed` and a `review_clock` of twelve months that applies to US-CA.',
    citation: 'Cal Civ Code 1798.130(a)(5); 11 CCR 7011',
  },
  'document-review-due': { severity: 'warning', action: 'Bring it up to date and set `reviewed`.' },
  'document-review-overdue': { severity: 'error', action: 'Bring it up to date and set `reviewed`.' },
  'document-never-reviewed': {
    severity: 'error',
    action: 'Set `reviewed` to the day on which it was last brought up to date.',
  },
  'version-altered': {
    severity: 'error',
    action: 'Restore the file from git; what people once read stays as it was.',
    citation: 'GDPR and UK GDPR Arts 5(2), 7(1)',
  },
  'version-reused': {
    severity: 'error',
    action: 'Give the folder a new `version`; what people read under this one stays.',
    citation: 'GDPR and UK GDPR Arts 5(2), 7(1)',
  },
  'version-not-later': { severity: 'error', action: 'Give the folder a later `version`.' },
  'material-change-unplanned': {
    severity: 'error',
    action: 'Say in `changes.tell` of policy.yaml who hears of it, how and by when.',
    citation: 'GDPR and UK GDPR Arts 5(1)(a), 13(3)',
  },

  // Wording that cannot do the legal work it claims
  'consent-by-visiting': {
    severity: 'error',
    action: 'Say that permission needs an act of its own, and ask for it on the form.',
  },
  'consent-by-registering': {
    severity: 'error',
    action: 'Ask for the permission separately from the booking or order.',
  },
  'consent-by-terms': {
    severity: 'error',
    action: 'Name recipient, purpose and basis, and offer a choice of its own.',
  },
  'ticked-in-advance': { severity: 'error', action: 'Leave the box empty; the person ticks it.' },
  'security-disclaimer': {
    severity: 'error',
    action: 'Say what is done to protect data; no sentence removes the duty.',
  },
  'form-of-words': { severity: 'error', action: 'Say that any wording opens a request.' },
  'right-denied': {
    severity: 'error',
    action: 'Offer the right for the data it covers and say which that is.',
  },
} as const satisfies Record<string, Kind>;

export type KindCode = keyof typeof KINDS;
