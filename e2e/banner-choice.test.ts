import { describe, expect, it } from 'vitest';
import { declaredSet } from '../src/cookies/declared.ts';
import { withSite } from './site/with-site.ts';

const { site, visit, press, page, as, context, browser, reaches, recorded, settle } = withSite();

const asks = () => page().getByRole('button', { name: 'Refuse all' }).isVisible();
const granted = () => page().evaluate<string[]>('[...heedGuard.granted]');
const cookies = async () => (await context().cookies()).map(({ name }) => name);

describe('the first layer', () => {
  it('names purposes, third parties, duration and withdrawal; accept and refuse look the same', async () => {
    await visit(site().page({}));
    const text = await page().getByRole('region', { name: 'Cookies on this site' }).innerText();
    for (const word of [
      'statistics',
      'advertising',
      'YouTube',
      'LinkedIn',
      'up to',
      'months',
      'withdraw at any time',
    ])
      expect(text).toContain(word);
    const look = (name: string) =>
      page().evaluate(`(() => {
        const one = [...document.querySelectorAll('button')].find((button) => button.textContent === '${name}');
        const { backgroundColor, color, fontSize, fontWeight, borderColor } = getComputedStyle(one);
        const { width, height, top } = one.getBoundingClientRect();
        return { backgroundColor, color, fontSize, fontWeight, borderColor, width, height, top };
      })()`);
    expect(await look('Refuse all')).toEqual(await look('Accept all'));
  });

  it('moves nothing on the page', async () => {
    await page().addInitScript(`self.shift = 0;
      new PerformanceObserver((list) => { for (const e of list.getEntries()) shift += e.value })
        .observe({ type: 'layout-shift', buffered: true })`);
    await visit(site().page({ body: '<p>Words</p>'.repeat(80) }));
    expect(await asks()).toBe(true);
    expect(await page().evaluate('shift')).toBe(0);
  });
});

it('never flashes up once somebody has chosen', async () => {
  const address = site().page({});
  await visit(address);
  await press('Refuse all');
  await page().addInitScript(`self.flashed = 0;
    new MutationObserver(() => { flashed += [...document.querySelectorAll('#heed button')]
      .filter(({ textContent }) => textContent === 'Refuse all').length })
      .observe(document, { childList: true, subtree: true })`);
  await visit(address);
  expect(await page().getByRole('button', { name: 'Cookie settings' }).isVisible()).toBe(true);
  expect(await page().evaluate('flashed')).toBe(0);
});

