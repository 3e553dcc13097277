/**
 * Every table with rows of single people, by their `subject`. What is `deleted` goes when the person is erased, and
 * again when a backup from before is restored; the rest stays, for the reason given, under a pseudonym whose key is
 * destroyed. A table that is not listed here fails the tests.
 */
export const PERSON_TABLES = {
  subject_key: { erased: 'deleted' },
  identifier: { erased: 'deleted' },
  projection: { erased: 'deleted' },
  /** That a text seemed to speak of health says something of the person even where the text is gone. */
  form_review: { erased: 'deleted' },
  form_file: { erased: 'deleted' },
  cookie_consent_link: { erased: 'deleted' },
  fact: {
    erased: 'kept',
    because: 'codes and dates under a pseudonym; evidence is sealed under the destroyed key',
  },
  decision: { erased: 'kept', because: 'answers that were given, from codes and dates, under a pseudonym' },
  form_submission: {
    erased: 'kept',
    because: 'form, wording and choices; the answers are sealed under the destroyed key',
  },
} as const satisfies Record<string, { erased: 'deleted' } | { erased: 'kept'; because: string }>;

/** The tables whose rows go with a person. */
export const DELETED_WITH_PERSON: readonly string[] = Object.entries(PERSON_TABLES)
  .filter(([, { erased }]) => erased === 'deleted')
  .map(([name]) => name);
