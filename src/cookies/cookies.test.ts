import { describe, expect, it } from 'vitest';
import { packageRoot } from '../paths.ts';
import { loadPolicies } from '../policy/policies.ts';
import { bannerConfig } from './banner-config.ts';
import { metaPolicy, sitePolicy } from './csp.ts';
import { choiceCookie, choiceDays, declaredSet, guardList } from './declared.ts';
import { regionRules } from './regions.ts';
import { servicesOf } from './services.ts';
import { requireSite } from './sites.ts';

const policies = loadPolicies(`${packageRoot}/policies`);
const cmp = policies.get('cmp');
const institute = policies.get('institute');
const base = 'https://heed.example.org';

describe('services', () => {
  it('are one for each provider in a category, with every declared cookie exactly once', () => {
    for (const { data } of policies.list()) {
      const services = servicesOf(data.cookies);
      expect(services.flatMap(({ cookies }) => cookies.map(({ name }) => name)).sort()).toEqual(
        data.cookies.cookies.map(({ name }) => name).sort(),
      );
      expect(new Set(services.map(({ id }) => id)).size).toBe(services.length);
    }
    const youtube = servicesOf(cmp.data.cookies).find(({ id }) => id === 'youtube');
    expect(youtube?.cookies.map(({ name }) => name)).toEqual(['YSC', 'VISITOR_INFO1_LIVE']);
  });
});

describe('the declared set', () => {
  it('has another hash when a service, an origin or a cookie changes, and the same for other words', () => {
    const change = (part: object) => ({
      ...cmp,
      data: { ...cmp.data, cookies: { ...cmp.data.cookies, ...part } },
    });
    const { hash } = declaredSet(cmp);
    const [first, ...others] = cmp.data.cookies.embeds;
    expect(declaredSet(change({ embeds: others })).hash).not.toBe(hash);
    expect(declaredSet(change({ embeds: [{ ...first!, origins: [] }, ...others] })).hash).not.toBe(hash);
    expect(declaredSet(change({ cookies: cmp.data.cookies.cookies.slice(0, -1) })).hash).not.toBe(hash);
    const renamed = cmp.data.cookies.categories.map((one) => ({ ...one, description: 'Other words.' }));
    expect(declaredSet(change({ categories: renamed })).hash).toBe(hash);
    expect(bannerConfig(change({ categories: renamed }), base).wording).not.toBe(
      bannerConfig(cmp, base).wording,
    );
  });

  it('names the cookie of the choice and its period from the policy', () => {
    expect(choiceCookie(institute)).toBe('ics_cookie_choice');
    expect(choiceDays(cmp)).toBe(180);
  });
});

describe('regions', () => {
  it('use the UK exceptions for own statistics and settings only where the policy does', () => {
    const rules = regionRules(cmp.data.cookies, declaredSet(cmp).optional);
    expect(rules.GB?.before).toEqual(['functionality', 'performance']);
    expect(regionRules(institute.data.cookies, declaredSet(institute).optional)).toEqual({});
  });

  it('never let content of others run before its click', () => {
    const rules = regionRules(cmp.data.cookies, declaredSet(cmp).optional);
    const embeds = cmp.data.cookies.embeds.map(({ id }) => id);
    for (const { before } of Object.values(rules)) for (const id of before) expect(embeds).not.toContain(id);
  });
});

describe('the policy of a site', () => {
  it('holds the origins of the guard and no others, no wildcard, nothing inline', () => {
    const list = guardList(cmp, base);
    const declared = new Set([...list.allow, ...list.services.flatMap(({ origins }) => origins)]);
    const header = sitePolicy(cmp, base, 'abc');
    expect(new Set(header.match(/https?:[^\s;]+/g))).toEqual(declared);
    expect(header).not.toMatch(/unsafe|\*/);
    expect(header).toContain("script-src 'nonce-abc'");
    expect(new Set(metaPolicy(cmp, base).match(/https?:[^\s;]+/g))).toEqual(declared);
  });
});

describe('the words', () => {
  it('name every purpose, every third party, how long and how to withdraw', () => {
    const { intro } = bannerConfig(cmp, base).texts;
    for (const word of ['statistics', 'advertising', 'YouTube', 'LinkedIn', 'Facebook', 'up to', 'withdraw'])
      expect(intro).toContain(word);
  });
});

describe('the site of a choice', () => {
  const live = { mode: 'production' } as const;
  it.each([
    ['https://www.customermanagementpractice.com', true],
    ['https://events.customermanagementpractice.com', true],
    ['https://heed.example.org', true],
    ['http://www.customermanagementpractice.com', false],
    ['https://customermanagementpractice.com.example.net', false],
    ['https://notcustomermanagementpractice.com', false],
    ['http://localhost:3000', false],
    ['null', false],
    [undefined, false],
  ])('%s: %s', (origin, allowed) => {
    const ask = () => requireSite(live, cmp, origin, base);
    if (allowed) expect(ask()).toBe(origin);
    else expect(ask).toThrow('websites of the policy');
  });
});
