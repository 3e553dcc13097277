import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { readJsonFile } from './read-json-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'heed-json-'));
afterAll(() => rmSync(folder, { recursive: true }));

function read(text: string): Promise<unknown> {
  const file = join(folder, 'input.json');
  writeFileSync(file, text);
  return readJsonFile(file);
}

it('reads a file, also one that begins with a byte order mark', async () => {
  expect(await read('{"type":"objection"}')).toEqual({ type: 'objection' });
  expect(await read('\ufeff{"type":"objection"}')).toEqual({ type: 'objection' });
});

it.each([
  ['what is no JSON', '{"type":'],
  ['a key given twice', '{"type":"consent","type":"objection"}'],
  ['a NUL character', '{"note":"a\\u0000b"}'],
])('refuses %s', async (_what, text) => {
  await expect(read(text)).rejects.toMatchObject({ code: 'MALFORMED_JSON' });
});

it('names a file that is not there', async () => {
  await expect(readJsonFile(join(folder, 'nowhere.json'))).rejects.toMatchObject({
    code: 'VALIDATION',
    message: expect.stringContaining('nowhere.json cannot be read (ENOENT)'),
  });
});
