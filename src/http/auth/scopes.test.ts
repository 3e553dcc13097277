import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { packageRoot } from '../../paths.ts';
import { SCOPE_NAMES } from './scopes.ts';

it('docs/api.md lists every scope', () => {
  const text = readFileSync(join(packageRoot, 'docs', 'api.md'), 'utf8');
  const listed = [...text.matchAll(/^\| `([a-z:]+)` \|/gm)].map(([, scope]) => scope);
  expect(listed).toEqual([...SCOPE_NAMES]);
});
