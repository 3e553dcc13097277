import { scan } from '@slashgear/gdpr-cookie-scanner';
import { chromium } from 'playwright';
import { expect, it } from 'vitest';
import { findChromium } from '../src/cookies/scan/launch-browser.ts';
import { withSite } from './site/with-site.ts';

const { site } = withSite();

it('gets full marks from an independent scanner', { timeout: 90_000 }, async () => {
  // The scanner knows only the browser that its own driver downloads.
  const launch = chromium.launch.bind(chromium);
  const { executablePath, args } = await findChromium();
  chromium.launch = (options = {}) =>
    launch({ ...options, executablePath, args: [...args, ...(options.args ?? [])] });
  const body = `<iframe title="film" src="${site().video.origin}/film.html"></iframe>`;
  const { compliance } = await scan(site().page({ body }), { locale: 'en-GB' });
  expect(compliance.issues).toEqual([]);
  expect(compliance.total).toBe(100);
});
