import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { HeedError } from '../errors.ts';
import { type KeyRing, Vault } from './vault.ts';

type KeyName = 'master' | 'index';

/** A fresh key as text: 32 random bytes, base64url. */
export function newKeyText(): string {
  return randomBytes(32).toString('base64url');
}

/**
 * Reads one key a line: `<version>:<32 bytes in base64url, base64 or hex>`, or a bare key for version 1.
 * Blank lines and `#` comments are skipped.
 */
export function parseKeyRing(text: string, where: string): KeyRing {
  const keys = new Map<number, Buffer>();
  for (const line of text.split(/\r?\n/).map((part) => part.trim())) {
    if (!line || line.startsWith('#')) continue;
    const match = /^(?:(\d{1,6}):)?(\S+)$/.exec(line);
    const body = match?.[2] ?? '';
    const key = Buffer.from(body, /^[0-9a-fA-F]{64}$/.test(body) ? 'hex' : 'base64url');
    if (!match || key.length !== 32) {
      throw new HeedError('VALIDATION', `${where}: every key is 32 bytes. Make one with "heed key new".`);
    }
    keys.set(Number(match[1] ?? 1), key);
  }
  if (keys.size === 0)
    throw new HeedError('VALIDATION', `${where} holds no key. Make one with "heed key new".`);
  return { keys, current: Math.max(...keys.keys()) };
}

/**
 * The vault of an installation: from `HEED_MASTER_KEY_FILE` / `HEED_INDEX_KEY_FILE` or the keys themselves in
 * `HEED_MASTER_KEY` / `HEED_INDEX_KEY`. A demo makes its own in the data folder, or in memory without one.
 *
 * @throws HeedError VALIDATION when a real installation has no keys, saying how to make them.
 */
export function loadVault(mode: 'demo' | 'production', folder: string | undefined, env = process.env): Vault {
  return new Vault(loadKeyRing('master', mode, folder, env), loadKeyRing('index', mode, folder, env));
}

function loadKeyRing(
  name: KeyName,
  mode: 'demo' | 'production',
  folder: string | undefined,
  env: NodeJS.ProcessEnv,
): KeyRing {
  const variable = `HEED_${name.toUpperCase()}_KEY`;
  const file = env[`${variable}_FILE`];
  if (file) {
    if (!existsSync(file))
      throw new HeedError('VALIDATION', `${variable}_FILE names a file that is not there: ${file}`);
    return parseKeyRing(readFileSync(file, 'utf8'), `${variable}_FILE`);
  }
  const inline = env[variable];
  if (inline) return parseKeyRing(inline, variable);
  if (mode === 'production') {
    throw new HeedError(
      'VALIDATION',
      `There is no ${name} key. Make both keys with "heed key new --out <folder>", keep the folder apart from the database and its backups, and set HEED_MASTER_KEY_FILE and HEED_INDEX_KEY_FILE to the two files.`,
    );
  }
  if (!folder) return parseKeyRing(newKeyText(), variable);
  const made = join(folder, `${name}.key`);
  if (!existsSync(made)) {
    mkdirSync(folder, { recursive: true });
    try {
      writeFileSync(made, `${newKeyText()}\n`, { mode: 0o600, flag: 'wx' });
    } catch (error) {
      // Another process of the same demo made it in this instant; its key is the one to use.
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
  return parseKeyRing(readFileSync(made, 'utf8'), made);
}
