import type { Browser, BrowserContextOptions } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import { launchBrowser, openPage } from './browser.ts';
import { type RunningHeed, startDemo } from './server.ts';

/** A browser and a demo for a whole test file. */
export function withDemo() {
  let browser: Browser;
  let running: RunningHeed;
  beforeAll(async () => {
    [browser, running] = await Promise.all([launchBrowser(), startDemo()]);
  });
  afterAll(async () => {
    await browser?.close();
    await running?.stop();
  });

  return {
    get heed() {
      return running.heed;
    },
    /** `http://127.0.0.1:43210` */
    get origin() {
      return running.origin;
    },
    /** A tab of its own that is watched, at the demo unless it is for another origin. */
    open: (options?: BrowserContextOptions, origin = running.origin) => openPage(browser, origin, options),
  };
}
