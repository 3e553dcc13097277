import type { Page } from 'playwright-core';
import { exampleCallList } from '../src/demo/example-list.ts';

/** Every page of Heed, with the way a person gets there. */
export const PLACES: Readonly<Record<string, (page: Page) => Promise<unknown>>> = {
  start: (page) => page.goto('/'),
  'cmp notice': (page) => page.goto('/cmp/notice'),
  'institute notice': (page) => page.goto('/institute/notice'),
  'versions of a notice': (page) => page.goto('/cmp/notice/versions'),
  'a former version': (page) => page.goto('/institute/notice/versions/2026-11-01'),
  'a document of a former version': (page) =>
    page.goto('/cmp/notice/versions/2026-11-01/documents/california-notice'),
  'what changed between versions': (page) => page.goto('/cmp/notice/changes'),
  'a long document': (page) => page.goto('/cmp/documents/california-notice'),
  'a form to print': (page) => page.goto('/institute/documents/access-form'),
  'notice with promises unfolded': async (page) => {
    await page.goto('/institute/notice');
    for (const summary of await page.locator('summary').all())
      if (await summary.isVisible()) await summary.click();
  },
  'cookie choices': (page) => page.goto('/cmp/cookies'),
  'cookie banner tags': (page) => page.goto('/institute/cookies/snippet'),
  'may we contact': (page) => page.goto('/contact'),
  'may we contact, with errors': async (page) => {
    await page.goto('/contact');
    await page.getByRole('button', { name: 'Ask' }).click();
  },
  'an answer that allows': (page) => ask(page, 'ines.macready.0@mail.example.org'),
  'an answer that denies': (page) => ask(page, 'nobody@example.org'),
  'an answer as known before': (page) => ask(page, 'ines.macready.0@mail.example.org', '2020-01-01T10:00'),
  'look up': (page) => page.goto('/subjects'),
  'a person': person,
  'record a stop': async (page) => {
    await person(page);
    await page.getByRole('button', { name: 'Record a stop' }).click();
  },
  'check a stop': async (page) => {
    await person(page);
    await page.getByRole('button', { name: 'Record a stop' }).click();
    await page.getByLabel('They object to marketing').check();
    await page.getByRole('button', { name: 'Continue' }).click();
  },
  'erase, not sure': async (page) => {
    await person(page);
    await page.getByRole('button', { name: 'Erase this person' }).click();
    await page.getByRole('button', { name: 'Erase' }).click();
  },
  'check a list': (page) => page.goto('/screenings'),
  'check a list, with errors': async (page) => {
    await page.goto('/screenings');
    await page.getByRole('button', { name: 'Check the list' }).click();
  },
  'result of a list': result,
  'examples of a reason': async (page) => {
    await result(page);
    await page.getByRole('link', { name: 'See examples' }).first().click();
  },
  'one row of a list': async (page) => {
    await result(page);
    await page.getByRole('link', { name: 'See examples' }).first().click();
    await page.getByRole('link', { name: 'Full explanation' }).first().click();
  },
  'forms that came in': (page) => page.goto('/submissions'),
  'a form to enter': (page) => page.goto('/submissions/enter/cmp/paper-registration'),
  'a form to enter, by post, with errors': async (page) => {
    await page.goto('/submissions/enter/cmp/paper-registration');
    await page.getByText('They gave a postal address only').click();
    await page.getByLabel('House number or name').fill('12');
    await page.getByRole('button', { name: 'Continue' }).click();
  },
  'a form to enter, checked': async (page) => {
    await enterCall(page, 'She uses a wheelchair and asks for the ramp.');
  },
  'a text to look at': async (page) => {
    await enterCall(page, 'She uses a wheelchair and asks for the ramp.');
    await page.getByRole('button', { name: 'Record it' }).click();
    await page.getByRole('button', { name: 'Keep it' }).click();
  },
  'demo mail': async (page) => {
    await page.goto('/cmp/preferences');
    await page.getByLabel('email address').fill('ines.macready.0@mail.example.org');
    await page.getByRole('button', { name: 'Mail me the link' }).click();
    await page.goto('/demo/mail');
  },
  'demo people': (page) => page.goto('/demo/people'),
  'nothing here': (page) => page.goto('/no-such-page'),
};

export async function ask(page: Page, person: string, knownAt?: string): Promise<void> {
  await page.goto('/contact');
  await page.getByLabel('Customer Management Practice').check();
  await page.getByLabel('Whom?').fill(person);
  await page.getByLabel('How?').selectOption('email');
  if (knownAt) await page.getByLabel('As known at').fill(knownAt);
  await page.getByRole('button', { name: 'Ask' }).click();
}

/** Fills in a call as staff do, up to the check. */
async function enterCall(page: Page, note: string): Promise<void> {
  await page.goto('/submissions/enter/cmp/phone-enquiry');
  await page.getByLabel('First name').fill('Tel');
  await page.getByLabel('Country').selectOption('GB');
  await page.getByLabel('Email address').fill('tel@example.org');
  await page.getByLabel('Note of a call').fill(note);
  await page.getByRole('button', { name: 'Continue' }).click();
}

async function person(page: Page): Promise<void> {
  await page.goto('/subjects');
  await page.getByLabel('Customer Management Practice').check();
  await page.getByLabel('Whom?').fill('ines.macready.0@mail.example.org');
  await page.getByRole('button', { name: 'Look up' }).click();
}

/** Uploads a list for the institute's calls. */
export async function check(page: Page, list: string): Promise<void> {
  await page.goto('/screenings');
  await page
    .getByLabel('The list', { exact: true })
    .setInputFiles({ name: 'list.csv', mimeType: 'text/csv', buffer: Buffer.from(list) });
  await page.getByLabel('The Institute of Customer Service').check();
  await page.getByLabel('How?').selectOption('live_call');
  await page.getByRole('button', { name: 'Check the list' }).click();
}

/** The result of the example list, once the run is done. The page finds out by itself. */
export async function result(page: Page): Promise<void> {
  await check(page, exampleCallList());
  await page.getByRole('heading', { name: /may be called/ }).waitFor();
}
