import { ERRORS, type ErrorCode } from '../../errors.ts';

/** Refusals that a member of the public can meet. */
export const PUBLIC_CODES = [
  'VALIDATION',
  'PAYLOAD_TOO_LARGE',
  'UNSUPPORTED_MEDIA_TYPE',
  'CSRF',
  'FORBIDDEN',
  'NOT_FOUND',
  'METHOD_NOT_ALLOWED',
  'RATE_LIMITED',
  'BAD_HOST',
  'LINK_TOO_OLD',
  'UNKNOWN_FORM',
  'UNKNOWN_POLICY',
  'UNDER_AGE',
  'NO_PUBLIC_ADDRESS',
  'UNKNOWN_SUBJECT',
  'INVALID_IDENTIFIER',
  'SUBJECT_ERASED',
  'CONFLICT',
  'STORE_UNAVAILABLE',
  'OUTCOME_UNKNOWN',
  'STORE_FULL',
  'DISK_FULL',
  'INTERNAL',
] as const satisfies readonly ErrorCode[];
export type PublicCode = (typeof PUBLIC_CODES)[number];

/** Titles are those of the catalogue of errors. */
const titles = Object.fromEntries(PUBLIC_CODES.map((code) => [code, ERRORS[code].title])) as Record<
  PublicCode,
  string
>;

export const errors = {
  titles,
  /** For a refusal that says nothing more in the language of the reader. */
  tryAgain: 'Go back and try again. If it does not help, write to us.',
  logged: 'The error was logged under the request id.',
  csrf: 'Go back, reload the page and send the form again.',
  linkNotComplete: 'This link is not complete. Open it again from the message it came in.',
  nothingToConfirm: 'There is nothing to confirm (any more). Fill in the form again.',
  manyForms: 'Many forms came from your network. Wait an hour and send it again.',
  manyLinks: 'You asked for many links. Wait an hour and try again.',
  wait: 'Wait for the time in Retry-After, then go on.',
  hiddenField: 'A hidden field was filled in. Load the form again.',
  oneClick: (field: string) => `Send ${field} (RFC 8058).`,
  tornForm: 'The form did not arrive in one piece. Send it again.',
  correctFields: 'Correct the fields below and send the form again.',
  underAge: (age: number) => `This form is for people of ${age} and over. We kept nothing that you entered.`,
  noAddress: 'We hold no address to write to. Sign up again with a form.',
  noSuchForm: 'The policy has no form of that name.',
  home: 'Go to the start page',
  toNotice: 'Read the privacy notice',
  request: (code: string, id: string) => `${code}, request ${id}`,
};
