import axe from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser, openPage } from './browser.ts';
import { PLACES } from './places.ts';
import { type RunningHeed, startDemo } from './server.ts';

let browser: Browser;
let demo: RunningHeed;
beforeAll(async () => {
  [browser, demo] = await Promise.all([launchBrowser(), startDemo()]);
});
afterAll(async () => {
  await browser?.close();
  await demo?.stop();
});

/** Findings of axe in short: rule and element. */
async function findings(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  return page.evaluate(`axe.run({
    runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
  }).then(({ violations }) =>
    violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => id + ': ' + html.slice(0, 160))))`);
}

/** What sticks out to the right of the window and is not inside something that scrolls by itself. */
async function sticksOut(page: Page): Promise<string[]> {
  return page.evaluate(`(() => {
    const width = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= width) return [];
    const found = [...document.querySelectorAll('main *, header *, footer *')]
      .filter((one) => one.getBoundingClientRect().right > width + 1)
      .filter((one) => !one.closest('.heed-scroll, .heed-notice table, .govuk-visually-hidden'))
      .map((one) => one.outerHTML.slice(0, 120));
    return found.length > 0 ? found : ['the page'];
  })()`);
}

describe.each(Object.entries(PLACES))('%s', (_name, go) => {
  it('is accessible by day and night, fits every size, and asks nobody else', async () => {
    const { page, watch, context } = await openPage(browser, demo.origin, { colorScheme: 'light' });
    await go(page);
    expect(await findings(page), 'axe, light').toEqual([]);
    await page.emulateMedia({ colorScheme: 'dark' });
    expect(await findings(page), 'axe, dark').toEqual([]);
    await page.setViewportSize({ width: 320, height: 640 });
    expect(await sticksOut(page), '320 pixels wide').toEqual([]);
    expect(await findings(page), 'axe, 320 pixels wide').toEqual([]);
    await page.setViewportSize({ width: 1280, height: 800 });
    await page.evaluate(`document.documentElement.style.fontSize = '200%'`);
    expect(await sticksOut(page), 'text of twice the size').toEqual([]);
    expect(watch.complaints).toEqual([]);
    await context.close();
  });
});
