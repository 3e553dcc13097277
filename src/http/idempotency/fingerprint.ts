import { createCipheriv, createDecipheriv, createHash, createHmac, hkdfSync, randomBytes } from 'node:crypto';

/** SHA-256 of a request body; it is only ever kept inside a keyed fingerprint. */
export function digestOf(...parts: readonly (string | Uint8Array)[]): Buffer {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
}

/**
 * What the store may know of one idempotent request: nothing that it could read on its own. Every key comes from
 * the caller's own secret and the Idempotency-Key, neither of which is stored, so only the same caller repeating the
 * same request can open the stored response. A stolen database opens none.
 */
export class SealedRequest {
  /** Where the response is kept. */
  readonly keyHash: Buffer;
  /** Equal for equal requests. */
  readonly fingerprint: Buffer;
  readonly #responseKey: Buffer;
  readonly #derive: (use: string, salt?: Uint8Array) => Buffer;

  /**
   * @param callerSecret what only the caller knows (the API key)
   * @param idempotencyKey value of the header
   * @param request method, address and body digest
   */
  constructor(callerSecret: string, idempotencyKey: string, request: readonly (string | Uint8Array)[]) {
    const input = `${callerSecret}\0${idempotencyKey}`;
    const derive = (use: string, salt: Uint8Array = new Uint8Array()) =>
      Buffer.from(hkdfSync('sha256', input, salt, `heed idempotency ${use}`, 32));
    this.#derive = derive;
    this.keyHash = derive('row');
    this.#responseKey = derive('response');
    const hmac = createHmac('sha256', derive('fingerprint'));
    for (const part of request) hmac.update(createHash('sha256').update(part).digest());
    this.fingerprint = hmac.digest();
  }

  /**
   * 256 bits for something secret that the request makes: the same for each of its tries. The store alone cannot tell
   * them, and once it has forgotten the salt, the caller cannot either.
   */
  secretFor(salt: Uint8Array): Buffer {
    return this.#derive('secret', salt);
  }

  seal(response: StoredResponse): Buffer {
    const iv = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', this.#responseKey, iv).setAAD(this.fingerprint);
    const sealed = Buffer.concat([cipher.update(JSON.stringify(response), 'utf8'), cipher.final()]);
    return Buffer.concat([iv, cipher.getAuthTag(), sealed]);
  }

  open(sealed: Uint8Array): StoredResponse {
    const bytes = Buffer.from(sealed);
    const decipher = createDecipheriv('aes-256-gcm', this.#responseKey, bytes.subarray(0, 12));
    decipher.setAAD(this.fingerprint).setAuthTag(bytes.subarray(12, 28));
    const text = Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]);
    return JSON.parse(text.toString('utf8')) as StoredResponse;
  }
}

export interface StoredResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}
