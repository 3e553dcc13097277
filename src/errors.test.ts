import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { ERRORS } from './errors.ts';
import { packageRoot } from './paths.ts';

it('docs/errors.md lists every code with its status and title, in the order of the catalogue', () => {
  const text = readFileSync(join(packageRoot, 'docs', 'errors.md'), 'utf8');
  const rows = [...text.matchAll(/^\| `([A-Z_]+)` \| (\d+) \| (.+?) \| (.+?) \|$/gm)];
  expect(rows.map(([, code, status, title]) => ({ code, status: Number(status), title }))).toEqual(
    Object.entries(ERRORS).map(([code, { status, title }]) => ({ code, status, title })),
  );
});
