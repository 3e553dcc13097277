import {
  chmodSync,
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  writeSync,
} from 'node:fs';
import { type KeyName, keyFileOf, newKeyText, parseKeyRing } from '../db/load-keys.ts';
import { HeedError } from '../errors.ts';

/**
 * The file that a key is rotated in.
 *
 * @throws HeedError VALIDATION when the key comes from the environment itself, which no command can change
 */
export function requireKeyFile(name: KeyName, env: NodeJS.ProcessEnv = process.env): string {
  const file = keyFileOf(name, env);
  if (file && existsSync(file)) return file;
  throw new HeedError(
    'VALIDATION',
    `The ${name} key does not come from a file, so a new one cannot be added here. Put it into a file named by HEED_${name.toUpperCase()}_KEY_FILE, or add a line with a higher version to HEED_${name.toUpperCase()}_KEY, restart every process, and run this command again.`,
  );
}

/** Adds a new version that running processes look things up by but do not use yet. Returns it; one that waits already is kept. */
export function addWaitingKey(file: string): number {
  const lines = readLines(file);
  const waiting = lines.map((line) => /^\+(\d+):/.exec(line)?.[1]).find(Boolean);
  if (waiting) return Number(waiting);
  const next = Math.max(...parseKeyRing(lines.join('\n'), file).keys.keys()) + 1;
  writeLines(file, [...versioned(lines), `+${next}:${newKeyText()}`]);
  return next;
}

/** Makes the waiting version the current one. */
export function promoteKey(file: string): void {
  writeLines(
    file,
    readLines(file).map((line) => line.replace(/^\+(?=\d+:)/, '')),
  );
}

/** Takes a version out for good. */
export function removeKey(file: string, version: number): void {
  writeLines(
    file,
    versioned(readLines(file)).filter((line) => !line.startsWith(`${version}:`)),
  );
}

/** A bare key is version 1. */
function versioned(lines: readonly string[]): string[] {
  return lines.map((line) =>
    line === '' || line.startsWith('#') || line.includes(':') ? line : `1:${line}`,
  );
}

function readLines(file: string): string[] {
  return readFileSync(file, 'utf8')
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter(Boolean);
}

/** The file is there whole or as it was: a key that is half written would be lost. */
function writeLines(file: string, lines: readonly string[]): void {
  const draft = `${file}.new`;
  const fd = openSync(draft, 'w', 0o600);
  try {
    chmodSync(draft, 0o600);
    writeSync(fd, `${lines.join('\n')}\n`);
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
  renameSync(draft, file);
}
