import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { PICTURE } from '../src/forms/testing.ts';
import { claimDue } from '../src/mail/outbox.ts';
import { writeMail } from '../src/mail/write-mail.ts';
import { type MadeLink, makeLink } from '../src/preferences/make-link.ts';
import { reason } from '../src/preferences/testing/links.ts';
import { expectForEverybody } from './access.ts';
import { withDemo } from './with-demo.ts';

const PERSON = 'ines.macready.0@mail.example.org';
const NO_SCRIPT = { javaScriptEnabled: false };

const demo = withDemo();
let links: MadeLink;
beforeAll(async () => {
  links = await linksFor(PERSON);
});

const linksFor = (value: string) =>
  makeLink(demo.heed, { policy: 'cmp', identifier: { kind: 'email', value }, topic: 'events' }, demo.origin);
const heading = (page: Page) => page.locator('h1').innerText();

async function fillNewsletter(page: Page, email: string): Promise<void> {
  await page.goto('/cmp/forms/newsletter');
  await page.getByLabel('Email address', { exact: true }).fill(email);
  await page.getByLabel('Country', { exact: true }).selectOption('GB');
  await page.getByLabel('Email me about conferences and events').check();
  await page.getByRole('button', { name: 'Continue' }).click();
}

/** Waits for the proof of work that the page does for the visitor. */
const worked = (page: Page) =>
  expect.poll(() => page.locator('[name=work]').first().inputValue()).not.toBe('');

/** Every page of the public side, with the way a person gets there. */
const PLACES: Readonly<Record<string, (page: Page) => Promise<unknown>>> = {
  'stop page': (page) => page.goto(links.stop_url),
  stopped: async (page) => {
    await page.goto((await linksFor('nobody@example.org')).stop_url);
    await page.getByRole('button', { name: /^Stop/ }).click();
  },
  'preference centre': async (page) => {
    await page.goto(links.preferences_url);
    await page.locator('summary').last().click();
  },
  'nothing held': async (page) => page.goto((await linksFor('nobody@example.org')).preferences_url),
  'receipt of choices': async (page) => {
    await page.goto(links.preferences_url);
    await page.getByRole('checkbox', { name: 'Training courses' }).first().click();
    await page.getByRole('button', { name: 'Save' }).click();
  },
  'ask for a link': (page) => page.goto('/cmp/preferences'),
  'ask for a link, with an error': async (page) => {
    await page.goto('/cmp/preferences');
    await page.getByRole('button', { name: 'Mail me the link' }).click();
  },
  forms: (page) => page.goto('/institute/forms'),
  'a long form': (page) => page.goto('/cmp/forms/event-registration'),
  'a form with errors': async (page) => {
    await page.goto('/cmp/forms/event-registration');
    await page.getByRole('button', { name: 'Continue' }).click();
  },
  'a form with a file chosen': async (page) => {
    await page.goto('/cmp/forms/join-digital-service');
    await page
      .getByLabel('Picture')
      .setInputFiles({ name: 'me.png', mimeType: 'image/png', buffer: PICTURE });
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByText('Chosen: me.png').waitFor();
  },
  'a form for one’s own site': (page) => page.goto('/cmp/forms/newsletter/snippet'),
  'check answers': (page) => fillNewsletter(page, 'check@example.org'),
  'a form that arrived': async (page) => {
    await fillNewsletter(page, 'arrived@example.org');
    await worked(page);
    await page.getByRole('button', { name: 'Sign up' }).click();
  },
  'a link that is not genuine': (page) => page.goto('/cmp/stop/AAAA'),
};

describe.each(Object.entries(PLACES))('%s', (_name, go) => {
  it('is accessible by day and night, fits every size, and asks nobody else', async () => {
    const { page, watch, context } = await demo.open({ colorScheme: 'light' });
    await go(page);
    await expectForEverybody(page);
    expect(watch.complaints).toEqual([]);
    await context.close();
  });
});

