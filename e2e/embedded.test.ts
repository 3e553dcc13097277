import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { buildForm } from '../packages/form/build.mjs';
import { formOf } from '../src/forms/definition.ts';
import { elementSnippet, formSnippet } from '../src/http/pages/forms/snippet.ts';
import { listOutbox } from '../src/mail/outbox.ts';
import { writeMail } from '../src/mail/write-mail.ts';
import { reason } from '../src/preferences/testing/links.ts';
import { findings } from './access.ts';
import { launchBrowser } from './browser.ts';
import { type RunningHeed, startDemo } from './server.ts';

/** As strict as a site can be: no inline script, no inline style, and nothing that is made from strings. */
const strict = (heed: string) =>
  `default-src 'none'; script-src ${heed}; connect-src ${heed}; style-src 'self'; base-uri 'none'; require-trusted-types-for 'script'; trusted-types 'none'`;

let browser: Browser;
let heed: RunningHeed;
let site: Server;
let origin: string;
let body = '';
let policy: string | null = null;
beforeAll(async () => {
  await buildForm();
  [browser, heed] = await Promise.all([launchBrowser(), startDemo()]);
  site = createServer((_request, response) => {
    response.setHeader('content-type', 'text/html; charset=utf-8');
    if (policy) response.setHeader('content-security-policy', policy);
    response.end(`<!doctype html><html lang="en"><head><meta charset="utf-8"><title>A site of its own</title>
      <meta name="viewport" content="width=device-width"></head><body><main><h1>News</h1>${body}</main></body></html>`);
  });
  await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(site.address() as AddressInfo).port}`;
});
afterAll(async () => {
  await browser?.close();
  site?.closeAllConnections();
  await new Promise((resolve) => site?.close(resolve));
  await heed?.stop();
});

async function open(
  options: BrowserContextOptions = {},
  form = 'newsletter',
): Promise<{ page: Page; complaints: string[] }> {
  body ||= elementSnippet(formOf(heed.heed, 'cmp', form), heed.origin);
  const page = await (await browser.newContext({ colorScheme: 'light', ...options })).newPage();
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' && !/status of 422/.test(message.text())) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.goto(origin);
  return { page, complaints };
}

/** The link of the confirmation mail that went to an address. */
async function confirmation(email: string): Promise<string> {
  for (const mail of await listOutbox(heed.heed, 50)) {
    const written = await writeMail(heed.heed, mail, heed.origin);
    if (written?.to === email) return /https?:\/\/\S+\/confirm\/\S+/.exec(written.text)![0];
  }
  throw new Error(`no mail to ${email}`);
}

it('shows, checks and sends a form from another site under its strictest policy, to the confirmed consent', async () => {
  policy = strict(heed.origin);
  body = '';
  const { page, complaints } = await open();
  await page.getByRole('heading', { name: 'Get our news' }).waitFor();
  expect(await page.locator('heed-form input:checked').count()).toBe(0);
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByRole('alert').waitFor();
  expect(await page.evaluate(`document.activeElement.getAttribute('role')`)).toBe('alert');
  await page.getByRole('alert').getByRole('link', { name: 'Enter email address' }).click();
  expect(await page.evaluate(`document.activeElement.name`)).toBe('email');
  await page.keyboard.type('element@example.org');
  await page.getByLabel('Country', { exact: true }).selectOption('GB');
  await page.getByLabel('Email me about conferences and events').check();
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByRole('heading', { name: 'Check your answers' }).waitFor();
  expect(await page.locator('heed-form').innerText()).toContain('United Kingdom');
  await page.getByRole('button', { name: 'Change' }).click();
  expect(await page.getByLabel('Email address', { exact: true }).inputValue()).toBe('element@example.org');
  expect(await page.getByLabel('Email me about conferences and events').isChecked()).toBe(true);
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByRole('button', { name: 'Sign up' }).click();
  await page.getByRole('heading', { name: 'We have got it' }).waitFor();
  expect(await page.locator('heed-form').innerText()).toMatch(/[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{2}/);
  expect(page.url()).toBe(`${origin}/`);
  expect(complaints).toEqual([]);

  expect(await reason(heed.heed, 'element@example.org')).toBe('D_NO_CONSENT');
  await page.goto(await confirmation('element@example.org'));
  await page.getByRole('button', { name: 'Yes, that is what I want' }).click();
  expect(await reason(heed.heed, 'element@example.org')).toBe('A_CONSENT');
  await page.context().close();
});

it('is accessible in each of its steps, at 320 pixels too, and worked by keyboard alone', async () => {
  policy = null;
  body = '';
  const { page } = await open({ viewport: { width: 320, height: 640 } });
  const at = async (step: string) => {
    expect(await findings(page), step).toEqual([]);
    expect(
      await page.evaluate('document.documentElement.scrollWidth - innerWidth'),
      step,
    ).toBeLessThanOrEqual(0);
  };
  await page.getByRole('heading', { name: 'Get our news' }).waitFor();
  await at('form');
  const tabTo = async (test: string) => {
    for (let i = 0; i < 40; i++) {
      if (await page.evaluate(`document.activeElement.${test}`)) return;
      await page.keyboard.press('Tab');
    }
    throw new Error(`the keyboard never reached ${test}`);
  };
  await tabTo(`matches('button')`);
  await page.keyboard.press('Enter');
  await page.getByRole('alert').waitFor();
  await at('errors');
  await tabTo(`name === 'email'`);
  await page.keyboard.type('keys.element@example.org');
  await tabTo(`name === 'country'`);
  await page.keyboard.type('United Kingdom');
  await tabTo(`matches('button')`);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Check your answers' }).waitFor();
  await at('check');
  await tabTo(`matches('button[type=submit]')`);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'We have got it' }).waitFor();
  await at('done');
  await page.context().close();
});

it('leaves the link in its place without scripts, and for a form that is not there', async () => {
  policy = null;
  body = '';
  const silent = await open({ javaScriptEnabled: false });
  expect(await silent.page.locator('heed-form').innerText()).toBe('Get our news');
  await silent.page.getByRole('link', { name: 'Get our news' }).click();
  expect(await silent.page.locator('h1').innerText()).toBe('Get our news');
  await silent.page.context().close();
  body = body.replace('form="newsletter"', 'form="phone-enquiry"');
  const absent = await open();
  await absent.page.waitForTimeout(500);
  expect(await absent.page.locator('heed-form').innerText()).toBe('Get our news');
  await absent.page.context().close();
});

it('shows a long form with every kind of field, and keeps two forms of one page apart', async () => {
  policy = null;
  body =
    elementSnippet(formOf(heed.heed, 'cmp', 'event-registration'), heed.origin) +
    elementSnippet(formOf(heed.heed, 'institute', 'membership-enquiry'), heed.origin);
  const { page, complaints } = await open();
  await page.getByRole('heading', { name: 'Book your place' }).waitFor();
  await page.getByRole('heading', { name: 'Ask about membership' }).waitFor();
  expect(await findings(page)).toEqual([]);
  const twice = await page.evaluate(
    `[...document.querySelectorAll('[id]')].map(({ id }) => id).filter((id, at, all) => all.indexOf(id) !== at)`,
  );
  expect(twice).toEqual([]);
  expect(await page.locator('heed-form').first().innerText()).toContain(
    'Sponsors and exhibitors help to pay',
  );
  expect(complaints).toEqual([]);
  await page.context().close();
});

it('takes the plain HTML of a form from another site, without scripts, to the confirmed consent', async () => {
  policy = `default-src 'none'; form-action ${heed.origin}`;
  body = formSnippet(formOf(heed.heed, 'cmp', 'newsletter'), heed.origin);
  const { page } = await open({ javaScriptEnabled: false });
  await page.getByLabel('Email address').fill('snippet@example.org');
  await page.getByLabel('Country').fill('United Kingdom');
  await page.getByLabel('Email me about conferences and events').check();
  await page.getByRole('button', { name: 'Continue' }).click();
  expect(await page.locator('h1').innerText()).toBe('Check your answers');
  await page.getByRole('button', { name: 'Sign up' }).click();
  await page.waitForTimeout(4_100);
  await page.getByRole('button', { name: 'Sign up' }).click();
  expect(await page.locator('h1').innerText()).toBe('We have got it');
  await page.goto(await confirmation('snippet@example.org'));
  await page.getByRole('button', { name: 'Yes, that is what I want' }).click();
  expect(await reason(heed.heed, 'snippet@example.org')).toBe('A_CONSENT');
  await page.context().close();
});