describe('a choice', () => {
  it('is recorded with what was refused, the exact words and a receipt, and nothing about the visitor', async () => {
    await visit(site().page({}));
    await press('Manage settings');
    await page().getByRole('checkbox', { name: 'Statistics' }).check();
    await press('Save my choice');
    const [row] = await recorded(1);
    expect(row).toMatchObject({ method: 'choose', policy: 'cmp', site: site().origin });
    expect(row!.granted).toContain('performance-customer-management-practice');
    expect(row!.denied).toContain('youtube');
    expect(Object.keys(row!).sort()).toEqual([
      'controller',
      'declared',
      'denied',
      'digest',
      'granted',
      'id',
      'method',
      'policy',
      'recorded_at',
      'region',
      'site',
      'wording',
    ]);
    const receipt = await page().evaluate<{ id: string; signature: object }>('heed.receipts.at(-1)');
    expect(receipt).toMatchObject({ id: row!.id, signature: { algorithm: 'Ed25519' } });
    expect(await page().evaluate('heed.forget(heed.receipts.at(-1))')).toBe(true);
    await recorded(0);
  });

  it('can be made service by service', async () => {
    await visit(site().page({}));
    await press('Manage settings');
    const dialog = page().getByRole('dialog');
    await dialog.getByText('About these cookies: Social media').click();
    await dialog.getByRole('checkbox', { name: 'YouTube (Google)' }).check();
    const all = dialog.getByRole('checkbox', { name: 'Social media and embedded content' });
    expect(await all.evaluate((box) => (box as unknown as { indeterminate: boolean }).indeterminate)).toBe(
      true,
    );
    await press('Save my choice');
    expect(await granted()).toEqual(['youtube']);
  });

  it('is asked again when the declared set changes and when its time is over', async () => {
    const address = site().page({});
    await visit(address);
    await press('Refuse all');
    await visit(address);
    expect(await asks()).toBe(false);

    const kept = (await context().cookies()).find(({ name }) => name === 'cmp_cookie_choice')!;
    const [hash, minutes, services] = kept.value.split('.');
    await context().addCookies([{ ...kept, value: `0000000000000000.${minutes}.${services}` }]);
    await visit(address);
    expect(await asks()).toBe(true);

    const old = (Math.floor(Date.now() / 60_000) - 181 * 24 * 60).toString(36);
    await context().addCookies([{ ...kept, value: `${hash}.${old}.youtube` }]);
    await visit(address);
    expect(await asks()).toBe(true);
    expect(await granted()).toEqual([]);
  });

  it('survives a network that is away, and arrives once', async () => {
    await visit(site().page({}));
    const away = `${site().heed.origin}/v1/cookie-consents`;
    await page().route(away, (route) => route.abort());
    await press('Refuse all');
    await settle();
    await recorded(0);
    await page().unroute(away);
    await page().evaluate(`dispatchEvent(new Event('online'))`);
    await page().reload();
    await recorded(1);
    await settle();
    await recorded(1);
  });

  it('tells listeners what changed', async () => {
    await visit(site().page({ fence: 'off' }));
    await page().evaluate(`self.heard = []; heed.on('change', (detail) => heard.push(detail))`);
    await press('Accept all');
    const [detail] = await page().evaluate<{ added: string[]; method: string }[]>('heard');
    expect(detail).toMatchObject({ method: 'accept_all', removed: [], decided: true });
    expect(detail!.added).toContain('youtube');
  });

  it('holds on subdomains where the site says so', async () => {
    const address = new URL(site().page({ domain: 'site.localhost' }));
    const at = (host: string) => address.href.replace('127.0.0.1', host);
    await visit(at('www.site.localhost'));
    await press('Refuse all');
    await visit(at('shop.site.localhost'));
    expect(await asks()).toBe(false);
  });
});

describe('withdrawal', () => {
  it('takes one press, deletes declared cookies also of the parent domain, and keeps the others', async () => {
    const address = new URL(site().page({ domain: 'site.localhost' }));
    const here = address.href.replace('127.0.0.1', 'www.site.localhost');
    await visit(here);
    await press('Accept all');
    await page().evaluate(`document.cookie = 'cmp_stats=1;path=/;domain=site.localhost';
      document.cookie = 'cmp_ads=1;path=/'; document.cookie = 'basket=1;path=/';
      localStorage.setItem('cmp_settings', 'large')`);
    expect(await cookies()).toEqual(expect.arrayContaining(['cmp_stats', 'cmp_ads', 'basket']));
    await press('Withdraw consent');
    const [last] = await recorded(2);
    expect(last).toMatchObject({ method: 'withdraw' });
    await page().waitForLoadState('load');
    await settle();
    expect((await cookies()).sort()).toEqual(['basket', 'cmp_cookie_choice']);
    expect(await page().evaluate(`localStorage.getItem('cmp_settings')`)).toBe(null);
    expect(await granted()).toEqual([]);
  });

  it('keeps scripts from storing it again', async () => {
    await visit(site().page({}));
    await press('Refuse all');
    await page().evaluate(`document.cookie = 'cmp_stats=1;path=/'; localStorage.setItem('cmp_settings', 'x');
      document.cookie = 'basket=1;path=/'; cookieStore.set('cmp_ads', '1').catch(() => {})`);
    await settle();
    expect((await cookies()).sort()).toEqual(['basket', 'cmp_cookie_choice']);
  });
});

