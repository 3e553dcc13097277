import { sign } from 'node:crypto';
import type { Heed } from '../heed.ts';
import { canonicalJson, signatureFits } from '../screening/sign-summary.ts';
import { loadSigningKey, type SigningKey } from '../screening/signing-key.ts';
import type { Receipt, UnsignedReceipt } from './schema.ts';

/** One key a folder; read once, because every choice is signed. */
const keys = new Map<string, SigningKey>();

function keyOf({ folder }: Pick<Heed, 'folder'>): SigningKey {
  const key = keys.get(folder) ?? loadSigningKey(folder);
  keys.set(folder, key);
  return key;
}

/** Signs a receipt: Ed25519 (RFC 8032) over its canonical JSON (RFC 8785) without the signature. */
export function signReceipt(heed: Pick<Heed, 'folder'>, receipt: UnsignedReceipt): Receipt {
  const { privateKey, publicKey } = keyOf(heed);
  const value = sign(null, Buffer.from(canonicalJson(receipt)), privateKey).toString('base64');
  return { ...receipt, signature: { algorithm: 'Ed25519', public_key: publicKey, value } };
}

/** Whether this Heed signed a receipt, as it stands. */
export function isOurReceipt(heed: Pick<Heed, 'folder'>, receipt: Receipt): boolean {
  return receipt.signature.public_key === keyOf(heed).publicKey && signatureFits(receipt);
}
