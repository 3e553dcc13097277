import { createCipheriv, createDecipheriv, createHmac, createSecretKey, type KeyObject } from 'node:crypto';
import { randomBytes } from '../random-bytes.ts';

/** Keys by version; new work uses the highest. */
export interface KeyRing {
  readonly current: number;
  readonly keys: ReadonlyMap<number, Buffer>;
}

/** Gives the keys as they are now. `anew` reads them again even if that was just done. */
export type KeySource = (anew?: boolean) => KeyRing;

export interface WrappedKey {
  readonly master_version: number;
  readonly wrapped: Uint8Array;
}

const FORMAT = 1;
const NONCE = 12;
const TAG = 16;

/**
 * The cryptography of the store. Personal values are sealed with AES-256-GCM under a key of the subject; that key is
 * wrapped by the master key; identifiers are found by HMAC-SHA-256 under the index key. Nothing is cached: a key that
 * another process destroyed is gone here at once.
 */
export class Vault {
  readonly #master: KeySource;
  readonly #index: KeySource;

  /** Key rings that stay as they are, or sources of ones that may be rotated while this process runs. */
  constructor(master: KeyRing | KeySource, index: KeyRing | KeySource) {
    this.#master = typeof master === 'function' ? master : () => master;
    this.#index = typeof index === 'function' ? index : () => index;
  }

  /** A new data key for a subject, and the form in which it is stored. */
  newSubjectKey(subject: string): { key: Buffer; stored: WrappedKey } {
    const key = randomBytes(32);
    return { key, stored: this.wrapSubjectKey(subject, key) };
  }

  /** A subject's data key in the form in which it is stored, under the current master key. */
  wrapSubjectKey(subject: string, key: Buffer): WrappedKey {
    const master_version = this.masterVersion;
    const wrapped = seal(keyOf(this.#master, master_version), `heed/key/${subject}`, key);
    return { master_version, wrapped };
  }

  /** The version under which new keys are wrapped. */
  get masterVersion(): number {
    return this.#master().current;
  }

  /** The data key of a subject. Throws when the master key is another one or the row belongs to somebody else. */
  openSubjectKey(subject: string, stored: WrappedKey): Buffer {
    return open(keyOf(this.#master, stored.master_version), `heed/key/${subject}`, stored.wrapped);
  }

  /** Seals text for one place: it opens under the same subject and the same fact (or identifier) only. */
  seal(key: Buffer, subject: string, place: string, text: string): Buffer {
    return seal(key, `heed/value/${subject}/${place}`, Buffer.from(text, 'utf8'));
  }

  open(key: Buffer, subject: string, place: string, sealed: Uint8Array): string {
    return this.openBytes(key, subject, place, sealed).toString('utf8');
  }

  /** As `seal`, for what is no text. */
  sealBytes(key: Buffer, subject: string, place: string, bytes: Uint8Array): Buffer {
    return seal(key, `heed/value/${subject}/${place}`, Buffer.from(bytes));
  }

  openBytes(key: Buffer, subject: string, place: string, sealed: Uint8Array): Buffer {
    return open(key, `heed/value/${subject}/${place}`, sealed);
  }

  /** The version that new hashes carry. */
  get indexVersion(): number {
    return this.#index().current;
  }

  /** Every version under which something may be found, the current one first. */
  get indexVersions(): readonly number[] {
    const { keys, current } = this.#index();
    return [current, ...[...keys.keys()].filter((version) => version !== current).sort((a, b) => b - a)];
  }

  /**
   * The keyed hash of a normalised identifier, current version first, the others after it for look-ups until they are
   * rehashed. It differs between controllers and kinds, so that two organisations' tables cannot be joined.
   */
  hashes(controller: string, kind: string, value: string): Buffer[] {
    return this.indexVersions.map((version) => this.#hmac(version, controller, kind, value));
  }

  /** The index keys, the current one first, for hashing by the million: key objects can be handed to threads. */
  indexKeys(): readonly KeyObject[] {
    return this.indexVersions.map((version) => createSecretKey(keyOf(this.#index, version)));
  }

  /** The keyed hash of a normalised identifier under one version, the current one unless said. */
  hash(controller: string, kind: string, value: string, version: number = this.indexVersion): Buffer {
    return this.#hmac(version, controller, kind, value);
  }

  /** Tells repeats of a fact apart without revealing it; worthless once the key is destroyed. */
  digest(key: Buffer, bytes: string): Buffer {
    return createHmac('sha256', createSecretKey(key)).update('heed/fact\0').update(bytes).digest();
  }

  #hmac(version: number, controller: string, kind: string, value: string): Buffer {
    return createHmac('sha256', createSecretKey(keyOf(this.#index, version)))
      .update(identifierPrefix(controller, kind) + value)
      .digest();
  }
}

/** What a keyed hash covers before the normalised value itself. */
export function identifierPrefix(controller: string, kind: string): string {
  return `heed/identifier\0${controller}\0${kind}\0`;
}

function keyOf(source: KeySource, version: number): Buffer {
  const key = source().keys.get(version) ?? source(true).keys.get(version);
  if (!key) throw new Error(`key version ${version} is not loaded`);
  return key;
}

/** Layout: format byte, nonce, ciphertext, tag. */
function seal(key: Buffer, aad: string, plain: Buffer): Buffer {
  const nonce = randomBytes(NONCE);
  // A key object: Node 24 takes three times as long for a key given as bytes.
  const cipher = createCipheriv('aes-256-gcm', createSecretKey(key), nonce).setAAD(Buffer.from(aad));
  return Buffer.concat([Buffer.of(FORMAT), nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

function open(key: Buffer, aad: string, sealed: Uint8Array): Buffer {
  const bytes = Buffer.from(sealed);
  if (bytes[0] !== FORMAT || bytes.length < 1 + NONCE + TAG) throw new Error('not a sealed value');
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(1, 1 + NONCE))
    .setAAD(Buffer.from(aad))
    .setAuthTag(bytes.subarray(-TAG));
  return Buffer.concat([decipher.update(bytes.subarray(1 + NONCE, -TAG)), decipher.final()]);
}
