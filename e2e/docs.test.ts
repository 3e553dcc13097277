import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { packageRoot } from '../src/paths.ts';

/**
 * Runs the `console` blocks of the README and the docs as they stand: every line that begins with `$ ` is typed, and
 * what follows must come out. `…` stands for anything within a line, and a line that is only `…` for any lines.
 */
interface Step {
  readonly command: string;
  readonly output: string[];
}

/** Shells end, files are named: blocks of one document run in one folder, in order. */
function blocks(markdown: string): Step[][] {
  return [...markdown.matchAll(/^```console\n([\s\S]*?)^```/gm)].map(([, body]) => {
    const steps: Step[] = [];
    for (const line of (body ?? '').split('\n').slice(0, -1)) {
      if (line.startsWith('$ ')) steps.push({ command: line.slice(2), output: [] });
      else if (steps.at(-1)?.command.endsWith('\\')) {
        const last = steps.pop()!;
        steps.push({ command: `${last.command}\n${line}`, output: [] });
      } else steps.at(-1)?.output.push(line);
    }
    return steps;
  });
}

function pattern(output: readonly string[]): RegExp {
  const lines = output.map((line) =>
    line.trim() === '…'
      ? '(?:.*\\n)*?'
      : `${line
          .trimEnd()
          .replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
          .replaceAll('…', '.*')}[ ]*\\n`,
  );
  return new RegExp(`^${lines.join('')}$`);
}

const documents = [
  'README.md',
  ...readdirSync(join(packageRoot, 'docs'))
    .filter((f) => f.endsWith('.md'))
    .map((f) => join('docs', f)),
];
const folder = mkdtempSync(join(tmpdir(), 'heed-docs-'));
for (const entry of ['bin', 'policies', 'examples', 'cases', 'docs', 'package.json'])
  symlinkSync(join(packageRoot, entry), join(folder, entry));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function run(steps: readonly Step[]): void {
  const { DATABASE_URL: _url, ...env } = process.env;
  for (const { command, output } of steps) {
    const done = spawnSync('bash', ['-c', command], {
      cwd: folder,
      encoding: 'utf8',
      env: { ...env, NO_COLOR: '1' },
    });
    expect(`${done.stdout.trimEnd()}\n`, `${command}\n${done.stderr}`).toMatch(pattern(output));
  }
}

describe.each(documents)('%s', (document) => {
  const found = blocks(readFileSync(join(packageRoot, document), 'utf8'));
  for (const [i, steps] of found.entries()) {
    it(`runs console block ${i + 1} as written`, () => run(steps), 180_000);
  }
  it('closes every code fence', () => {
    const markdown = readFileSync(join(packageRoot, document), 'utf8');
    expect((markdown.match(/^```/gm) ?? []).length % 2).toBe(0);
  });
});
