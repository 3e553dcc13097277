export interface Bar {
  readonly label: string;
  readonly value: number;
  readonly tone?: 'allow' | 'deny';
}

export interface BarChartProps {
  /** Names the picture for people who do not see it. */
  readonly title: string;
  readonly bars: readonly Bar[];
  /** Start of the ids inside; unique on the page. */
  readonly id: string;
}

const WIDTH = 640;
const ROW = 54;
const TRACK = 18;
const number = new Intl.NumberFormat('en-GB');

/**
 * Bars as one picture: sizes are SVG attributes, since pages carry no inline style. It repeats a table that stands
 * beside it, so its description gives the figures in words and nothing depends on seeing it.
 */
export function BarChart({ title, bars, id }: BarChartProps) {
  const most = Math.max(1, ...bars.map(({ value }) => value));
  const words = bars.map(({ label, value }) => `${label}: ${number.format(value)}`).join('; ');
  return (
    <svg
      class="heed-chart"
      role="img"
      aria-labelledby={`${id}-title ${id}-desc`}
      viewBox={`0 0 ${WIDTH} ${Math.max(1, bars.length) * ROW}`}
      xmlns="http://www.w3.org/2000/svg"
    >
      <title id={`${id}-title`}>{title}</title>
      <desc id={`${id}-desc`}>{words}</desc>
      {bars.map(({ label, value, tone = 'deny' }, index) => (
        <g transform={`translate(0 ${index * ROW})`}>
          <text x="0" y="18" font-size="17">
            {label}
          </text>
          <text x={WIDTH} y="18" font-size="17" font-weight="600" text-anchor="end">
            {number.format(value)}
          </text>
          <rect class="heed-chart__track" x="0" y="26" width={WIDTH} height={TRACK} rx="4" />
          {value > 0 ? (
            <rect
              class={tone === 'allow' ? 'heed-chart__bar heed-chart__bar--allow' : 'heed-chart__bar'}
              x="0"
              y="26"
              width={Math.max(4, Math.round((value / most) * WIDTH))}
              height={TRACK}
              rx="4"
            />
          ) : null}
        </g>
      ))}
    </svg>
  );
}
