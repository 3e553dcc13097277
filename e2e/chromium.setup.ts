import { findChromium } from '../src/cookies/scan/launch-browser.ts';

/** A packaged Chromium is unpacked at its first use: once here, before several test files would do it together. */
export default async function setup(): Promise<void> {
  // Tests without a browser run without one.
  await findChromium().catch(() => undefined);
}
