import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { packageRoot } from '../paths.ts';

it('gives every statement that is planned once a name of its own', () => {
  const sources = readdirSync(join(packageRoot, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts') && !path.endsWith('.test.ts'))
    .map((path) => readFileSync(join(packageRoot, 'src', path), 'utf8'));
  const names = sources.flatMap((text) =>
    [...text.matchAll(/`\/\* once: ([a-z-]+) \*\//g)].map((match) => match[1]),
  );
  expect(names.length).toBeGreaterThan(10);
  expect(names.filter((name, i) => names.indexOf(name) !== i)).toEqual([]);
});
