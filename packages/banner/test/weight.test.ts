import { expect, it } from 'vitest';
import { buildBanner } from '../build.mjs';

it('stays light: the guard under 4 kB, everything under 12 kB after brotli', async () => {
  const { files, together } = await buildBanner();
  expect(files.find(({ name }) => name === 'guard.js')!.brotli).toBeLessThanOrEqual(4_096);
  expect(together).toBeLessThanOrEqual(12_288);
  for (const { integrity } of files) expect(integrity).toMatch(/^sha384-[A-Za-z0-9+/]{64}$/);
});
