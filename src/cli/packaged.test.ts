import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { packageRoot } from '../paths.ts';

const read = (name: string) => readFileSync(join(packageRoot, name), 'utf8');
const { files } = JSON.parse(read('package.json')) as { files: string[] };
/** For people; nothing that runs reads it. */
const READING = ['docs', 'examples'];

describe('what is shipped', () => {
  it.each(files.filter((file) => !file.includes('dist')))('has %s', (file) => {
    expect(existsSync(join(packageRoot, file))).toBe(true);
  });

  it('is in the image as well', () => {
    const copied = [...read('Dockerfile').matchAll(/^COPY --from=build \/heed\/(\S+)/gm)].map(
      ([, path]) => path!,
    );
    const missing = files.filter(
      (file) =>
        !READING.includes(file) && !copied.some((path) => file === path || file.startsWith(`${path}/`)),
    );
    expect(missing).toEqual([]);
  });
});
