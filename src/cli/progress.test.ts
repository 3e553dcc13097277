import { expect, test } from 'vitest';
import { startProgress } from './progress.ts';

function terminal(isTTY: boolean) {
  const written: string[] = [];
  return { written, out: { isTTY, columns: 100, write: (text: string) => written.push(text) } };
}

test('draws the share and the time left, and clears its line', () => {
  const { written, out } = terminal(true);
  let now = 0;
  const progress = startProgress('Importing', { out, env: { NO_COLOR: '1' }, clock: () => now });
  now = 10_000;
  progress.update(50, 200, '50 rows');
  progress.end();
  expect(written).toEqual([
    `\r\x1b[KImporting  ${'█'.repeat(6)}${'░'.repeat(18)}   25 %  30 s left  50 rows`,
    '\r\x1b[K',
  ]);
});

test('uses colour only where it is welcome, and draws at most ten times a second', () => {
  const { written, out } = terminal(true);
  let now = 0;
  const progress = startProgress('x', { out, env: {}, clock: () => now });
  for (; now < 1000; now += 10) progress.update(now, 1000);
  expect(written).toHaveLength(10);
  expect(written[0]).toContain('\x1b[36m');
});

test('prints nothing off a terminal', () => {
  const { written, out } = terminal(false);
  const progress = startProgress('x', { out, env: {} });
  progress.update(1, 2);
  progress.end();
  expect(written).toEqual([]);
});
