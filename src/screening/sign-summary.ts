import { createPublicKey, sign, verify } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { SigningKey } from './signing-key.ts';
import type { Signature, Summary, UnsignedSummary } from './summary.ts';

/** The bytes that are signed and written: canonical JSON (RFC 8785), so that any reader gets the same ones. */
export function canonicalJson(value: unknown): string {
  return canonicalize(value)!;
}

/** Signs a summary: Ed25519 (RFC 8032) over its canonical JSON without the signature. */
export function signSummary(summary: UnsignedSummary, { privateKey, publicKey }: SigningKey): Summary {
  const value = sign(null, Buffer.from(canonicalJson(summary)), privateKey).toString('base64');
  return { ...summary, signature: { algorithm: 'Ed25519', public_key: publicKey, value } };
}

/** Whether the signature in a summary fits its content and the key it names. */
export function signatureFits(summary: { readonly signature?: Partial<Signature> }): boolean {
  const { signature, ...rest } = summary;
  if (signature?.algorithm !== 'Ed25519' || !signature.public_key || !signature.value) return false;
  try {
    const key = createPublicKey({
      key: Buffer.from(signature.public_key, 'base64'),
      type: 'spki',
      format: 'der',
    });
    const value = Buffer.from(signature.value, 'base64');
    return key.asymmetricKeyType === 'ed25519' && verify(null, Buffer.from(canonicalJson(rest)), key, value);
  } catch {
    return false;
  }
}
