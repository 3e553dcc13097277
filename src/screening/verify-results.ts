import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { HeedError } from '../errors.ts';
import { sha256Of } from './plan.ts';
import { signatureFits } from './sign-summary.ts';
import { fingerprintOf } from './signing-key.ts';
import type { Summary } from './summary.ts';
import { SUMMARY_FILE } from './work-folder.ts';

export interface VerifiedFile {
  readonly name: string;
  readonly state: 'as signed' | 'changed' | 'missing';
}

/** What checking a results folder found. */
export interface VerifiedResults {
  /** Everything below is as it should be. */
  readonly valid: boolean;
  /** Whether the summary is as it was signed. */
  readonly signature: 'valid' | 'invalid';
  /** Whether the key is the one expected; `unknown` when none was given. */
  readonly key: 'expected' | 'other' | 'unknown';
  /** Short name of the key that signed, to compare with one told on another way. */
  readonly key_fingerprint: string | null;
  readonly files: readonly VerifiedFile[];
  readonly summary: Summary;
}

/**
 * Reads the summary in a results folder.
 *
 * @throws HeedError NOT_FOUND, VALIDATION
 */
export function readSummary(folder: string): Summary {
  const path = join(folder, SUMMARY_FILE);
  if (!existsSync(path))
    throw new HeedError(
      'NOT_FOUND',
      `${folder} holds no ${SUMMARY_FILE}. Name the folder that a screening wrote to.`,
    );
  try {
    const summary = JSON.parse(readFileSync(path, 'utf8')) as Summary;
    if (summary.format === 'heed-screening/1') return summary;
  } catch {
    // Told below.
  }
  throw new HeedError('VALIDATION', `${path} is not the summary of a screening.`);
}

/**
 * Checks that a summary is as it was signed, by the expected key if one is given, and that the result files are those
 * it names.
 *
 * @param publicKey SubjectPublicKeyInfo in base64, such as this installation's own; null to accept any
 * @throws HeedError NOT_FOUND, VALIDATION
 */
export async function verifyResults(folder: string, publicKey: string | null): Promise<VerifiedResults> {
  const summary = readSummary(folder);
  const signature = signatureFits(summary) ? 'valid' : 'invalid';
  const signer = summary.signature?.public_key;
  const key = publicKey === null ? 'unknown' : publicKey === signer ? 'expected' : 'other';
  const files: VerifiedFile[] = [];
  for (const [name, { sha256 }] of Object.entries(summary.files)) {
    const path = join(folder, name);
    // A name from a summary that nobody signed must not lead anywhere else.
    if (!/^[a-z]+\.csv$/.test(name) || !existsSync(path)) files.push({ name, state: 'missing' });
    else files.push({ name, state: (await sha256Of(path)) === sha256 ? 'as signed' : 'changed' });
  }
  return {
    valid: signature === 'valid' && key !== 'other' && files.every(({ state }) => state === 'as signed'),
    signature,
    key,
    key_fingerprint: signer ? fingerprintOf(signer) : null,
    files,
    summary,
  };
}
