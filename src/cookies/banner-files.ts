import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../paths.ts';

const NAMES = ['guard.js', 'banner.js', 'banner.css'] as const;
export type BannerFileName = (typeof NAMES)[number];

export interface BannerFile {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** For the `integrity` attribute. */
  readonly integrity: string;
}

export interface BannerFiles {
  /** Digest over all three, so that an address never changes its content. */
  readonly hash: string;
  readonly files: Readonly<Record<BannerFileName, BannerFile>>;
}

let loaded: BannerFiles | undefined;

/**
 * The built files of the banner.
 *
 * @throws Error when they are not built: `node packages/banner/build.mjs` does it
 */
export function bannerFiles(): BannerFiles {
  if (loaded) return loaded;
  const folder = join(packageRoot, 'packages', 'banner', 'dist');
  if (!existsSync(join(folder, NAMES[0])))
    throw new Error('The banner is not built. Run: node packages/banner/build.mjs');
  const digest = createHash('sha256');
  const files = NAMES.map((name) => {
    const bytes = new Uint8Array(readFileSync(join(folder, name)));
    digest.update(bytes);
    return [
      name,
      { bytes, integrity: `sha384-${createHash('sha384').update(bytes).digest('base64')}` },
    ] as const;
  });
  loaded = {
    hash: digest.digest('hex').slice(0, 16),
    files: Object.fromEntries(files) as BannerFiles['files'],
  };
  return loaded;
}
