import { describe, expect, it } from 'vitest';
import { everything } from './site/site.ts';
import { withSite } from './site/with-site.ts';

const { site, visit, press, page, reaches, settle } = withSite();

describe('before a choice', () => {
  it('reaches nobody, by any kind of markup or script, tagged or not', async () => {
    expect(await visit(site().page(everything(site())))).toEqual([]);
    expect(await page().getByRole('button', { name: 'Refuse all' }).isVisible()).toBe(true);
  });

  it('would reach all of them without Heed', async () => {
    await page().goto(site().page({ ...everything(site()), bare: true }));
    const kinds = [
      'script.js',
      'frame.html',
      'image.png',
      'style.css',
      's-fetch.json',
      's-beacon',
      's-worker.js',
    ];
    const reached = await reaches(...kinds.map((kind) => `/stranger-${kind}`));
    expect(reached.length).toBeGreaterThan(80);
  });
});

describe('after accepting', () => {
  it('reaches what is declared, and never what is declared nowhere', async () => {
    await visit(site().page(everything(site())));
    await press('Accept all');
    const kinds = [
      'script.js',
      'async.js',
      'defer.js',
      'module.js',
      'style.css',
      'image.png',
      'frame.html',
      'background.png',
      'template.html',
      'template.js',
      'plain.js',
      'data-src.png',
      'data-src.html',
      's-fetch.json',
      's-xhr.json',
      's-beacon',
      's-pixel.png',
      's-inserted.js',
      's-iframe.html',
      's-inner.png',
    ];
    const reached = await reaches(...kinds.map((kind) => `/video-${kind}`));
    expect(reached.filter((path) => path.startsWith('/stranger'))).toEqual([]);
    expect(await page().evaluate('self.ran')).toContain('video-inline');
  });
});

describe('after refusing', () => {
  it('reaches nobody, now and on the next page', async () => {
    const address = site().page(everything(site()));
    await visit(address);
    await press('Refuse all');
    expect(await page().getByRole('button', { name: 'Refuse all' }).count()).toBe(0);
    expect(await visit(address)).toEqual([]);
    expect(await page().getByRole('button', { name: 'Refuse all' }).count()).toBe(0);
  });
});

describe('after withdrawing', () => {
  it('reaches nobody any more', async () => {
    const address = site().page(everything(site()));
    await visit(address);
    await press('Accept all');
    await reaches('/video-script.js', '/video-frame.html');
    await press('Withdraw consent');
    await page().getByRole('button', { name: 'Withdraw consent' }).waitFor({ state: 'detached' });
    await page().waitForLoadState('load');
    await settle();
    site().reached();
    expect(await visit(address)).toEqual([]);
  });
});

describe('without a fence', () => {
  it('holds back what scripts insert and declared markup, and lets it go on in place', async () => {
    const { video } = site();
    const { scripted, tagged } = await import('./site/markup.ts');
    const only = /fetch|xhr|beacon|pixel|inserted|attribute|iframe.html|link.css|inner/;
    const script = scripted(video.origin, 'video-s')
      .split('\n')
      .filter((line) => only.test(line) && !line.includes('borrowed'))
      .join('\n');
    const body = `${tagged(video.origin, 'video', 'youtube')}<script>${script}</script>`;
    expect(await visit(site().page({ body, fence: 'off', meta: false }))).toEqual([]);
    const loads: string[] = [];
    page().on('load', () => loads.push('again'));
    await press('Accept all');
    const kinds = [
      'template.html',
      'template.js',
      'plain.js',
      'data-src.png',
      's-inserted.js',
      's-iframe.html',
      's-inner.html',
      's-pixel.png',
    ];
    await reaches(...kinds.map((kind) => `/video-${kind}`));
    expect(loads).toEqual([]);
    expect(await page().evaluate('self.ran')).toContain('video-inline');
  });
});

describe('when Heed is away', () => {
  it('grants nothing', async () => {
    await page().route(`${site().heed.origin}/v1/**`, (route) => route.abort());
    expect(await visit(site().page(everything(site())), { banner: false })).toEqual([]);
    expect(await page().evaluate('[...heedGuard.granted]')).toEqual([]);
  });

  it('keeps the fence and inert markup closed when not even the guard arrives', async () => {
    await page().route(`${site().heed.origin}/**`, (route) => route.abort());
    const { stranger, video } = site();
    const { tagged, untagged } = await import('./site/markup.ts');
    const body = tagged(video.origin, 'video', 'youtube') + untagged(stranger.origin, 'stranger').body;
    expect(await visit(site().page({ body }), { banner: false })).toEqual([]);
  });
});
