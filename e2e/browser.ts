import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
  type Page,
} from 'playwright-core';

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

/** Debian's Chromium where it is installed, else the one that comes from npm; `HEED_CHROMIUM` names another. */
export async function launchBrowser(): Promise<Browser> {
  const installed = process.env.HEED_CHROMIUM ?? '/usr/bin/chromium';
  if (existsSync(installed)) return chromium.launch({ executablePath: installed, args: ARGS });
  const { default: packaged } = await import('@sparticuz/chromium');
  const executablePath = await packaged.executablePath();
  return chromium.launch({ executablePath, args: [...packaged.args, ...ARGS] });
}

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
