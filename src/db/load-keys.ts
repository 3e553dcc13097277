import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { HeedError } from '../errors.ts';
import { type KeyRing, type KeySource, Vault } from './vault.ts';

export type KeyName = 'master' | 'index';

/** A fresh key as text: 32 random bytes, base64url. */
export function newKeyText(): string {
  return randomBytes(32).toString('base64url');
}

/**
 * Reads one key a line: `<version>:<32 bytes in base64url, base64 or hex>`, or a bare key for version 1. The highest
 * version is the current one; a line that begins with `+` is only looked things up by, until it is promoted. Blank
 * lines and `#` comments are skipped.
 */
export function parseKeyRing(text: string, where: string): KeyRing {
  const keys = new Map<number, Buffer>();
  const waiting = new Set<number>();
  for (const line of text.split(/\r?\n/).map((part) => part.trim())) {
    if (!line || line.startsWith('#')) continue;
    const match = /^(?:(\+?)(\d{1,6}):)?(\S+)$/.exec(line);
    const body = match?.[3] ?? '';
    const key = Buffer.from(body, /^[0-9a-fA-F]{64}$/.test(body) ? 'hex' : 'base64url');
    if (!match || key.length !== 32) {
      throw new HeedError('VALIDATION', `${where}: every key is 32 bytes. Make one with "heed key new".`);
    }
    const version = Number(match[2] ?? 1);
    keys.set(version, key);
    if (match[1] === '+') waiting.add(version);
  }
  const usable = [...keys.keys()].filter((version) => !waiting.has(version));
  if (usable.length === 0)
    throw new HeedError('VALIDATION', `${where} holds no key. Make one with "heed key new".`);
  return { keys, current: Math.max(...usable) };
}

/**
 * The vault of an installation: from `HEED_MASTER_KEY_FILE` / `HEED_INDEX_KEY_FILE` or the keys themselves in
 * `HEED_MASTER_KEY` / `HEED_INDEX_KEY`. A demo makes its own in the data folder, or in memory without one.
 *
 * @throws HeedError VALIDATION when a real installation has no keys, saying how to make them.
 */
export function loadVault(mode: 'demo' | 'production', folder: string | undefined, env = process.env): Vault {
  return new Vault(loadKeys('master', mode, folder, env), loadKeys('index', mode, folder, env));
}

/** How soon a running process sees that its key file changed. */
export const KEY_RELOAD_MS = 500;

/** Keys that come from a file are read again when the file changes, so that they can be rotated while serving. */
function watchKeyFile(file: string, where: string): KeySource {
  let ring = parseKeyRing(readFileSync(file, 'utf8'), where);
  let stamp = stampOf(file);
  let looked = performance.now();
  return (anew = false) => {
    const now = performance.now();
    if (!anew && now - looked < KEY_RELOAD_MS) return ring;
    looked = now;
    try {
      const found = stampOf(file);
      if (found === stamp) return ring;
      ring = parseKeyRing(readFileSync(file, 'utf8'), where);
      stamp = found;
    } catch {
      // Away or half written: what is loaded stays good, and the file is looked at again soon.
    }
    return ring;
  };
}

function stampOf(file: string): string {
  const { ino, mtimeMs, size } = statSync(file);
  return `${ino} ${mtimeMs} ${size}`;
}

/** The file that holds a key of this installation, if one is named. */
export function keyFileOf(name: KeyName, env: NodeJS.ProcessEnv = process.env): string | undefined {
  return env[`HEED_${name.toUpperCase()}_KEY_FILE`] || undefined;
}

function loadKeys(
  name: KeyName,
  mode: 'demo' | 'production',
  folder: string | undefined,
  env: NodeJS.ProcessEnv,
): KeySource {
  const variable = `HEED_${name.toUpperCase()}_KEY`;
  const file = env[`${variable}_FILE`];
  if (file) {
    if (!existsSync(file))
      throw new HeedError('VALIDATION', `${variable}_FILE names a file that is not there: ${file}`);
    return watchKeyFile(file, `${variable}_FILE`);
  }
  const inline = env[variable];
  if (inline) return fixed(parseKeyRing(inline, variable));
  if (mode === 'production') {
    throw new HeedError(
      'VALIDATION',
      `There is no ${name} key. Make both keys with "heed key new --out <folder>", keep the folder apart from the database and its backups, and set HEED_MASTER_KEY_FILE and HEED_INDEX_KEY_FILE to the two files.`,
    );
  }
  if (!folder) return fixed(parseKeyRing(newKeyText(), variable));
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
  return watchKeyFile(made, made);
}

const fixed = (ring: KeyRing) => () => ring;
