import { describe, expect, it } from 'vitest';
import { sitePolicy } from '../src/cookies/csp.ts';
import { findings } from './access.ts';
import { tagged } from './site/markup.ts';
import { withSite } from './site/with-site.ts';

const { site, visit, press, page, as, reaches, settle } = withSite();

const active = () =>
  page().evaluate<string>(
    `document.activeElement.closest('dialog') ? 'inside' : document.activeElement.tagName`,
  );
const embed = () =>
  `<iframe title="film" width="320" height="180" src="${site().video.origin}/film.html"></iframe>`;

describe.each(['light', 'dark'] as const)('in %s', (colorScheme) => {
  it.each([1280, 320])('has no finding of axe on either layer, %s pixels wide', async (width) => {
    await as({ colorScheme, viewport: { width, height: 700 } });
    await visit(site().page({ body: embed(), headers: {} }));
    await page().emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    expect(await findings(page())).toEqual([]);
    await press('Manage settings');
    for (const summary of await page().locator('dialog summary').all()) await summary.click();
    expect(await findings(page())).toEqual([]);
    const wide = await page().evaluate<number>('document.documentElement.scrollWidth');
    expect(wide).toBeLessThanOrEqual(width);
    const sticksOut = await page().evaluate(`[...document.querySelectorAll('#heed *')]
      .filter((one) => one.getBoundingClientRect().right > innerWidth + 1).map((one) => one.outerHTML.slice(0, 80))`);
    expect(sticksOut).toEqual([]);
    await page().keyboard.press('Escape');
    await press('Refuse all');
    expect(await findings(page())).toEqual([]);
  });
});

describe('the settings', () => {
  it('take the focus, keep it, and give it back on Escape', async () => {
    await visit(site().page({ body: '<a href="#x">A link</a>' }));
    const opener = page().getByRole('button', { name: 'Manage settings' });
    await opener.focus();
    await page().keyboard.press('Enter');
    expect(await active()).toBe('inside');
    for (let i = 0; i < 40; i++) {
      await page().keyboard.press(i < 25 ? 'Tab' : 'Shift+Tab');
      expect(await active()).toBe('inside');
    }
    await page().keyboard.press('Escape');
    expect(await page().getByRole('dialog').count()).toBe(0);
    expect(await opener.evaluate('document.activeElement.textContent')).toBe('Manage settings');
  });

  it('are worked by keyboard alone', async () => {
    await visit(site().page({}));
    for (let i = 0; i < 5; i++) {
      await page().keyboard.press('Tab');
      if ((await page().evaluate('document.activeElement.textContent')) === 'Refuse all') break;
    }
    await page().keyboard.press('Enter');
    expect(await page().getByRole('button', { name: 'Refuse all' }).count()).toBe(0);
  });

  it('open from any control of the page', async () => {
    await visit(site().page({ body: '<a href="/nowhere" data-heed-open>Cookies</a>' }));
    await page().evaluate(`document.querySelector('[data-heed-open]').click()`);
    expect(await page().getByRole('dialog').isVisible()).toBe(true);
  });
});

it('runs from right to left, in forced colours and on a phone', async () => {
  await as({ viewport: { width: 320, height: 560 }, forcedColors: 'active' });
  await visit(site().page({ attributes: 'dir="rtl"' }));
  const refuse = page().getByRole('button', { name: 'Refuse all' });
  expect(await refuse.isVisible()).toBe(true);
  const { y, height } = (await refuse.boundingBox())!;
  expect(y + height).toBeLessThanOrEqual(560);
  await refuse.click();
  const control = (await page().getByRole('button', { name: 'Cookie settings' }).boundingBox())!;
  expect(control.x).toBeGreaterThan(100);
});

it('moves nothing for people who asked for less motion', async () => {
  await as({ reducedMotion: 'reduce' });
  await visit(site().page({ body: embed(), headers: {} }));
  await press('Manage settings');
  const moving =
    await page().evaluate(`[...document.querySelectorAll('#heed, #heed *, .heed-embed, .heed-embed *')]
    .filter((one) => one.getAnimations().length > 0 || /[1-9]/.test(getComputedStyle(one).transitionDuration)
      || getComputedStyle(one).animationName !== 'none').map((one) => one.outerHTML.slice(0, 80))`);
  expect(moving).toEqual([]);
  expect(await page().evaluate(`getComputedStyle(document.documentElement).scrollBehavior`)).toBe('auto');
});

it('stands a policy of nonces only and enforced Trusted Types', async () => {
  const policy = site().policies.find(({ id }) => id === 'cmp')!;
  const complaints: string[] = [];
  page().on('console', (message) => {
    if (/Content Security Policy|TrustedScript|TrustedHTML/i.test(message.text()))
      complaints.push(message.text());
  });
  page().on('pageerror', (error) => complaints.push(error.message));
  await visit(
    site().page({
      nonce: 'n0nce',
      meta: false,
      body: tagged(site().video.origin, 'video', 'youtube').replace(
        '<script type="text/plain" data-purpose="youtube">',
        '<script nonce="n0nce" type="text/plain" data-purpose="youtube">',
      ),
      headers: { 'content-security-policy': sitePolicy(policy, site().heed.origin, 'n0nce') },
    }),
  );
  await press('Manage settings');
  await press('Accept all');
  await reaches('/video-template.html', '/video-template.js', '/video-plain.js');
  expect(complaints).toEqual([]);
  expect(await page().evaluate('self.ran')).toContain('video-inline');
  await press('Withdraw consent');
  await settle();
  expect(complaints).toEqual([]);
});
