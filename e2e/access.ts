import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
/** The rules whose answer depends on colours. */
const OF_COLOUR = ['color-contrast', 'link-in-text-block'];

/** Findings of axe in short: rule and element. */
export async function findings(page: Page, rules: readonly string[] = RULES): Promise<string[]> {
  await page.evaluate(axe.source);
  return page.evaluate(`axe.run({
    runOnly: ${JSON.stringify(rules)},
  }).then(({ violations }) =>
    violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => id + ': ' + html.slice(0, 160))))`);
}

/** What sticks out to the right of the window and is not inside something that scrolls by itself. */
export async function sticksOut(page: Page): Promise<string[]> {
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

/** A page that was opened by day is accessible by day and night, and fits a phone and text of twice the size. */
export async function expectForEverybody(page: Page): Promise<void> {
  expect(await findings(page), 'axe, light').toEqual([]);
  await page.emulateMedia({ colorScheme: 'dark' });
  expect(await findings(page, OF_COLOUR), 'axe, dark').toEqual([]);
  await page.setViewportSize({ width: 320, height: 640 });
  expect(await sticksOut(page), '320 pixels wide').toEqual([]);
  expect(await findings(page), 'axe, 320 pixels wide').toEqual([]);
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.evaluate(`document.documentElement.style.fontSize = '200%'`);
  expect(await sticksOut(page), 'text of twice the size').toEqual([]);
}
