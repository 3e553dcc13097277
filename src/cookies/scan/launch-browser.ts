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
 * Where Chromium is and what it is started with: the one that `HEED_CHROMIUM` names, the one of `@sparticuz/chromium`
 * where somebody added that package, or an installed one.
 *
 * @throws HeedError VALIDATION when there is none
 */
export async function findChromium(): Promise<{ executablePath: string; args: string[] }> {
  const executablePath = process.env.HEED_CHROMIUM ?? (await packagedChromium()) ?? PLACES.find(existsSync);
  if (executablePath) return { executablePath, args: ARGS };
  throw new HeedError(
    'VALIDATION',
    'There is no Chromium here. Install one and name it in HEED_CHROMIUM, or add @sparticuz/chromium.',
  );
}

/** The package's own arguments stay out: they are for one page, and the browser ends with its first context. */
async function packagedChromium(): Promise<string | undefined> {
  const packaged = await import('@sparticuz/chromium').catch(() => undefined);
  return packaged?.default.executablePath();
}

/** Starts Chromium without a window. Throws HeedError VALIDATION when there is none. */
export async function launchBrowser(): Promise<Browser> {
  const { chromium } = await import('playwright-core');
  return chromium.launch(await findChromium());
}
