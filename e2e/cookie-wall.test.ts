import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { findSubject } from '../src/contacts/find-subject.ts';
import { choiceCookie } from '../src/cookies/declared.ts';
import { withDemo } from './with-demo.ts';

const demo = withDemo();

/** Fills in what a form asks for, by the names of its controls, and leaves every choice as it is. */
async function fillIn(page: Page, answers: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, value] of Object.entries(answers)) {
    const control = page.getByLabel(name, { exact: true }).first();
    const options = await control.locator('option').count();
    if (options > 0) await control.selectOption(value);
    else await control.fill(value, { timeout: 5_000 });
  }
}

const PERSON = {
  'First name': 'Ada',
  'Last name': 'Marlow',
  Organisation: 'Example Ltd',
  'Billing address': '1 Example Street, London',
  Country: 'GB',
};

/** The forms by which a place is booked, with what they ask for. */
const BOOKINGS = {
  cmp: [
    '/cmp/forms/event-registration',
    'Book',
    { ...PERSON, 'Job title': 'Manager', 'Year of birth': '1980', 'Event or course': 'CX Conference' },
  ],
  institute: [
    '/institute/forms/event-booking',
    'Book',
    { ...PERSON, 'Event or course': 'Annual Conference' },
  ],
} as const;

describe.each(['cmp', 'institute'] as const)('booking with %s', (policy) => {
  it.each([
    ['with JavaScript', true],
    ['without JavaScript', false],
  ])('passes with every optional cookie refused, %s', async (_how, javaScriptEnabled) => {
    const [path, button, answers] = BOOKINGS[policy];
    const { page, watch, context } = await demo.open({ javaScriptEnabled });
    const email = `refuser.${policy}.${javaScriptEnabled ? 'script' : 'plain'}@example.org`;
    await page.goto(`/${policy}/cookies`);
    await page.getByRole('button', { name: 'Refuse all' }).click();

    await page.goto(path);
    await fillIn(page, answers);
    await page.getByLabel('Email address', { exact: true }).fill(email);
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByRole('button', { name: button, exact: true }).click();
    if (!javaScriptEnabled) {
      // Who sends no proof of work waits a moment and presses once more; cookies have no part in it.
      await page.waitForTimeout(4_100);
      await page.getByRole('button', { name: button, exact: true }).click();
    }
    expect(await page.locator('h1').innerText()).toBe('We have got it');

    // The booking is there with its facts, and all that was stored in the browser is the refusal.
    const looked = await findSubject(demo.heed, { policy, identifier: { kind: 'email', value: email } });
    expect(looked).toMatch(/^sub_/);
    const cookies = await context.cookies();
    expect(cookies.map(({ name }) => name)).toEqual([choiceCookie(demo.heed.policies.get(policy))]);
    expect(watch.complaints).toEqual([]);
    await context.close();
  });
});
