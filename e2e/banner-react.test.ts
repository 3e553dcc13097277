import { join } from 'node:path';
import { build } from 'esbuild';
import { beforeAll, describe, expect, it } from 'vitest';
import { packageRoot } from '../src/paths.ts';
import { withSite } from './site/with-site.ts';

const { site, page, press } = withSite();

/** The same component for the server and the browser, over the built binding. */
const APP = `
  import { createElement as h } from 'react';
  import { useAllowed, useConsent } from './packages/banner/dist/react.js';
  export function App() {
    const { granted, decided } = useConsent();
    const film = useAllowed('youtube');
    return h('p', { id: 'said' }, film ? 'film' : 'no film', ', ', decided ? 'decided' : 'open', ', ', granted.length);
  }`;
const SERVER = `${APP}
  import { StrictMode } from 'react';
  import { renderToString } from 'react-dom/server';
  export const html = renderToString(h(StrictMode, null, h(App)));`;
const CLIENT = `${APP}
  import { StrictMode } from 'react';
  import { hydrateRoot } from 'react-dom/client';
  self.mismatches = [];
  self.hydrate = () => hydrateRoot(document.getElementById('root'), h(StrictMode, null, h(App)),
    { onRecoverableError: (error) => self.mismatches.push(String(error)) });`;

let html: string;
let script: string;
beforeAll(async () => {
  const common = { bundle: true, absWorkingDir: packageRoot, logLevel: 'error' } as const;
  const rendered = join(packageRoot, 'dist', 'e2e', 'react-server.mjs');
  await build({
    ...common,
    stdin: { contents: SERVER, resolveDir: packageRoot },
    format: 'esm',
    platform: 'node',
    packages: 'external',
    outfile: rendered,
  });
  ({ html } = await import(rendered));
  const { outputFiles } = await build({
    ...common,
    stdin: { contents: CLIENT, resolveDir: packageRoot },
    format: 'iife',
    // The development build is the one that reports what differs.
    define: { 'process.env.NODE_ENV': '"development"' },
    write: false,
  });
  script = outputFiles[0]!.text.replaceAll('</script', '<\\/script');
});

const said = () => page().locator('#said').innerText();
const address = () =>
  site().page({ fence: 'off', body: `<div id="root">${html}</div><script>${script}</script>` });
const ready = () => page().waitForFunction('self.heed');

describe('the React binding', () => {
  it('grants nothing on the server', () => {
    expect(html).toContain('no film');
    expect(html).toContain('open');
  });

  it('takes the markup over before the banner is there, and follows choices', async () => {
    await page().addInitScript(`document.addEventListener('DOMContentLoaded', () => self.hydrate())`);
    await page().goto(address());
    await ready();
    expect(await said()).toBe('no film, open, 0');
    await press('Accept all');
    expect(await said()).toMatch(/^film, decided, [1-9]/);
    expect(await page().evaluate('self.mismatches')).toEqual([]);
  });

  it('takes it over after a choice was made, without a mismatch', async () => {
    const at = address();
    await page().goto(at);
    await ready();
    await press('Accept all');
    await page().goto(at);
    await ready();
    await page().evaluate('void self.hydrate()');
    await expect.poll(said).toMatch(/^film, decided, [1-9]/);
    expect(await page().evaluate('self.mismatches')).toEqual([]);
  });
});
