import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { createApp } from '../src/http/app.ts';
import type { HttpApp } from '../src/http/env.ts';
import { withSites } from '../src/policy/sites.ts';
import { withDemo } from './with-demo.ts';

const NO_SCRIPT = { javaScriptEnabled: false };

const demo = withDemo();

async function tabTo(page: Page, wanted: string): Promise<void> {
  for (let i = 0; i < 40; i++) {
    await page.keyboard.press('Tab');
    const name = await page.evaluate(
      `(document.activeElement.labels?.[0] ?? document.activeElement).textContent.trim()`,
    );
    if (name === wanted) return;
  }
  throw new Error(`the keyboard never reached ${wanted}`);
}

it('leads from the notice to what changed, by keyboard alone and without scripts', async () => {
  const { page, watch, context } = await demo.open(NO_SCRIPT);
  await page.goto('/cmp/notice');
  await page.getByRole('link', { name: 'All versions of this notice' }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Every version of this notice' }).waitFor();
  await tabTo(page, 'Show what changed');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'What changed between two versions' }).waitFor();
  expect(page.url()).toMatch(/\/cmp\/notice\/changes\?from=2026-11-01&to=\d{4}-\d{2}-\d{2}$/);
  expect(await page.locator('ins').count()).toBeGreaterThan(1);
  expect(await page.locator('del').count()).toBeGreaterThan(1);
  expect(watch.complaints).toEqual([]);
  await context.close();
});

it('says to those who listen which words came and went', async () => {
  const { page, context } = await demo.open();
  await page.goto('/cmp/notice/changes');
  const [went] = await page.locator('.heed-change del').allTextContents();
  const [came] = await page.locator('.heed-change ins').allTextContents();
  expect(went).toMatch(/^\[removed: .+\]$/);
  expect(came).toMatch(/^\[added: .+\]$/);
  const line = (selector: string) =>
    page.evaluate(`getComputedStyle(document.querySelector('${selector}')).textDecorationLine`);
  expect([await line('ins'), await line('del')]).toEqual(['underline', 'line-through']);
  await context.close();
});

it('offers a feed that is well-formed XML with every element that Atom asks for', async () => {
  const { page, context } = await demo.open();
  await page.goto('/cmp/notice');
  const href = await page.locator('link[type="application/atom+xml"]').getAttribute('href');
  const text = await (await page.request.get(href!)).text();
  const feed = (await page.evaluate(`(() => {
    const parsed = new DOMParser().parseFromString(${JSON.stringify(text)}, 'application/xml');
    if (parsed.querySelector('parsererror')) return parsed.documentElement.textContent;
    const ATOM = 'http://www.w3.org/2005/Atom';
    const names = (one) => [...one.children].map((child) => child.localName);
    const root = parsed.documentElement;
    return {
      root: [root.namespaceURI === ATOM, root.localName],
      feed: names(root),
      author: names(root.querySelector('author')),
      entries: [...root.querySelectorAll('entry')].map(names),
      links: [...root.querySelectorAll('link')].map((one) => one.getAttribute('href')),
      dates: [...root.querySelectorAll('updated, published')].map((one) => one.textContent),
    };
  })()`)) as Record<string, unknown>;
  const entry = ['id', 'title', 'updated', 'published', 'link', 'summary'];
  expect(feed).toMatchObject({
    root: [true, 'feed'],
    feed: ['id', 'title', 'updated', 'author', 'link', 'link', 'entry', 'entry'],
    author: ['name'],
    entries: [[...entry.slice(0, 5), 'link', 'summary'], entry],
  });
  for (const date of feed.dates as string[])
    expect(new Date(date).toISOString()).toBe(date.replace('Z', '.000Z'));
  for (const link of feed.links as string[]) expect((await page.request.get(link)).status(), link).toBe(200);
  await context.close();
});

describe('on paper', () => {
  it.each([
    ['/cmp/notice', 'cmp@'],
    ['/institute/documents/access-form', 'institute@'],
    ['/cmp/notice/versions/2026-11-01', 'cmp@2026-11-01'],
  ])('%s has its version and address and nothing to click through', async (path, version) => {
    const { page, context } = await demo.open();
    await page.emulateMedia({ media: 'print' });
    await page.goto(path);
    const shown = await page.locator('body').innerText();
    expect(shown).toContain(version);
    expect(shown).toMatch(
      /Address of this version: http:\/\/127\.0\.0\.1:\d+\/[a-z]+\/notice\/versions\/2026/,
    );
    expect(shown).not.toMatch(/On this page|Skip to main content|All versions of this notice|Back to/);
    for (const gone of ['nav', 'header', 'footer', '.heed-promise', '.govuk-skip-link'])
      for (const one of await page.locator(gone).all()) expect(await one.isVisible(), gone).toBe(false);
    await context.close();
  });
});

it('serves a policy at a host name of its own, and a person there never sees its id', async () => {
  let app: HttpApp | undefined;
  const server = serve({ fetch: (request) => app!.fetch(request), port: 0, hostname: '127.0.0.1' });
  await new Promise((resolve) => server.once('listening', resolve));
  const site = `http://privacy.localhost:${(server.address() as AddressInfo).port}`;
  app = createApp({ ...demo.heed, policies: withSites(demo.heed.policies, [`cmp=${site}`]) });
  const { page, watch, context } = await demo.open(NO_SCRIPT, site);
  try {
    await page.goto('/');
    expect(await page.locator('h1').innerText()).toContain('Privacy notice of');
    await page.getByRole('link', { name: 'All versions of this notice' }).click();
    expect(page.url()).toBe(`${site}/notice/versions`);
    await page.getByRole('button', { name: 'Show what changed' }).click();
    expect(page.url()).toMatch(/\/notice\/changes\?/);
    await page.goto('/cookies');
    await page
      .getByRole('button', { name: /Refuse|Reject/ })
      .first()
      .click();
    expect(page.url()).toBe(`${site}/cookies?saved=yes`);
    expect(watch.complaints).toEqual([]);
  } finally {
    await context.close();
    await new Promise((resolve) => server.close(resolve));
  }
});
