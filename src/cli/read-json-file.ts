import { readFileSync } from 'node:fs';
import { HeedError } from '../errors.ts';
import { readStdin } from './context.ts';

/**
 * JSON from a file, or from standard input for `-`. It is read as strictly as what comes over the network.
 *
 * @throws HeedError VALIDATION for a file that cannot be read, MALFORMED_JSON
 */
export async function readJsonFile(file: string): Promise<unknown> {
  const text = file === '-' ? await readStdin() : readText(file);
  const { readJson } = await import('../http/read-json.ts');
  // Shells and editors on Windows put a byte order mark first.
  return readJson(text.replace(/^\uFEFF/, ''));
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new HeedError('VALIDATION', `${file} cannot be read (${code}).`, [], { cause: error });
  }
}
