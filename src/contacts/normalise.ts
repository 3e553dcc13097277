import { domainToASCII } from 'node:url';
import { parsePhoneNumberFromString } from 'libphonenumber-js/min';
import { HeedError } from '../errors.ts';

/** What a person can be reached or known by. */
export const IDENTIFIER_KINDS = ['email', 'phone', 'post', 'member', 'device'] as const;
export type IdentifierKind = (typeof IDENTIFIER_KINDS)[number];

export interface Identifier {
  readonly kind: IdentifierKind;
  readonly value: string;
}

export interface NormaliseOptions {
  /** ISO 3166-1 alpha-2: how to read a number without a country code. Default GB. */
  readonly country?: string;
  /** Treat `ann+news@` and `ann@` as one address. Off: some people keep both apart on purpose. */
  readonly dropPlusTag?: boolean;
}

/** What a contact over a channel goes to. */
export const KIND_OF_CHANNEL: Readonly<Record<string, IdentifierKind>> = {
  email: 'email',
  sms: 'phone',
  live_call: 'phone',
  automated_call: 'phone',
  fax: 'phone',
  post: 'post',
};

/**
 * The one spelling of an identifier, under which it is looked up and suppressed.
 *
 * - email: trimmed, NFC, lower case, domain in ASCII; full address only
 * - phone: E.164; numbers of possible length are taken, so that newly opened ranges and drama numbers work
 * - post: name, postcode and house, separated by `|`, in capitals without marks or punctuation
 * - member: capitals, no spaces; device: as it is
 *
 * @throws HeedError INVALID_IDENTIFIER, which never repeats the value
 */
export function normaliseIdentifier(kind: string, value: string, options: NormaliseOptions = {}): string {
  const normalised = attempt(kind, value.normalize('NFC').trim(), options);
  if (normalised) return normalised;
  throw new HeedError(
    'INVALID_IDENTIFIER',
    HELP[kind] ?? `"${IDENTIFIER_KINDS.join('", "')}" are the kinds of identifier.`,
  );
}

const HELP: Readonly<Record<string, string>> = {
  email: 'That is not a usable email address. One looks like name@example.org.',
  phone: 'That is not a usable phone number. Write it with its country code, such as +44 20 7946 0000.',
  post: 'A postal address is found by name, postcode and house: "Ann Example|SW1A 1AA|12".',
  member: 'A member number has letters, digits and hyphens.',
  device: 'A device id has 8 to 200 letters, digits, dots, hyphens or underscores.',
};

function attempt(kind: string, value: string, options: NormaliseOptions): string | null {
  switch (kind) {
    case 'email':
      return email(value, options.dropPlusTag ?? false);
    case 'phone':
      return phone(value, options.country);
    case 'post':
      return post(value);
    case 'member':
      return matching(
        value.normalize('NFKC').replaceAll(/\s+/g, '').toUpperCase(),
        /^[A-Z0-9][A-Z0-9/_-]{0,63}$/,
      );
    case 'device':
      return matching(value, /^[A-Za-z0-9._-]{8,200}$/);
    default:
      return null;
  }
}

function matching(value: string, pattern: RegExp): string | null {
  return pattern.test(value) ? value : null;
}

function email(value: string, dropPlusTag: boolean): string | null {
  const at = value.lastIndexOf('@');
  if (at < 1 || value.length > 254) return null;
  let local = value.slice(0, at).toLowerCase().normalize('NFC');
  if (dropPlusTag) local = local.replace(/(?<=.)\+.*$/, '');
  if (local.length > 64 || !/^[^\s@"(),:;<>[\\\]\p{Cc}\p{Cf}]+$/u.test(local) || /^\.|\.\.|\.$/.test(local))
    return null;
  const domain = domainToASCII(
    value
      .slice(at + 1)
      .toLowerCase()
      .replace(/\.$/, ''),
  );
  return /^(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/.test(domain)
    ? `${local}@${domain}`
    : null;
}

/**
 * A British number of ten digits as nearly every list writes it; undefined for anything else. The general reading
 * agrees (a test compares them) and takes twenty times as long.
 */
function plainBritish(value: string, country: string): string | undefined {
  const digits = value.replaceAll(/[ -]/g, '');
  if (/^\+44[1-9]\d{9}$/.test(digits)) return digits;
  return country === 'GB' && /^0[1-9]\d{9}$/.test(digits) ? `+44${digits.slice(1)}` : undefined;
}

function phone(value: string, country = 'GB'): string | null {
  const plain = plainBritish(value, country);
  if (plain) return plain;
  // Excel and people write 0044 and (0); both mean the same.
  const cleaned = value.replace(/^00(?=[1-9])/, '+').replace(/^(\+\d{1,3}\s*)\(0\)/, '$1');
  const parsed = parsePhoneNumberFromString(cleaned, { defaultCountry: country as 'GB', extract: false });
  return parsed?.isPossible() ? parsed.number : null;
}

function post(value: string): string | null {
  const parts = value.split('|').map((part) =>
    part
      .normalize('NFKD')
      .replaceAll(/\p{M}/gu, '')
      .toUpperCase()
      .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
      .trim(),
  );
  if (parts.length !== 3 || parts.some((part) => part === '' || part.length > 200)) return null;
  return `${parts[0]}|${parts[1]!.replaceAll(' ', '')}|${parts[2]}`;
}
