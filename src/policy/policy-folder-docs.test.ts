import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { packageRoot } from '../paths.ts';
import { KINDS } from './check/kinds.ts';
import { FILE_NAMES } from './read-folder.ts';
import { LISTS, TABLES } from './render/generators.ts';

const text = readFileSync(join(packageRoot, 'docs', 'policy-folder.md'), 'utf8');

describe('docs/policy-folder.md', () => {
  it('lists every finding with its severity, and no other', () => {
    const documented = Object.fromEntries(
      [...text.matchAll(/^\| `([a-z0-9-]+)` \| (error|warning|note) \|/gm)].map(([, code, severity]) => [
        code,
        severity,
      ]),
    );
    const shape = {
      'missing-file': 'error',
      yaml: 'error',
      'unknown-field': 'error',
      shape: 'error',
      'stray-file': 'warning',
    };
    expect(documented).toEqual({
      ...shape,
      ...Object.fromEntries(Object.entries(KINDS).map(([code, { severity }]) => [code, severity])),
    });
  });

  it('lists every file, list and table, and no other', () => {
    expect([...text.matchAll(/^ {2}([a-z-]+)\.yaml/gm)].map(([, name]) => name).sort()).toEqual(
      [...FILE_NAMES].sort(),
    );
    const named = (kind: string) =>
      [
        ...new Set(
          [...text.matchAll(new RegExp(`\\{\\{${kind}:([a-z-]+)\\}\\}`, 'g'))].map(([, name]) => name),
        ),
      ].sort();
    expect(named('list')).toEqual(Object.keys(LISTS).sort());
    expect(named('table')).toEqual(Object.keys(TABLES).sort());
  });
});
