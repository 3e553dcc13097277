import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { ask, check, result } from './places.ts';
import { withDemo } from './with-demo.ts';

const demo = withDemo();

const heading = (page: Page) => page.locator('h1').innerText();

it('answers, stops and answers again without JavaScript, and never puts an address in a URL', async () => {
  const { page, watch, context } = await demo.open({ javaScriptEnabled: false });
  const visited: string[] = [];
  page.on('framenavigated', (frame) => visited.push(frame.url()));
  const person = 'ines.macready.0@mail.example.org';

  await ask(page, person);
  expect(await heading(page)).toBe('Yes, you may email them');
  expect(page.url()).toMatch(/\/decisions\/dec_/);
  const kept = page.url();

  await page.getByRole('link', { name: 'permissions and history' }).click();
  expect(await heading(page)).toBe(person);
  await page.getByRole('button', { name: 'Record a stop' }).click();
  await page.getByLabel('They object to marketing').check();
  await page.getByRole('button', { name: 'Continue' }).click();
  expect(await heading(page)).toBe('Check before you record it');
  await page.getByRole('button', { name: 'Record the stop' }).click();
  expect(await page.getByRole('alert').innerText()).toContain('The stop is recorded');
  expect(await page.getByRole('heading', { name: 'Stop: objected' }).count()).toBe(1);

  await ask(page, person);
  expect(await heading(page)).toBe('No, do not email them');
  expect(await page.locator('main').innerText()).toContain('D_OBJECTION');

  await page.goto(kept);
  expect(await heading(page)).toBe('Yes, you may email them');
  expect(await page.locator('main').innerText()).toContain('The same, byte for byte');

  expect(visited.filter((url) => url.includes('example.org'))).toEqual([]);
  expect(watch.complaints).toEqual([]);
  await context.close();
});

it('replays a person as known before anything was recorded', async () => {
  const { page, context } = await demo.open({ javaScriptEnabled: false });
  await ask(page, 'elif.wainwright.1@dunmore-rail.example.org', '2020-01-01T10:00');
  expect(await page.locator('main').innerText()).toContain('as known on 1 January 2020 at 10:00');
  expect(await page.locator('main').innerText()).toContain('A replay; it was not kept.');
  await context.close();
});

it('erases a person for good and says so', async () => {
  const { page, context } = await demo.open({ javaScriptEnabled: false });
  await page.goto('/demo/people');
  await page.getByRole('button', { name: /All and history of Magnus Haddad/ }).click();
  await page.getByRole('button', { name: 'Erase this person' }).click();
  await page.getByRole('button', { name: 'Erase' }).click();
  expect(await page.title()).toBe('Error: Erase this person – Heed');
  await page.getByLabel('Yes, erase this person for good').check();
  await page.getByRole('button', { name: 'Erase' }).click();
  expect(await heading(page)).toBe('An erased person');
  expect(await page.locator('body').innerText()).not.toContain('magnus.haddad');
  await context.close();
});

it('is worked by keyboard alone: skip link, form, answer', async () => {
  const { page, context } = await demo.open();
  const press = async (...keys: string[]) => {
    for (const key of keys) await page.keyboard.press(key);
  };
  const focused = () =>
    page.evaluate<string>(`document.activeElement.id || document.activeElement.textContent.trim()`);
  /** Presses Tab until the focus is there; a person can get everywhere this way. */
  const tabTo = async (what: string) => {
    for (let i = 0; i < 40 && (await focused()) !== what; i++) await press('Tab');
    expect(await focused()).toBe(what);
  };
  await page.goto('/contact');
  await press('Tab');
  expect(await focused()).toBe('Skip to main content');
  await press('Enter');
  expect(new URL(page.url()).hash).toBe('#main');
  await tabTo('policy');
  await press('Space');
  await tabTo('person');
  await page.keyboard.type('nobody.at.all@example.org');
  await tabTo('channel');
  await page.keyboard.type('Email');
  await tabTo('Ask');
  await press('Enter');
  await page.waitForURL('**/decisions/dec_*');
  expect(await heading(page)).toBe('No, do not email them');
  await context.close();
});

