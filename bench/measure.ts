/** What every benchmark shares: one child process a step, so that its memory is its own, medians, and calibration. */
import { spawnSync } from 'node:child_process';
import { cpus, freemem, loadavg, totalmem } from 'node:os';
import { join } from 'node:path';
import { packageRoot } from '../src/paths.ts';

export interface Bench {
  readonly quick: boolean;
  /** Scratch folder, removed at the end. */
  readonly folder: string;
  readonly seed: number;
  readonly runs: number;
  say(text: string): void;
}

/** One measured figure. */
export interface Figure {
  readonly what: string;
  /** Median of the runs. */
  readonly value: number;
  readonly unit: string;
  readonly runs: readonly number[];
  /** Peak resident memory of the process that did it, MiB. */
  readonly rss?: number;
  readonly note?: string;
}

export interface Section {
  readonly title: string;
  readonly setting: string;
  readonly figures: readonly Figure[];
  readonly goals?: readonly string[];
  readonly calibration: string;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

export function figure(
  what: string,
  runs: readonly number[],
  unit: string,
  more: Partial<Figure> = {},
): Figure {
  return { what, value: median(runs), unit, runs, ...more };
}

const built = join(packageRoot, 'dist', 'bench');

/** Bundles the steps as the product itself is bundled, so that they cost what it costs. */
export async function buildSteps(files: readonly string[]): Promise<void> {
  const { build } = await import('esbuild');
  await build({
    entryPoints: files.map((file) => join(packageRoot, 'bench', file)),
    outbase: join(packageRoot, 'bench'),
    outdir: built,
    bundle: true,
    splitting: true,
    packages: 'external',
    format: 'esm',
    platform: 'node',
    target: 'node24',
    jsx: 'automatic',
    jsxImportSource: 'hono/jsx',
    logLevel: 'error',
  });
}

/** Runs a step in a process of its own and gives the JSON that it prints last. */
export function inOwnProcess<T>(file: string, ...args: string[]): T {
  const { status, signal, stdout } = spawnSync(
    process.execPath,
    [join(built, file.replace(/\.ts$/, '.js')), ...args],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
      encoding: 'utf8',
      maxBuffer: 1 << 26,
      env: { ...process.env, HEED_LOG: 'error' },
    },
  );
  if (status !== 0) throw new Error(`${file} ended with ${status ?? signal}`);
  return JSON.parse(stdout.trim().split('\n').at(-1)!) as T;
}

/** Peak resident memory of this process so far, MiB. */
export const peakMemory = (): number => Math.round(process.resourceUsage().maxRSS / 1024);

/** How fast this machine is just now: reading memory in order, and at random. Machines under others drift by half. */
export function calibrate(): string {
  const words = new Uint32Array(64 * 1024 * 1024);
  for (let i = 0; i < words.length; i++) words[i] = i;
  let started = performance.now();
  let sum = 0;
  for (let i = 0; i < words.length; i++) sum = (sum + words[i]!) | 0;
  const sequential = (words.byteLength / (performance.now() - started) / 1e6).toFixed(1);
  const steps = 4_000_000;
  started = performance.now();
  let at = 1 + (sum & 1);
  for (let i = 0; i < steps; i++)
    at = (Math.imul(words[at]!, 0x9e37_79b1) + i + 0x7f4a_7c15) & (words.length - 1);
  const random = (((performance.now() - started) * 1e6) / steps).toFixed(0);
  const load = loadavg()[0]!.toFixed(1);
  return `sequential read ${sequential} GB/s, dependent random access ${random} ns${at < 0 ? ' ' : ''}, load average ${load}`;
}

export function machine(): string {
  const gib = (bytes: number) => (bytes / 2 ** 30).toFixed(0);
  return `${cpus().length} × ${cpus()[0]?.model ?? 'processor'}, ${gib(totalmem())} GiB of memory (${gib(freemem())} free), Node ${process.versions.node}`;
}

export const million = (value: number): string => `${(value / 1e6).toFixed(2)} million`;
