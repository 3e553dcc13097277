/**
 * A progress bar on standard error for work that takes more than a moment. Off a terminal it prints nothing, so that
 * logs and pipes stay clean.
 */
export interface Progress {
  /** `done` of `total` units; without a total only the note is shown. */
  update(done: number, total?: number, note?: string): void;
  /** Clears the line. Call it before anything else is printed. */
  end(): void;
}

interface Terminal {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

const WIDTH = 24;
const EVERY = 100;

export function startProgress(
  label: string,
  { out = process.stderr as Terminal, env = process.env, clock = Date.now } = {},
): Progress {
  if (!out.isTTY || env.TERM === 'dumb') return { update() {}, end() {} };
  const startedAt = clock();
  const coloured = !env.NO_COLOR;
  let lastAt = Number.NEGATIVE_INFINITY;
  let drawn = false;
  return {
    update(done, total, note = '') {
      const now = clock();
      if (now - lastAt < EVERY && done !== total) return;
      lastAt = now;
      drawn = true;
      out.write(`\r\x1b[K${line(label, done, total, note, now - startedAt, out.columns ?? 80, coloured)}`);
    },
    end() {
      if (drawn) out.write('\r\x1b[K');
      drawn = false;
    },
  };
}

function line(
  label: string,
  done: number,
  total: number | undefined,
  note: string,
  elapsed: number,
  columns: number,
  coloured: boolean,
): string {
  if (!total) return `${label}  ${note}`.slice(0, columns - 1);
  const share = Math.min(1, done / total);
  const full = Math.round(share * WIDTH);
  const left = share > 0.02 && share < 1 ? `  ${duration((elapsed / share) * (1 - share))} left` : '';
  const rest = `${String(Math.floor(share * 100)).padStart(3)} %${left}${note && `  ${note}`}`;
  const bar = `${'█'.repeat(full)}${'░'.repeat(WIDTH - full)}`;
  const room = Math.max(0, columns - label.length - WIDTH - 6);
  return `${label}  ${coloured ? `\x1b[36m${bar}\x1b[39m` : bar}  ${rest.slice(0, room)}`;
}

function duration(ms: number): string {
  const seconds = Math.ceil(ms / 1000);
  return seconds < 90 ? `${seconds} s` : `${Math.ceil(seconds / 60)} min`;
}