it('shows where the focus is on everything that takes it', async () => {
  const { page, context } = await demo.open();
  await page.goto('/contact');
  for (let i = 0; i < 25; i++) {
    await page.keyboard.press('Tab');
    const ring = await page.evaluate<string>(`(() => {
      const { outlineStyle, outlineWidth } = getComputedStyle(document.activeElement);
      return document.activeElement === document.body ? 'body' : outlineStyle + ' ' + parseFloat(outlineWidth);
    })()`);
    expect(['solid 3', 'body']).toContain(ring);
  }
  await context.close();
});

it('opens a promise in the notice and keeps the checks off the printed page', async () => {
  const { page, context } = await demo.open({ javaScriptEnabled: false });
  await page.goto('/institute/notice');
  const promise = page.locator('details.heed-promise').first();
  await promise.locator('summary').click();
  expect(await promise.locator('.govuk-tag').first().isVisible()).toBe(true);
  await page.emulateMedia({ media: 'print' });
  expect(await promise.isVisible()).toBe(false);
  expect(await page.locator('header').isVisible()).toBe(false);
  expect(await page.locator('article h1').isVisible()).toBe(true);
  await context.close();
});

it('checks a list without JavaScript: figures, reasons, examples, downloads', async () => {
  const { page, watch, context } = await demo.open({ javaScriptEnabled: false });
  await result(page);
  const [, allowed, refused] = /^([\d,]+) may be called, ([\d,]+) may not$/.exec(await heading(page))!;
  const figures = await page.locator('td.govuk-table__cell--numeric').allInnerTexts();
  const plainNumber = (text: string) => Number(text.replaceAll(',', ''));
  const total = figures.map(plainNumber).reduce((a, b) => a + b, 0);
  expect(total).toBe(plainNumber(allowed!) + plainNumber(refused!));

  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Download who may be contacted' }).click(),
  ]);
  const rows = readFileSync(await download.path(), 'utf8')
    .trim()
    .split('\r\n');
  expect(rows).toHaveLength(plainNumber(allowed!) + 1);
  expect(rows[0]).toBe('Name,Company,Phone,Email,heed_decision,heed_valid_until');

  await page.getByRole('link', { name: 'See examples of Objected' }).click();
  await page.getByRole('link', { name: 'Full explanation' }).first().click();
  expect(await heading(page)).toBe('No, do not call them');
  expect(await page.locator('main').innerText()).toContain('D_OBJECTION');

  await page.getByRole('link', { name: 'Back to the result' }).click();
  await page.getByRole('button', { name: 'Remove them now' }).click();
  expect(await page.locator('main').innerText()).toContain('The files are removed');
  expect(watch.complaints).toEqual([]);
  await context.close();
});

it('says which column a list lacks, and takes the name of another', async () => {
  const { page, context } = await demo.open({ javaScriptEnabled: false });
  const list = 'Who,Ring\r\nAnn Example,020 7946 0123\r\n';
  await check(page, list);
  expect(await page.title()).toBe('Error: Check a list – Heed');
  expect(await page.getByRole('alert').innerText()).toContain('"Who", "Ring"');
  const field = page.getByLabel('Heading of the column to go by');
  expect(await field.isVisible()).toBe(true);
  await field.fill('Ring');
  await page
    .getByLabel('The list', { exact: true })
    .setInputFiles({ name: 'list.csv', mimeType: 'text/csv', buffer: Buffer.from(list) });
  await page.getByRole('button', { name: 'Check the list' }).click();
  await page.getByRole('heading', { name: /0 may be called, 1 may not/ }).waitFor();
  await context.close();
});

it('cancels a check on the way and keeps nothing of it', async () => {
  const { page, context } = await demo.open({ javaScriptEnabled: false });
  const rows = Array.from(
    { length: 100_000 },
    (_, n) => `Ann ${n},020 7946 ${String(n % 10_000).padStart(4, '0')}`,
  );
  await check(page, `Name,Phone\r\n${rows.join('\r\n')}\r\n`);
  expect(await heading(page)).toBe('Checking your list');
  expect(await page.getByRole('progressbar').count()).toBe(1);
  await page.getByRole('button', { name: 'Cancel this check' }).click();
  expect(await heading(page)).toBe('This check was cancelled');
  await context.close();
});
