import { createHmac, timingSafeEqual } from 'node:crypto';
import { IDENTIFIER_KINDS, type IdentifierKind } from '../contacts/normalise.ts';
import type { Vault } from '../db/vault.ts';
import { CHANNELS, PURPOSES } from '../decision/types.ts';

/** What a link is for: stopping one list, the preference centre, or confirming a sign-up. */
export const LINK_USES = ['stop', 'preferences', 'confirm'] as const;
export type LinkUse = (typeof LINK_USES)[number];

/** The mailing that a stop link ends. */
export interface LinkList {
  readonly channel: (typeof CHANNELS)[number];
  readonly purpose: (typeof PURPOSES)[number];
  /** Absent: every topic of it. */
  readonly topic?: string;
}

/** What a link says. It names nobody: the recipient is a random id and a keyed hash. */
export interface Link {
  readonly use: LinkUse;
  /** Epoch seconds. */
  readonly issued: number;
  readonly kind: IdentifierKind;
  /** Uuid of the identifier, or null when the address was not known as the link was made. */
  readonly identifier: string | null;
  /** Keyed hash of the address, hex, and the version of its key. */
  readonly hash: string;
  readonly key_version: number;
  readonly list?: LinkList;
  /** What is to be confirmed: uuid of a submission. */
  readonly submission?: string;
}

const FORMAT = 1;
const FIXED = 60;
const MAC = 16;
const NOBODY = '0'.repeat(32);

/**
 * Writes a link as 100 to 200 letters, digits, `-` and `_`. Layout: format, use, address kind, key version (2), issued
 * (4), flags, channel, purpose, identifier (16), hash (32), topic or submission, and 128 bits of HMAC-SHA-256 over it
 * all and the controller, so that no link works for another organisation.
 */
export function writeLink(vault: Vault, controller: string, link: Link): string {
  const tail = link.submission ? unhyphen(link.submission) : Buffer.from(link.list?.topic ?? '', 'utf8');
  const fixed = Buffer.alloc(FIXED);
  fixed[0] = FORMAT;
  fixed[1] = LINK_USES.indexOf(link.use);
  fixed[2] = IDENTIFIER_KINDS.indexOf(link.kind);
  fixed.writeUInt16BE(link.key_version, 3);
  fixed.writeUInt32BE(link.issued, 5);
  fixed[9] = link.list ? 1 : 0;
  fixed[10] = link.list ? CHANNELS.indexOf(link.list.channel) : 0;
  fixed[11] = link.list ? PURPOSES.indexOf(link.list.purpose) : 0;
  unhyphen(link.identifier ?? NOBODY).copy(fixed, 12);
  Buffer.from(link.hash, 'hex').copy(fixed, 28);
  const body = Buffer.concat([fixed, tail]);
  return Buffer.concat([body, mac(vault, controller, link.key_version, body)]).toString('base64url');
}

/**
 * Reads a link of this use, or null for whatever was not written by `writeLink` for this controller: forged, cut,
 * lengthened, of another organisation or another use. It takes the same time wherever the difference lies.
 */
export function readLink(vault: Vault, controller: string, use: LinkUse, text: string): Link | null {
  if (text.length > 600 || !/^[A-Za-z0-9_-]+$/.test(text)) return null;
  const bytes = Buffer.from(text, 'base64url');
  // Base64 has several spellings of some endings; one link has one spelling.
  if (bytes.length < FIXED + MAC || bytes.toString('base64url') !== text) return null;
  const body = bytes.subarray(0, -MAC);
  const version = body.readUInt16BE(3);
  const known = vault.indexVersions.includes(version);
  const right = mac(vault, controller, known ? version : vault.indexVersion, body);
  if (!timingSafeEqual(right, bytes.subarray(-MAC)) || !known) return null;
  if (body[0] !== FORMAT || LINK_USES[body[1]!] !== use) return null;
  const tail = body.subarray(FIXED);
  const identifier = body.toString('hex', 12, 28);
  return {
    use,
    issued: body.readUInt32BE(5),
    kind: IDENTIFIER_KINDS[body[2]!]!,
    identifier: identifier === NOBODY ? null : hyphen(identifier),
    hash: body.toString('hex', 28, 60),
    key_version: version,
    ...(body[9] === 1
      ? {
          list: {
            channel: CHANNELS[body[10]!]!,
            purpose: PURPOSES[body[11]!]!,
            ...(tail.length > 0 ? { topic: tail.toString('utf8') } : {}),
          },
        }
      : {}),
    ...(use === 'confirm' ? { submission: hyphen(tail.toString('hex')) } : {}),
  };
}

/** The key of links comes from the index key, which outlives every rotation because suppressions need it too. */
function mac(vault: Vault, controller: string, version: number, body: Buffer): Buffer {
  const key = vault.hash('heed', 'link-token', '1', version);
  return createHmac('sha256', key)
    .update(`heed/link\0${controller}\0`)
    .update(body)
    .digest()
    .subarray(0, MAC);
}

function unhyphen(uuid: string): Buffer {
  return Buffer.from(uuid.replaceAll('-', ''), 'hex');
}

function hyphen(hex: string): string {
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
