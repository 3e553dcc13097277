import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
} from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { HeedError } from '../errors.ts';

/** The Ed25519 key with which an installation signs what it hands out. */
export interface SigningKey {
  readonly privateKey: KeyObject;
  /** SubjectPublicKeyInfo in base64, as a summary carries it. */
  readonly publicKey: string;
}

const FILE = 'signing.key';
const VARIABLE = 'HEED_SIGNING_KEY';

/**
 * The signing key of the installation: from the file that `HEED_SIGNING_KEY_FILE` names, from `HEED_SIGNING_KEY`
 * itself (both PKCS #8 PEM), or from `signing.key` in the data folder, which is made at the first use, readable by its
 * owner alone.
 *
 * @throws HeedError VALIDATION for a key that is none
 */
export function loadSigningKey(folder: string, env: NodeJS.ProcessEnv = process.env): SigningKey {
  const found = configuredKey(env);
  if (found) return readKey(found.text, found.where);
  const path = join(folder, FILE);
  if (!existsSync(path)) makeKey(folder, path);
  return readKey(readFileSync(path, 'utf8'), path);
}

/** The public key of the installation, or null where no key was made yet; it makes none. */
export function knownPublicKey(folder: string, env: NodeJS.ProcessEnv = process.env): string | null {
  return configuredKey(env) || existsSync(join(folder, FILE)) ? loadSigningKey(folder, env).publicKey : null;
}

function configuredKey(env: NodeJS.ProcessEnv): { text: string; where: string } | null {
  const file = env[`${VARIABLE}_FILE`];
  if (file) {
    if (!existsSync(file))
      throw new HeedError('VALIDATION', `${VARIABLE}_FILE names a file that is not there: ${file}`);
    return { text: readFileSync(file, 'utf8'), where: `${VARIABLE}_FILE` };
  }
  const text = env[VARIABLE];
  return text ? { text: text.replaceAll('\\n', '\n'), where: VARIABLE } : null;
}

function makeKey(folder: string, path: string): void {
  const pem = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' });
  mkdirSync(folder, { recursive: true });
  try {
    writeFileSync(path, pem, { mode: 0o600, flag: 'wx' });
  } catch (error) {
    // Another process of the same installation made it in this instant; its key is the one to use.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}

function readKey(text: string, where: string): SigningKey {
  let privateKey: KeyObject;
  try {
    privateKey = createPrivateKey(text);
  } catch (cause) {
    throw new HeedError('VALIDATION', `${where} holds no private key in PEM form.`, [], { cause });
  }
  if (privateKey.asymmetricKeyType !== 'ed25519')
    throw new HeedError('VALIDATION', `${where} holds a key of another kind. Heed signs with Ed25519.`);
  const publicKey = createPublicKey(privateKey).export({ type: 'spki', format: 'der' }).toString('base64');
  return { privateKey, publicKey };
}

/** A short name of a public key that people can compare: SHA-256 of it, first 16 characters. */
export function fingerprintOf(publicKey: string): string {
  return createHash('sha256').update(Buffer.from(publicKey, 'base64')).digest('hex').slice(0, 16);
}
