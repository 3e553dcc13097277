import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { englishLeft } from '../src/http/testing/english-left.ts';
import { claimDue } from '../src/mail/outbox.ts';
import { writeMail } from '../src/mail/write-mail.ts';
import { type MadeLink, makeLink } from '../src/preferences/make-link.ts';
import { reason } from '../src/preferences/testing/links.ts';
import { findings, sticksOut } from './access.ts';
import { withDemo } from './with-demo.ts';

const PERSON = 'ines.macready.0@mail.example.org';

const demo = withDemo();
let links: MadeLink;
beforeAll(async () => {
  links = await makeLink(
    demo.heed,
    { policy: 'cmp', identifier: { kind: 'email', value: PERSON }, topic: 'events' },
    demo.origin,
  );
});

const french = (address: string) => `${address}${address.includes('?') ? '&' : '?'}lang=fr`;
const heading = (page: Page) => page.locator('h1').innerText();

/** Every page of the public side, with the way a person gets there. */
const PLACES: Readonly<Record<string, (page: Page) => Promise<unknown>>> = {
  'notice of cmp': (page) => page.goto(french('/cmp/notice')),
  'notice of the Institute': (page) => page.goto(french('/institute/notice')),
  'versions of a notice': (page) => page.goto(french('/cmp/notice/versions')),
  'California notice': (page) => page.goto(french('/cmp/documents/california-notice')),
  'access form': (page) => page.goto(french('/institute/documents/access-form')),
  'cookie page': (page) => page.goto(french('/cmp/cookies')),
  'forms of cmp': (page) => page.goto(french('/cmp/forms')),
  'forms of the Institute': (page) => page.goto(french('/institute/forms')),
  'a long form': (page) => page.goto(french('/cmp/forms/event-registration')),
  'a form with errors': async (page) => {
    await page.goto(french('/institute/forms/membership-enquiry'));
    await page.getByRole('button', { name: 'Continuer' }).click();
  },
  'check answers': async (page) => {
    await page.goto(french('/cmp/forms/newsletter'));
    await page.getByLabel('Adresse électronique', { exact: true }).fill('verif@example.org');
    await page.getByLabel('Pays', { exact: true }).selectOption('FR');
    await page.getByRole('button', { name: 'Continuer' }).click();
  },
  'stop page': (page) => page.goto(french(links.stop_url)),
  'preference centre': (page) => page.goto(french(links.preferences_url)),
  'ask for a link': (page) => page.goto(french('/cmp/preferences')),
  'a link that is not genuine': (page) => page.goto(french('/cmp/stop/AAAA')),
  'an address that is not there': (page) => page.goto(french('/cmp/rien')),
};

/** What a person reads or hears, without what the page marks as English. */
const words = (page: Page): Promise<string> =>
  page.evaluate(`(() => {
    const copy = document.documentElement.cloneNode(true);
    for (const one of copy.querySelectorAll('script,style,svg,code,pre,[lang="en"]')) one.remove();
    const attributes = [...copy.querySelectorAll('[aria-label],[alt],[title]')].flatMap((one) =>
      ['aria-label', 'alt', 'title'].map((name) => one.getAttribute(name) ?? ''));
    const texts = [];
    const walker = document.createTreeWalker(copy, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) texts.push(walker.currentNode.data);
    return [...attributes, ...texts].join(' ');
  })()`);

describe.each(Object.entries(PLACES))('in French: %s', (_name, go) => {
  it('has no English, is accessible, and fits a phone', async () => {
    const { page, watch, context } = await demo.open({ locale: 'fr-FR' });
    await go(page);
    expect(await page.locator('html').getAttribute('lang')).toBe('fr');
    expect(englishLeft(await words(page))).toEqual([]);
    expect(await findings(page)).toEqual([]);
    await page.setViewportSize({ width: 320, height: 640 });
    expect(await sticksOut(page), '320 pixels wide').toEqual([]);
    expect(watch.complaints).toEqual([]);
    await context.close();
  });
});

it('stays in French from the first page to the confirmation, without JavaScript and without a cookie', async () => {
  const person = 'abonnee@example.org';
  const { page, context } = await demo.open({
    javaScriptEnabled: false,
    locale: 'en-GB',
  });
  await page.goto('/cmp/notice');
  await page.getByRole('link', { name: 'Français' }).click();
  expect(await heading(page)).toContain('Avis de confidentialité');
  await page.goto(french('/cmp/forms'));
  await page.getByRole('link', { name: 'Recevez nos actualités' }).click();
  await page.getByLabel('Adresse électronique', { exact: true }).fill(person);
  await page.getByLabel('Pays', { exact: true }).selectOption('FR');
  await page.getByLabel('M’écrire par courriel au sujet des conférences et événements').check();
  await page.getByRole('button', { name: 'Continuer' }).click();
  expect(await heading(page)).toBe('Vérifiez vos réponses');
  await page.getByRole('button', { name: 'S’inscrire' }).click();
  expect(await heading(page)).toBe('Encore un clic');
  await page.waitForTimeout(4_100);
  await page.getByRole('button', { name: 'S’inscrire' }).click();
  expect(await heading(page)).toBe('Votre formulaire est bien arrivé');
  for (const mail of await claimDue(demo.heed, 50)) {
    const written = await writeMail(demo.heed, mail, demo.origin);
    if (written?.to !== person) continue;
    await page.goto(/https?:\/\/\S+\/confirm\/\S+/.exec(written.text)![0]);
    await page.getByRole('button', { name: 'Oui, c’est ce que je souhaite' }).click();
    expect(await heading(page)).toBe('C’est confirmé');
  }
  expect(await reason(demo.heed, person)).toBe('A_CONSENT');
  expect(await context.cookies()).toEqual([]);
  await context.close();
});
