import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { packageRoot } from '../paths.ts';
import { jsonSchema } from './json-schemas.ts';
import { FILE_NAMES } from './read-folder.ts';

describe('JSON Schemas of the policy files', () => {
  it.each(FILE_NAMES)('%s is committed as it is generated (run: heed policy schema)', (name) => {
    const committed = readFileSync(join(packageRoot, 'policies', 'schema', `${name}.json`), 'utf8');
    expect(JSON.parse(committed)).toEqual(JSON.parse(JSON.stringify(jsonSchema(name))));
  });

  it.each(
    ['cmp', 'institute'].flatMap((id) => FILE_NAMES.map((name) => [id, name] as const)),
  )('%s/%s names its schema for editors', (id, name) => {
    const [first] = readFileSync(join(packageRoot, 'policies', id, `${name}.yaml`), 'utf8').split('\n', 1);
    expect(first).toBe(`# yaml-language-server: $schema=../schema/${name}.json`);
  });
});
