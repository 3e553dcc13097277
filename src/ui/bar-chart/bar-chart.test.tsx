import { expect, it } from 'vitest';
import { BarChart } from './bar-chart.tsx';

const bars = [
  { label: 'May be called', value: 3912, tone: 'allow' as const },
  { label: 'Objected', value: 288 },
  { label: 'Erased', value: 0 },
];

it('says every figure in words', () => {
  const svg = String(<BarChart id="c" title="Answers" bars={bars} />);
  expect(svg).toContain('<desc id="c-desc">May be called: 3,912; Objected: 288; Erased: 0</desc>');
  expect(svg).toContain('aria-labelledby="c-title c-desc"');
});

it('draws the largest bar over the whole track, others in proportion, and none for nothing', () => {
  const svg = String(<BarChart id="c" title="Answers" bars={bars} />);
  const widths = [...svg.matchAll(/class="heed-chart__bar[^>]* width="([\d.]+)%"/g)].map((match) =>
    Number(match[1]),
  );
  expect(widths).toEqual([82, 6]);
});

it('carries no inline style, which the content security policy would drop', () => {
  expect(String(<BarChart id="c" title="Answers" bars={bars} />)).not.toContain('style=');
});

it('escapes labels', () => {
  const svg = String(<BarChart id="c" title="t" bars={[{ label: '<script>', value: 1 }]} />);
  expect(svg).not.toContain('<script>');
});
