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
 * `@sparticuz/chromium`.
 *
 * @throws HeedError VALIDATION when there is none
 */
export async function findChromium(): Promise<{ executablePath: string; args: string[] }> {
  const installed = process.env.HEED_CHROMIUM ?? PLACES.find(existsSync);
  if (installed) return { executablePath: installed, args: ARGS };
  const packaged = await import('@sparticuz/chromium').then(
    (found) => found.default,
    () => undefined,
  );
  if (!packaged)
    throw new HeedError(
      'VALIDATION',
      'There is no Chromium here. Install one and name it in HEED_CHROMIUM, or add @sparticuz/chromium.',
    );
  return { executablePath: await packaged.executablePath(), args: [...packaged.args, ...ARGS] };
}

/** Starts Chromium without a window. Throws HeedError VALIDATION when there is none. */
export async function launchBrowser(): Promise<Browser> {
  const { chromium } = await import('playwright-core');
  return chromium.launch(await findChromium());
}
