import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';

export { launchBrowser } from '../src/cookies/scan/launch-browser.ts';

/** Everything a page did that Heed's pages never do. */
export class Watch {
  readonly complaints: string[] = [];

  constructor(page: Page, origin: string) {
    page.on('console', (message) => {
      // The browser notes every 4xx page here as well; those are tested by their content.
      if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
        this.complaints.push(`console: ${message.text()}`);
    });
    page.on('pageerror', (error) => this.complaints.push(`script: ${error.message}`));
    page.on('request', (request) => {
      const url = request.url();
      if (!url.startsWith(`${origin}/`) && !url.startsWith('data:') && !url.startsWith('about:'))
        this.complaints.push(`request to ${url}`);
    });
    page.on('response', (response) => {
      if (response.status() >= 400 && response.request().resourceType() !== 'document')
        this.complaints.push(`${response.status()} for ${response.url()}`);
    });
  }
}

/** A tab of its own that is watched; close it with its context. */
export async function openPage(
  browser: Browser,
  origin: string,
  options: BrowserContextOptions = {},
): Promise<{ page: Page; watch: Watch; context: BrowserContext }> {
  const context = await browser.newContext({ baseURL: origin, ...options });
  const page = await context.newPage();
  return { page, watch: new Watch(page, origin), context };
}

/** A folder that is gone after the work. */
export async function withFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'heed-e2e-'));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
