import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { scanReport } from '../src/cookies/scan/report.ts';
import { type SiteScan, scanSite } from '../src/cookies/scan/scan-site.ts';
import { everything, type Site, startSite } from './site/site.ts';

let site: Site;
beforeAll(async () => {
  site = await startSite();
});
afterAll(() => site?.stop());

const scan = (page: string): Promise<SiteScan> =>
  scanSite(site.policies.find(({ id }) => id === 'cmp')!, page, { settleMs: 700 });

describe('heed site scan', () => {
  it('passes a site with every kind of embed, tagged and untagged, behind Heed', {
    timeout: 90_000,
  }, async () => {
    const { head, body } = everything(site);
    const result = await scan(site.page({ head, body: body?.replaceAll('visitor=1', '') }));
    const accepted = result.seen.accepted!.reached.map(({ origin }) => origin);
    expect(new Set(accepted)).toEqual(new Set([site.heed.origin, site.video.origin, site.counter.origin]));
    // The fake companies set a cookie that no policy declares; nothing else is wrong.
    expect(result.findings.filter(({ what }) => what !== 'visitor')).toEqual([]);
    expect(result.findings.every(({ phase }) => phase === 'accepted' || phase === 'withdrawn')).toBe(true);
    expect(result.unreached).toEqual([]);
  });

  it('fails the same site without Heed, and says what it did', { timeout: 90_000 }, async () => {
    const result = await scan(site.page({ ...everything(site), bare: true }));
    expect(result.ok).toBe(false);
    expect(result.unreached).toEqual(['refused', 'accepted', 'withdrawn']);
    const report = scanReport(result);
    expect(report).toContain(
      `script ${site.stranger.origin}/stranger-script.js (${site.stranger.origin}) is not declared`,
    );
    expect(report).toContain(`iframe.html (${site.video.origin}) of youtube came without permission`);
    expect(report).toContain('**Failed**');
  });

  it('sees cookies and storage that are undeclared, early or too long-lived', {
    timeout: 90_000,
  }, async () => {
    const result = await scan(
      site.page({
        bare: true,
        body: `<link rel="preconnect" href="${site.stranger.origin}"><script>
          document.cookie = 'spy=1;max-age=999'; document.cookie = 'cmp_stats=1';
          document.cookie = 'cmp_cookie_choice=1;max-age=31000000'; localStorage.setItem('cmp_settings', 1);
          sessionStorage.setItem('unknown', 1)</script>`,
      }),
    );
    expect(result.findings.map(({ problem, kind, what }) => `${problem}: ${kind} ${what}`)).toEqual(
      expect.arrayContaining([
        'undeclared: cookie spy',
        'too early: cookie cmp_stats',
        'lasts longer: cookie cmp_cookie_choice',
        'too early: local cmp_settings',
        'undeclared: session unknown',
        `undeclared: preconnect ${site.stranger.origin}/`,
      ]),
    );
  });

  it('sees whom a page tells of a refusal', { timeout: 90_000 }, async () => {
    const body = `<button onclick="fetch('${site.stranger.origin}/refused', { mode: 'no-cors' })">Refuse all cookies</button>`;
    const result = await scan(site.page({ bare: true, body }));
    expect(result.findings).toEqual([
      {
        phase: 'refused',
        problem: 'undeclared',
        kind: 'fetch',
        what: `${site.stranger.origin}/refused`,
        where: site.stranger.origin,
      },
    ]);
  });

  it('passes Heed’s own pages', { timeout: 90_000 }, async () => {
    for (const path of ['/cmp/notice', '/cmp/cookies']) {
      const result = await scan(site.heed.origin + path);
      expect(result).toMatchObject({ ok: true, findings: [], unreached: [] });
      expect(result.seen.before).toEqual({ reached: [], stored: [] });
    }
  });
});