describe('Global Privacy Control', () => {
  const signal = `Object.defineProperty(Navigator.prototype, 'globalPrivacyControl', { get: () => true })`;

  it('counts as refusal, is shown as honoured, and is no recorded decision', async () => {
    await page().addInitScript(signal);
    await visit(site().page({ region: 'US-CA' }));
    expect(await asks()).toBe(false);
    expect(await page().getByText('We honour it').isVisible()).toBe(true);
    expect(await granted()).toEqual([]);
    expect(await cookies()).toEqual([]);
    await recorded(0);
  });

  it('is outranked by an explicit choice', async () => {
    await page().addInitScript(signal);
    const address = site().page({});
    await visit(address);
    await press('Cookie settings');
    await press('Accept all');
    await visit(address);
    expect(await granted()).toContain('youtube');
  });
});

describe('region rules', () => {
  it('lets own statistics and settings run in the United Kingdom until somebody objects', async () => {
    const address = site().page({ region: 'GB' });
    await visit(address);
    expect((await granted()).sort()).toEqual(['functionality', 'performance-customer-management-practice']);
    expect(await page().getByText('Refuse to object').isVisible()).toBe(true);
    await press('Refuse all');
    await visit(address);
    expect(await granted()).toEqual([]);
  });

  it('starts California opted in, except for content of others', async () => {
    await visit(site().page({ region: 'US-CA' }));
    expect(await granted()).toContain('advertising');
    expect(await granted()).not.toContain('youtube');
    expect(await page().getByText('Refuse to opt out').isVisible()).toBe(true);
  });

  it.each([
    'DE',
    '',
  ])('asks first in the rest of the world (%s), and everywhere under a policy that promises so', async (region) => {
    await visit(site().page({ region }));
    expect(await granted()).toEqual([]);
    for (const promised of ['GB', 'US-CA', region]) {
      await visit(site().page({ region: promised, policy: 'institute' }));
      expect(await granted()).toEqual([]);
      expect(await asks()).toBe(true);
    }
  });
});

describe('placeholders', () => {
  const embed =
    () => `<iframe title="film" width="320" height="180" src="${site().video.origin}/film.html"></iframe>
    <template data-purpose="youtube"><iframe title="film" width="320" height="180" src="${site().video.origin}/second.html"></iframe></template>`;
  const boxes = () => page().locator('.heed-embed');

  it('stand for content of others, of its size, with its notice, and ask for nothing', async () => {
    expect(await visit(site().page({ body: embed() }))).toEqual([]);
    await press('Refuse all');
    expect(await boxes().count()).toBe(2);
    const { width, height } = (await boxes().first().boundingBox())!;
    expect(width).toBe(320);
    expect(height).toBeGreaterThanOrEqual(180);
    expect(await boxes().first().getByRole('link').getAttribute('href')).toBe(
      'https://policies.google.com/privacy',
    );
    expect(site().reached()).toEqual([]);
  });

  it.each([
    undefined,
    'off',
  ] as const)('show once: now, and not on the next visit (fence %s)', async (fence) => {
    const address = site().page({
      body: fence ? embed().replace('src=', 'data-purpose="youtube" data-src=') : embed(),
      fence,
    });
    await visit(address);
    await press('Refuse all');
    await recorded(1);
    await press('Show once');
    expect(await reaches('/film.html', '/second.html')).toHaveLength(2);
    expect(await boxes().count()).toBe(0);
    await recorded(1);
    expect(await visit(address)).toEqual([]);
  });

  it('show always: also on the next visit, and recorded', async () => {
    const address = site().page({ body: embed() });
    await visit(address);
    await press('Always show YouTube (Google)');
    expect((await recorded(1))[0]).toMatchObject({ method: 'embed', granted: ['youtube'] });
    await reaches('/film.html');
    await page().goto(address);
    await reaches('/film.html');
  });
});

