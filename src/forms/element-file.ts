import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../paths.ts';

export interface ElementFile {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Part of its address, so that an address never changes its content. */
  readonly hash: string;
  /** For the `integrity` attribute. */
  readonly integrity: string;
}

let loaded: ElementFile | undefined;

/**
 * The built script of the element `<heed-form>`.
 *
 * @throws Error when it is not built: `node packages/form/build.mjs` does it
 */
export function elementFile(): ElementFile {
  if (loaded) return loaded;
  const path = join(packageRoot, 'packages', 'form', 'dist', 'heed-form.js');
  if (!existsSync(path)) throw new Error('The form element is not built. Run: node packages/form/build.mjs');
  const bytes = new Uint8Array(readFileSync(path));
  loaded = {
    bytes,
    hash: createHash('sha256').update(bytes).digest('hex').slice(0, 16),
    integrity: `sha384-${createHash('sha384').update(bytes).digest('base64')}`,
  };
  return loaded;
}