it('stops by one press and takes it back, without JavaScript', async () => {
  const person = 'stopper@example.org';
  const { page, context } = await demo.open(NO_SCRIPT);
  await signUp(page, person);
  expect(await reason(demo.heed, person)).toBe('A_CONSENT');
  await page.goto((await linksFor(person)).stop_url);
  expect(await reason(demo.heed, person)).toBe('A_CONSENT');
  await page.getByRole('button', { name: /^Stop/ }).click();
  expect(await heading(page)).toContain('Stopped');
  expect(await reason(demo.heed, person)).toBe('D_UNSUBSCRIBED');
  await page.getByRole('button', { name: 'Undo' }).click();
  expect(await reason(demo.heed, person)).toBe('A_CONSENT');
  await context.close();
});

it('changes choices with one Save and keeps every address out of the address bar, without JavaScript', async () => {
  const person = 'chooser@example.org';
  const { page, context } = await demo.open(NO_SCRIPT);
  const visited: string[] = [];
  page.on('framenavigated', (frame) => visited.push(frame.url()));
  await signUp(page, person);
  await page.goto((await linksFor(person)).preferences_url);
  await page.getByRole('group', { name: 'By email' }).getByLabel('Conferences and events').uncheck();
  await page.getByRole('group', { name: 'By email' }).getByLabel('Research and reports').check();
  await page.getByRole('button', { name: 'Save' }).click();
  expect(await heading(page)).toBe('Your choices are saved');
  expect(await page.locator('main').innerText()).toContain('may email me about “Research and reports”');
  expect(await reason(demo.heed, person, 'events')).toBe('D_WITHDRAWN');
  expect(await reason(demo.heed, person, 'reports')).toBe('A_CONSENT');
  await page.getByRole('link', { name: 'Back to your choices' }).click();
  await page.getByRole('button', { name: 'Stop everything' }).click();
  expect(await reason(demo.heed, person, 'reports')).toBe('D_OBJECTION');
  expect(visited.filter((url) => url.includes('chooser'))).toEqual([]);
  await context.close();
});

it('is worked by keyboard alone: the form, its errors and its boxes', async () => {
  const { page, context } = await demo.open();
  const focused = () => page.evaluate(`document.activeElement.id || document.activeElement.textContent`);
  const tabTo = async (wanted: string) => {
    for (let i = 0; i < 60; i++) {
      if (String(await focused()) === wanted) return;
      await page.keyboard.press('Tab');
    }
    throw new Error(`the keyboard never reached ${wanted}`);
  };
  await page.goto('/cmp/forms/newsletter');
  await tabTo('Continue');
  await page.keyboard.press('Enter');
  await page.getByRole('alert').waitFor();
  await tabTo('Enter email address');
  await page.keyboard.press('Enter');
  expect(await focused()).toBe('email');
  await page.keyboard.type('keys@example.org');
  await tabTo('country');
  await page.keyboard.type('United Kingdom');
  await tabTo('choice-email-events');
  await page.keyboard.press('Space');
  await tabTo('Continue');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Check your answers' }).waitFor();
  await worked(page);
  await tabTo('Sign up');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'We have got it' }).waitFor();
  await context.close();
});

/** Signs up as a person without scripts does: two presses, and the link of the mail. */
async function signUp(page: Page, email: string): Promise<void> {
  await fillNewsletter(page, email);
  await page.getByRole('button', { name: 'Sign up' }).click();
  expect(await heading(page)).toBe('One more press');
  await page.waitForTimeout(4_100);
  await page.getByRole('button', { name: 'Sign up' }).click();
  expect(await heading(page)).toBe('We have got it');
  for (const mail of await claimDue(demo.heed, 50)) {
    const written = await writeMail(demo.heed, mail, demo.origin);
    if (written?.to !== email) continue;
    await page.goto(/https?:\/\/\S+\/confirm\/\S+/.exec(written.text)![0]);
    await page.getByRole('button', { name: 'Yes, that is what I want' }).click();
    expect(await heading(page)).toBe('Confirmed');
  }
}
