/**
 * Bytes of banners, and the time until their refuse button can be seen on a processor slowed down four times, in
 * Chromium, in turn. Arguments: folder (for `--shots`, screenshots go there), loads of each. Prints the figures.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { launchBrowser } from '../../src/cookies/scan/launch-browser.ts';
import { packageRoot } from '../../src/paths.ts';
import { figure } from '../measure.ts';
import { openSite } from './banner-site.ts';
import { CONTESTANTS } from './contestants.ts';

const [folder = '', loads = '9', shots = ''] = process.argv.slice(2);
const SLOWED = 4;
const watcher = readFileSync(join(packageRoot, 'bench', 'public', 'refuse-button.js'), 'utf8');

interface Seen {
  readonly at: number;
  readonly x: number;
  readonly y: number;
}

const named = [
  { name: 'Heed', refuse: 'Refuse all', site: await openSite('heed') },
  ...(await Promise.all(
    CONTESTANTS.map(async (one) => ({ name: one.name, refuse: one.refuse, site: await openSite(one) })),
  )),
];
const browser = await launchBrowser();
const times = new Map<string, number[]>();
const weights = new Map<string, { code: number; words: number }>();

/** Opens the page as a new visitor with nothing cached. */
async function visit({ name, refuse, site }: (typeof named)[number], slowed: boolean): Promise<Seen> {
  const context = await browser.newContext({ viewport: { width: 412, height: 823 }, locale: 'en-GB' });
  try {
    const page = await context.newPage();
    const session = await context.newCDPSession(page);
    if (slowed) await session.send('Emulation.setCPUThrottlingRate', { rate: SLOWED });
    await page.addInitScript({ content: `${watcher}watchForRefuse(${JSON.stringify(refuse)})` });
    site.weigh();
    await page.goto(site.address);
    const seen = await page
      .waitForFunction('globalThis.refuseSeen', undefined, { timeout: 60_000 })
      .then((handle) => handle.jsonValue() as Promise<Seen>)
      .catch(async (error: Error) => {
        await page.screenshot({ path: join(folder, `${name}-not-seen.png`) });
        throw new Error(`${name}: no refuse button was seen (${error.message.split('\n')[0]})`);
      });
    if (slowed) return seen;
    await page.waitForTimeout(500);
    weights.set(name, site.weigh());
    if (shots) await page.screenshot({ path: join(shots, `${name.replaceAll(/[^a-z0-9]+/gi, '-')}.png`) });
    // What was measured has to be the button itself: pressing there makes the question go away.
    await page.mouse.click(seen.x, seen.y);
    await page.waitForTimeout(1_000);
    const still = await page.evaluate<boolean>(
      `(document.elementFromPoint(${seen.x}, ${seen.y})?.textContent ?? '').trim() === ${JSON.stringify(refuse)}`,
    );
    if (still) throw new Error(`${name}: pressing its refuse button changed nothing`);
    return seen;
  } finally {
    await context.close();
  }
}

try {
  // Once at full speed: what it weighs, and whether pressing there refuses. Also warms the browser up.
  for (const one of named) await visit(one, false);
  for (let load = 0; load < Number(loads); load++)
    for (const one of named) {
      const { at } = await visit(one, true);
      times.set(one.name, [...(times.get(one.name) ?? []), at]);
    }
} finally {
  await browser.close();
  for (const { site } of named) await site.close();
}

const bytes = (value: number) => value.toLocaleString('en-GB');
const figures = named.map(({ name }) => {
  const { code, words } = weights.get(name)!;
  return figure(name, times.get(name)!, 'ms', {
    note: `${bytes(code)} bytes of script and style after brotli${words > 0 ? `, ${bytes(words)} of configuration` : ''}`,
  });
});
const [ours, ...theirs] = figures;
const heed = weights.get('Heed')!.code;
const lighter = theirs.filter(({ what }) => weights.get(what)!.code < heed);
const quicker = theirs.filter(({ value }) => value < ours!.value);
const listed = (some: typeof theirs) =>
  some.map(({ what, value }) => `${what} (${Math.round(value)} ms)`).join(', ');
console.log(
  JSON.stringify({
    figures,
    findings: [
      `Weight: Heed has ${bytes(heed)} bytes of script and style, the guard included; the limit is 12,288. ${
        lighter.length === 0
          ? 'All others are heavier.'
          : `Lighter: ${lighter.map(({ what }) => what).join(', ')}.`
      }`,
      quicker.length === 0
        ? 'Heed’s refuse button is there first.'
        : `Heed’s refuse button comes after ${Math.round(ours!.value)} ms. Sooner: ${listed(quicker)}.`,
    ],
  }),
);
