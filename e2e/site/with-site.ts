import { sql } from 'kysely';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import { launchBrowser } from '../browser.ts';
import { type Site, startSite } from './site.ts';

/** A site for a whole test file, and a fresh visitor for each test. */
export function withSite() {
  let browser: Browser;
  let site: Site;
  let context: BrowserContext;
  let page: Page;
  /** Records of choices that this visitor's browser sent, whether or not they arrived. */
  const sent = new Set<string>();
  beforeAll(async () => {
    [browser, site] = await Promise.all([launchBrowser(), startSite()]);
  });
  afterAll(async () => {
    await browser?.close();
    await site?.stop();
  });
  async function arrive(options?: BrowserContextOptions): Promise<Page> {
    sent.clear();
    context = await browser.newContext(options);
    context.on('request', (request) => {
      if (request.method() === 'POST' && request.url() === `${site.heed.origin}/v1/cookie-consents`)
        sent.add(request.postDataJSON().id);
    });
    page = await context.newPage();
    return page;
  }
  beforeEach(async () => {
    site.reached();
    await arrive();
  });
  afterEach(() => context.close());

  /** Time for what must not happen to happen. What must happen is waited for instead. */
  const settle = () => page.waitForTimeout(500);

  return {
    browser: () => browser,
    site: () => site,
    page: () => page,
    context: () => context,
    /** Starts over as another visitor. */
    async as(options: BrowserContextOptions): Promise<Page> {
      await context.close();
      return arrive(options);
    },
    /**
     * Loads a page, gives everything in it time to reach out, and says whom it reached. The banner is waited for, unless
     * the page has none.
     */
    async visit(address: string, { banner = true } = {}): Promise<string[]> {
      await page.goto(address, { waitUntil: 'load' });
      if (banner) await page.locator('#heed button').first().waitFor({ state: 'attached' });
      await settle();
      return site.reached().sort();
    },
    /** Waits until these addresses of companies were reached, gives all else time to be, and says what was. */
    async reaches(...paths: string[]): Promise<string[]> {
      const reached: string[] = [];
      const more = () => {
        reached.push(...site.reached());
        return reached;
      };
      await expect.poll(more).toEqual(expect.arrayContaining(paths));
      await settle();
      return more().sort();
    },
    /** Waits until Heed has so many choices of this visitor on record, and returns them, newest first. */
    async recorded(count: number): Promise<Record<string, unknown>[]> {
      let records: Record<string, unknown>[] = [];
      const read = async () => {
        const found = await sql<Record<string, unknown>>`
          select * from cookie_consent where id = any(${[...sent]}) order by recorded_at desc`.execute(
          site.heed.heed.db,
        );
        records = found.rows;
        return records;
      };
      await expect.poll(read).toHaveLength(count);
      return records;
    },
    settle,
    press: (name: string | RegExp) => page.getByRole('button', { name }).first().click(),
  };
}