describe('placeholders for content as these companies give it', () => {
  const films: readonly (readonly [provider: string, notice: string, address: string])[] = [
    [
      'X (formerly Twitter)',
      'https://x.com/en/privacy',
      'https://platform.twitter.com/embed/Tweet.html?id=20',
    ],
    [
      'LinkedIn',
      'https://www.linkedin.com/legal/privacy-policy',
      'https://www.linkedin.com/embed/feed/update/urn:li:share:1',
    ],
    ['Vimeo', 'https://vimeo.com/privacy', 'https://player.vimeo.com/video/1'],
    [
      'Facebook (Meta)',
      'https://www.facebook.com/privacy/policy/',
      'https://www.facebook.com/plugins/video.php?href=a',
    ],
    ['Google Maps', 'https://policies.google.com/privacy', 'https://www.google.com/maps/embed?pb=1'],
  ];
  const body = films
    .map(([name, , address]) => `<iframe title="${name}" width="320" height="180" src="${address}"></iframe>`)
    .join('');

  it('name the company, link its notice, and let nothing out before a press', async () => {
    const asked: string[] = [];
    await context().route(/^https:/, (route) => {
      asked.push(new URL(route.request().url()).host);
      return route.fulfill({ contentType: 'text/html', body: '<!doctype html><title>Film</title>' });
    });
    await visit(site().page({ body }));
    await press('Refuse all');
    const boxes = page().locator('.heed-embed');
    expect(await boxes.count()).toBe(films.length);
    for (const [i, [provider, notice]] of films.entries()) {
      expect(await boxes.nth(i).innerText()).toContain(provider);
      expect(await boxes.nth(i).getByRole('link').getAttribute('href')).toBe(notice);
    }
    expect(asked).toEqual([]);
    await boxes.nth(2).getByRole('button', { name: 'Show once' }).click();
    await expect.poll(() => asked.length).toBe(1);
    await settle();
    expect(asked).toEqual(['player.vimeo.com']);
    expect(await boxes.count()).toBe(films.length - 1);
  });
});

describe('single-page apps', () => {
  it('place and release what appears later', async () => {
    await visit(site().page({ fence: 'off' }));
    const add = `document.querySelector('main').insertAdjacentHTML('beforeend',
      '<iframe title="f" data-purpose="youtube" data-src="${site().video.origin}/later.html"></iframe>')`;
    await press('Refuse all');
    await page().evaluate(add);
    await page().locator('.heed-embed').waitFor();
    expect(site().reached()).toEqual([]);
    await press('Always show YouTube (Google)');
    expect(await reaches('/later.html')).toHaveLength(1);
    await page().evaluate(add);
    expect(await reaches('/later.html')).toHaveLength(1);
  });
});

it('speaks Google Consent Mode v2, denied before anything can run', async () => {
  await visit(site().page({ fence: 'off' }));
  const layer = () => page().evaluate<unknown[][]>('dataLayer.map((one) => [...one])');
  expect(await layer()).toEqual([
    [
      'consent',
      'default',
      expect.objectContaining({
        ad_storage: 'denied',
        ad_user_data: 'denied',
        analytics_storage: 'denied',
        security_storage: 'granted',
      }),
    ],
  ]);
  await press('Accept all');
  expect((await layer())[1]).toEqual([
    'consent',
    'update',
    expect.objectContaining({ ad_storage: 'granted', analytics_storage: 'granted' }),
  ]);
});

it('asks for the whole declared set and no other', async () => {
  await visit(site().page({}));
  await press('Accept all');
  const policy = site().policies.find(({ id }) => id === 'cmp')!;
  expect((await granted()).sort()).toEqual(
    declaredSet(policy)
      .optional.map(({ id }) => id)
      .sort(),
  );
  expect(browser().isConnected()).toBe(true);
  await as({});
});
