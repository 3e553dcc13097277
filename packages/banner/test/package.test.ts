import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { bannerFiles } from '../../../src/cookies/banner-files.ts';
import { snippet } from '../../../src/cookies/snippet.ts';
import { packageRoot } from '../../../src/paths.ts';
import { loadPolicies } from '../../../src/policy/policies.ts';

const banner = join(packageRoot, 'packages', 'banner');
let folder: string;
let installed: string;

/** Packs the package as it would be published, and installs the tarball beside a site. */
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'heed-banner-'));
  // `prepack` builds files and types.
  const said = execFileSync('npm', ['pack', '--json', '--pack-destination', folder], {
    cwd: banner,
    encoding: 'utf8',
  });
  const tarball = /"filename":\s*"([^"]+)"/.exec(said)![1]!;
  installed = join(folder, 'node_modules', '@heed', 'banner');
  mkdirSync(installed, { recursive: true });
  execFileSync('tar', ['-xzf', join(folder, tarball), '-C', installed, '--strip-components=1']);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function typesOf(source: string): string {
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
  writeFileSync(
    join(folder, 'tsconfig.json'),
    JSON.stringify({
      compilerOptions: {
        strict: true,
        noEmit: true,
        module: 'nodenext',
        target: 'es2022',
        lib: ['es2022', 'dom'],
        types: [],
      },
      files: ['site.ts'],
    }),
  );
  writeFileSync(join(folder, 'site.ts'), source);
  try {
    execFileSync(join(packageRoot, 'node_modules', '.bin', 'tsc'), ['-p', folder], { encoding: 'utf8' });
    return '';
  } catch (error) {
    return (error as { stdout: string }).stdout;
  }
}

it('gives a site its types, from the packed tarball and without any of its own', () => {
  expect(
    typesOf(`
      import { whenReady, type ConsentState, type Receipt } from '@heed/banner';
      import { useAllowed, useConsent } from '@heed/banner/react';
      const heed = await whenReady();
      const end: () => void = heed.on('change', ({ granted, added, method }) => {
        const first: string | undefined = granted[0] ?? added[0];
        const how: 'accept_all' | 'refuse_all' | 'choose' | 'withdraw' | 'embed' = method;
        console.log(first, how);
      });
      end();
      const state: ConsentState = useConsent();
      const allowed: boolean = useAllowed('youtube') && heed.may('performance') && state.decided;
      const receipts: readonly Receipt[] = heed.receipts;
      document.addEventListener('heed:ready', ({ detail }) => console.log(detail.gpc, allowed, receipts));
      window.heed?.withdraw();
    `),
  ).toBe('');
});

it('tells a site what it got wrong', () => {
  const said = typesOf(`
    import { whenReady } from '@heed/banner';
    const heed = await whenReady();
    heed.on('changed', () => {});
    const state: string = heed.state;
  `);
  expect(said).toMatch(/site\.ts\(4,13\): error TS2345/);
  expect(said).toMatch(/site\.ts\(5,11\): error TS2322/);
});

it('carries the digests of its files, which are those of the tags that Heed gives', () => {
  const shown = JSON.parse(readFileSync(join(installed, 'dist', 'integrity.json'), 'utf8'));
  const policy = loadPolicies(join(packageRoot, 'policies')).get('cmp');
  const tags = snippet(policy, 'https://heed.example.org');
  for (const [name, { bytes, integrity }] of Object.entries(bannerFiles().files)) {
    const packed = readFileSync(join(installed, 'dist', name));
    expect(`sha384-${createHash('sha384').update(packed).digest('base64')}`).toBe(shown[name]);
    expect(Buffer.from(bytes).equals(packed), name).toBe(true);
    expect(tags).toContain(`/${name}" integrity="${integrity}"`);
    expect(integrity).toBe(shown[name]);
  }
});
