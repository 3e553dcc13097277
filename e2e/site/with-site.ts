import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import { launchBrowser } from '../browser.ts';
import { type Site, startSite } from './site.ts';

/** A site for a whole test file, and a fresh visitor for each test. */
export function withSite() {
  let browser: Browser;
  let site: Site;
  let context: BrowserContext;
  let page: Page;
  beforeAll(async () => {
    [browser, site] = await Promise.all([launchBrowser(), startSite()]);
  });
  afterAll(async () => {
    await browser?.close();
    await site?.stop();
  });
  beforeEach(async () => {
    site.reached();
    context = await browser.newContext();
    page = await context.newPage();
  });
  afterEach(() => context.close());

  return {
    browser: () => browser,
    site: () => site,
    page: () => page,
    context: () => context,
    /** Starts over as another visitor. */
    async as(options: BrowserContextOptions): Promise<Page> {
      await context.close();
      context = await browser.newContext(options);
      page = await context.newPage();
      return page;
    },
    /** Loads a page, gives everything in it time to reach out, and says whom it reached. */
    async visit(address: string): Promise<string[]> {
      await page.goto(address, { waitUntil: 'load' });
      await page.waitForTimeout(500);
      return site.reached().sort();
    },
    press: (name: string | RegExp) => page.getByRole('button', { name }).first().click(),
  };
}
