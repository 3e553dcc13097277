import { expect, it } from 'vitest';
import { englishLeft } from '../src/http/testing/english-left.ts';
import { withSite } from './site/with-site.ts';

const { site, visit, press, page, recorded } = withSite();

/** What the banner and its placeholders say, and the language that they say it is in. */
async function words(): Promise<string> {
  const shown = await page().locator('#heed, .heed-embed').allInnerTexts();
  return shown.join('\n');
}

const language = () => page().locator('#heed').getAttribute('lang');
const film = () =>
  `<iframe title="film" width="320" height="180" src="${site().video.origin}/film.html"></iframe>`;

it('speaks the language of the document, on both layers and where content waits', async () => {
  await visit(site().page({ body: film(), lang: 'fr-FR' }));
  expect(await language()).toBe('fr');
  expect(await words()).toContain('Tout refuser');
  expect(englishLeft(await words())).toEqual([]);
  await press('Personnaliser');
  for (const summary of await page().locator('dialog summary').all()) await summary.click();
  expect(englishLeft(await words())).toEqual([]);
  await press('Tout refuser');
  expect(await words()).toContain('Gestion des cookies');
  expect(englishLeft(await words())).toEqual([]);
});

it('speaks the language that its tag names, whatever the document says', async () => {
  await visit(site().page({ language: 'fr' }));
  expect(await language()).toBe('fr');
  expect(
    await page().getByRole('link', { name: 'Politique de confidentialité' }).getAttribute('href'),
  ).toMatch(/\/cmp\/notice\b.*[?]lang=fr$/);
});

it('asks nobody again in another language, and speaks its own where it has no other', async () => {
  await visit(site().page({}));
  expect(await language()).toBe('en');
  await press('Accept all');
  await recorded(1);
  await visit(site().page({ language: 'fr' }));
  expect(await page().getByRole('button', { name: 'Tout accepter' }).count()).toBe(0);
  expect(await page().getByRole('button', { name: 'Retirer mon consentement' }).count()).toBe(1);
  await visit(site().page({ language: 'de' }));
  expect(await language()).toBe('en');
});
