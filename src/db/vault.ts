import { createCipheriv, createDecipheriv, createHmac, createSecretKey, randomBytes } from 'node:crypto';

/** Keys by version; new work uses the highest. */
export interface KeyRing {
  readonly current: number;
  readonly keys: ReadonlyMap<number, Buffer>;
}

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
  readonly #master: KeyRing;
  readonly #index: KeyRing;

  constructor(master: KeyRing, index: KeyRing) {
    this.#master = master;
    this.#index = index;
  }

  /** A new data key for a subject, and the form in which it is stored. */
  newSubjectKey(subject: string): { key: Buffer; stored: WrappedKey } {
    const key = randomBytes(32);
    const master_version = this.#master.current;
    const wrapped = seal(keyOf(this.#master, master_version), `heed/key/${subject}`, key);
    return { key, stored: { master_version, wrapped } };
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
    return open(key, `heed/value/${subject}/${place}`, sealed).toString('utf8');
  }

  /** The version that new hashes carry. */
  get indexVersion(): number {
    return this.#index.current;
  }

  /**
   * The keyed hash of a normalised identifier, current version first, older ones after it for look-ups until they are
   * rehashed. It differs between controllers and kinds, so that two organisations' tables cannot be joined.
   */
  hashes(controller: string, kind: string, value: string): Buffer[] {
    const versions = [...this.#index.keys.keys()].sort((a, b) => b - a);
    return versions.map((version) => this.#hmac(version, controller, kind, value));
  }

  /** The current keyed hash of a normalised identifier. */
  hash(controller: string, kind: string, value: string): Buffer {
    return this.#hmac(this.#index.current, controller, kind, value);
  }

  /** Tells repeats of a fact apart without revealing it; worthless once the key is destroyed. */
  digest(key: Buffer, bytes: string): Buffer {
    return createHmac('sha256', createSecretKey(key)).update('heed/fact\0').update(bytes).digest();
  }

  #hmac(version: number, controller: string, kind: string, value: string): Buffer {
    return createHmac('sha256', createSecretKey(keyOf(this.#index, version)))
      .update(`heed/identifier\0${controller}\0${kind}\0${value}`)
      .digest();
  }
}

function keyOf(ring: KeyRing, version: number): Buffer {
  const key = ring.keys.get(version);
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
