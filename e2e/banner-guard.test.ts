import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { launchBrowser } from './browser.ts';
import { everything, type Site, startSite } from './site/site.ts';

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

/** Loads a page and gives everything in it time to reach out. */
async function visit(address: string): Promise<string[]> {
  await page.goto(address, { waitUntil: 'load' });
  await page.waitForTimeout(500);
  return site.reached().sort();
}

describe('before a choice', () => {
  it('reaches nobody, by any kind of markup or script, tagged or not', async () => {
    expect(await visit(site.page(everything(site)))).toEqual([]);
    expect(await page.getByRole('button', { name: 'Refuse all' }).isVisible()).toBe(true);
  });

  it('would reach all of them without Heed', async () => {
    const reached = await visit(site.page({ ...everything(site), bare: true }));
    for (const kind of ['script.js', 'frame.html', 'image.png', 'style.css', 's-fetch.json', 's-beacon', 's-worker.js'])
      expect(reached).toContain(`/stranger-${kind}`);
    expect(reached.length).toBeGreaterThan(80);
  });
});
