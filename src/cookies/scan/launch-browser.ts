import { existsSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import { HeedError } from '../../errors.ts';

/** Quiet start-up; root in a container cannot use Chromium's own sandbox. */
const ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/**
 * Where Chromium is and what it is started with: the one that `HEED_CHROMIUM` names, an installed one, or the one of
 * `@sparticuz/chromium` where somebody added that package.
 *
 * @throws HeedError VALIDATION when there is none
 */
export async function findChromium(): Promise<{ executablePath: string; args: string[] }> {
  const executablePath =
    process.env.HEED_CHROMIUM || PLACES.find(existsSync) || (await packagedChromium().catch(() => undefined));
  if (executablePath) return { executablePath, args: ARGS };
  throw new HeedError(
    'VALIDATION',
    'There is no Chromium here. Install one and name it in HEED_CHROMIUM, or add @sparticuz/chromium.',
  );
}

/**
 * The Chromium of `@sparticuz/chromium`, unpacked; undefined without the package and where it has none. Its own
 * arguments stay out: they are for one page, and the browser ends with its first context.
 */
export async function packagedChromium(): Promise<string | undefined> {
  if (process.platform !== 'linux' || process.arch !== 'x64') return undefined;
  const packaged = await import('@sparticuz/chromium').catch(() => undefined);
  return packaged?.default.executablePath();
}

/** Starts Chromium without a window. Throws HeedError VALIDATION when there is none. */
export async function launchBrowser(): Promise<Browser> {
  const { chromium } = await import('playwright-core');
  return chromium.launch(await findChromium());
}
