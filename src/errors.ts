import type { Language } from './texts/languages.ts';

/**
 * The one catalogue of errors. Every refusal that reaches a person or a client has a code here; `docs/errors.md`
 * is checked against it. Details meant for operators are logged, never sent.
 */
export const ERRORS = {
  VALIDATION: { status: 422, title: 'Some of the input is not valid' },
  MALFORMED_JSON: { status: 400, title: 'The body is not valid JSON' },
  PAYLOAD_TOO_LARGE: { status: 413, title: 'The body is larger than this call accepts' },
  UNSUPPORTED_MEDIA_TYPE: { status: 415, title: 'The content type is not supported' },
  UNAUTHENTICATED: { status: 401, title: 'A valid API key is needed' },
  FORBIDDEN: { status: 403, title: 'The key may not do this' },
  CSRF: { status: 403, title: 'The form came from somewhere else or has expired' },
  NOT_FOUND: { status: 404, title: 'There is nothing here' },
  METHOD_NOT_ALLOWED: { status: 405, title: 'This address does not take that method' },
  RATE_LIMITED: { status: 429, title: 'Too many requests' },
  BAD_HOST: { status: 421, title: 'This host name is not served here' },
  IDEMPOTENCY_KEY_MISSING: {
    status: 400,
    title: 'A call that writes needs an Idempotency-Key of 8 to 200 characters',
  },
  IDEMPOTENCY_KEY_REUSED: { status: 422, title: 'This Idempotency-Key was used for a different request' },
  IDEMPOTENCY_IN_PROGRESS: {
    status: 409,
    title: 'The first request with this Idempotency-Key is still running',
  },
  UNKNOWN_POLICY: { status: 422, title: 'No such policy' },
  LINK_TOO_OLD: { status: 403, title: 'This link is too old to start anything; it still stops everything' },
  UNKNOWN_FORM: { status: 404, title: 'No such form' },
  UNDER_AGE: { status: 422, title: 'This form is for older people; nothing was kept' },
  NO_PUBLIC_ADDRESS: {
    status: 503,
    title: 'This Heed has not been told the address by which the public reaches it',
  },
  UNKNOWN_SUBJECT: { status: 404, title: 'No such subject' },
  UNKNOWN_DECISION: { status: 404, title: 'No such decision' },
  UNKNOWN_SCREENING: { status: 404, title: 'No such screening' },
  RESULTS_REMOVED: { status: 410, title: 'The result files were removed after their time' },
  UNKNOWN_IMPORT: { status: 404, title: 'No such import' },
  UNKNOWN_API_KEY: { status: 404, title: 'No such API key' },
  INVALID_IDENTIFIER: {
    status: 422,
    title: 'That is not a usable email address, number, postal address or member number',
  },
  SUBJECT_ERASED: { status: 410, title: 'This person was erased' },
  CONSENT_WITHOUT_EVIDENCE: {
    status: 422,
    title: 'A consent needs wording, notice version, method, time and source',
  },
  STOP_NOT_LIFTABLE: { status: 422, title: 'Only a later valid act of the person lifts a stop' },
  SOURCE_NOT_ALLOWED: { status: 422, title: 'The policy does not allow this source' },
  LIST_NOT_REGISTERED: { status: 422, title: 'A bought-in list needs its purchase entry in the policy' },
  BAD_LIST: { status: 422, title: 'The list cannot be read' },
  MISSING_COLUMN: { status: 422, title: 'The list lacks a column that is needed' },
  BAD_REGISTER_FILE: {
    status: 422,
    title: 'The register file is truncated or malformed; the one in use stays',
  },
  POLICY_INVALID: { status: 422, title: 'The policy folder has errors' },
  VERSION_PUBLISHED: { status: 409, title: 'That version was published already, and stays as it is' },
  UNKNOWN_VERSION: { status: 404, title: 'The policy has no such version' },
  CALENDAR_NOT_LOADED: { status: 422, title: 'The holiday calendar does not cover that year' },
  CONFLICT: { status: 409, title: 'Somebody else changed this at the same time' },
  STORE_UNAVAILABLE: { status: 503, title: 'The database is away; nothing was changed' },
  OUTCOME_UNKNOWN: {
    status: 503,
    title: 'The database went away while a change was being saved; whether it was saved is not known',
  },
  BACKUP_INVALID: { status: 422, title: 'The backup cannot be opened; nothing was restored' },
  STORE_FULL: { status: 507, title: 'The disk of the database is full; nothing was changed' },
  DISK_FULL: { status: 507, title: 'The disk is full; nothing is half written' },
  STORE_LOCKED: { status: 409, title: 'Another Heed is using this data folder' },
  NOT_FOR_REAL_DATA: { status: 422, title: 'The demo store holds no real data' },
  CANCELLED: { status: 409, title: 'The run was cancelled; nothing was written' },
  INTERNAL: { status: 500, title: 'Something went wrong on our side' },
} as const;

export type ErrorCode = keyof typeof ERRORS;

/** One place in the input that is wrong: a JSON Pointer (or `line 12, column email`) and what to do about it. */
export interface Issue {
  readonly pointer: string;
  readonly detail: string;
}

/**
 * A refusal with a stable code. `detail` is shown to the caller: it says what is wrong and what to do next, and
 * never holds a personal value.
 */
export class HeedError extends Error {
  override readonly name = 'HeedError';
  readonly code: ErrorCode;
  readonly issues: readonly Issue[];
  readonly #worded: ((language: Language) => string) | undefined;

  /** @param detail in English, or as `worded` makes it, for refusals that members of the public meet */
  constructor(
    code: ErrorCode,
    detail?: string | ((language: Language) => string),
    issues: readonly Issue[] = [],
    options?: { cause?: unknown },
  ) {
    super((typeof detail === 'function' ? detail('en') : detail) ?? ERRORS[code].title, options);
    this.code = code;
    this.issues = issues;
    this.#worded = typeof detail === 'function' ? detail : undefined;
  }

  /** What to do next, in a language; undefined where there are no words in it. */
  detailIn(language: Language): string | undefined {
    return this.#worded?.(language);
  }

  get status(): number {
    return ERRORS[this.code].status;
  }

  get title(): string {
    return ERRORS[this.code].title;
  }
}
