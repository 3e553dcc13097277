import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** How long a browser stays signed in, in seconds. */
export const SESSION_SECONDS = 12 * 60 * 60;

/** What the session cookie says once its signature is checked. */
export interface Session {
  readonly keyId: string;
  /** Random part that form tokens are bound to. */
  readonly nonce: string;
  /** Epoch seconds. */
  readonly expires: number;
}

/** Signs sessions and form tokens. Nothing is stored: revoking the key ends every session made with it. */
export class SessionSigner {
  readonly #secret: Buffer;

  /** @param secret 32 bytes that outlive a restart, or else everybody has to sign in again. */
  constructor(secret: Buffer) {
    this.#secret = secret;
  }

  issue(keyId: string, nowSeconds: number): string {
    const nonce = randomBytes(16).toString('base64url');
    const payload = `${keyId}.${nonce}.${nowSeconds + SESSION_SECONDS}`;
    return `${payload}.${this.#sign('session', payload)}`;
  }

  /** The session of a cookie value, or undefined when it is forged, torn or past its end. */
  read(cookie: string, nowSeconds: number): Session | undefined {
    const [keyId, nonce, expires, signature, ...rest] = cookie.split('.');
    if (!keyId || !nonce || !expires || !signature || rest.length > 0) return undefined;
    if (!sameToken(signature, this.#sign('session', `${keyId}.${nonce}.${expires}`))) return undefined;
    return Number(expires) > nowSeconds ? { keyId, nonce, expires: Number(expires) } : undefined;
  }

  /** The token that every form of this session carries; `nonce` is empty where nobody is signed in. */
  formToken(nonce: string): string {
    return this.#sign('form', nonce);
  }

  #sign(use: string, text: string): string {
    return createHmac('sha256', this.#secret).update(`${use}\0${text}`).digest('base64url');
  }
}

/** Compares two tokens in constant time. */
export function sameToken(a: string, b: string): boolean {
  const left = Buffer.from(a);
  const right = Buffer.from(b);
  return left.length === right.length && timingSafeEqual(left, right);
}
