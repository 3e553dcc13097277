import { packagedChromium } from '../src/cookies/scan/launch-browser.ts';

/**
 * Browser tests run in the Chromium that the lockfile names, wherever they run. It is unpacked here, before several test
 * files would do so together.
 */
export default async function setup(): Promise<void> {
  process.env.HEED_CHROMIUM ||= (await packagedChromium()) ?? '';
}
