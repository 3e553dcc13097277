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

/** Heights in em and widths in percent, so that the picture grows with the reader's text and fits every window. */
const ROW = 3.4;
const TRACK = 82;
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
      width="100%"
      height={`${em(bars.length)}em`}
      xmlns="http://www.w3.org/2000/svg"
    >
      <title id={`${id}-title`}>{title}</title>
      <desc id={`${id}-desc`}>{words}</desc>
      {bars.map((bar, index) => (
        <Row {...bar} top={em(index)} share={bar.value / most} />
      ))}
    </svg>
  );
}

function Row({ label, value, tone = 'deny', top, share }: Bar & { top: number; share: number }) {
  const bar = `${top + 1.55}em`;
  return (
    <>
      <text x="0" y={`${top + 1.1}em`}>
        {tone === 'allow' ? '✓' : '✕'} {label}
      </text>
      <rect class="heed-chart__track" x="0" y={bar} width={`${TRACK}%`} height="1.1em" rx="4" />
      {value > 0 ? (
        <rect
          class={tone === 'allow' ? 'heed-chart__bar heed-chart__bar--allow' : 'heed-chart__bar'}
          x="0"
          y={bar}
          width={`${Math.max(0.6, Math.round(share * TRACK * 10) / 10)}%`}
          height="1.1em"
          rx="4"
        />
      ) : null}
      <text x="100%" y={`${top + 2.45}em`} text-anchor="end" font-weight="600">
        {number.format(value)}
      </text>
    </>
  );
}

const em = (rows: number): number => Math.round(rows * ROW * 10) / 10;
