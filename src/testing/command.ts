import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packageRoot } from '../paths.ts';

export interface CommandOptions {
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Flags for Node itself, such as `--max-old-space-size=64`. */
  readonly node?: readonly string[];
  /** Ends the process at this step of its work (see bad-days/die-at.ts). */
  readonly dieAt?: number;
  /** What it reads from standard input; default: nothing. */
  readonly input?: string;
}

export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

const dieAtHook = join(packageRoot, 'src', 'testing', 'bad-days', 'die-at.ts');

let built: Promise<void> | undefined;

/** Starts the built command line in a process of its own. The caller waits for its end or ends it. */
export async function startHeed(
  args: readonly string[],
  options: CommandOptions = {},
): Promise<ChildProcess> {
  built ??= import(join(packageRoot, 'scripts', 'build.mjs')).then(({ ensureBuilt }) => ensureBuilt());
  await built;
  const { dieAt, env = {}, node = [], input } = options;
  const counted = dieAt !== undefined || env.BAD_DAYS_COUNT_INTO !== undefined;
  const flags = [...node, ...(counted ? ['--import', dieAtHook] : [])];
  const own = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(HEED_|DATABASE_URL|NODE_|VITEST)/.test(name)),
  );
  const child = spawn(process.execPath, [...flags, join(packageRoot, 'dist', 'heed.js'), ...args], {
    stdio: [input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
    env: { ...own, NO_COLOR: '1', ...env, ...(dieAt !== undefined && { BAD_DAYS_DIE_AT: String(dieAt) }) },
  });
  // A command that refuses before it reads closes the pipe.
  child.stdin?.on('error', () => {}).end(input);
  return child;
}

/** Waits for the end of a process. */
export async function ended(child: ChildProcess): Promise<Ended> {
  let stdout = '';
  let stderr = '';
  child.stdout?.on('data', (chunk) => (stdout += chunk));
  child.stderr?.on('data', (chunk) => (stderr += chunk));
  await once(child, 'close');
  return { code: child.exitCode, signal: child.signalCode, stdout, stderr };
}

/** Runs one command to its end, whatever that is. */
export async function heed(args: readonly string[], options: CommandOptions = {}): Promise<Ended> {
  return ended(await startHeed(args, options));
}

/** Runs one command that must succeed and gives what it printed. */
export async function heedOk(args: readonly string[], options: CommandOptions = {}): Promise<string> {
  const { code, signal, stdout, stderr } = await heed(args, options);
  if (code !== 0) throw new Error(`heed ${args.join(' ')} ended with ${code ?? signal}: ${stderr}${stdout}`);
  return stdout;
}

/** Runs one command that must succeed and gives how many steps it took, for choosing one to die at. */
export async function countSteps(
  args: readonly string[],
  options: CommandOptions = {},
): Promise<{ steps: number; stdout: string }> {
  const folder = mkdtempSync(join(tmpdir(), 'heed-steps-'));
  const into = join(folder, 'steps');
  try {
    const stdout = await heedOk(args, { ...options, env: { ...options.env, BAD_DAYS_COUNT_INTO: into } });
    return { steps: Number(readFileSync(into, 'utf8')), stdout };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * Runs a command that is killed at a random step, and then again until it gets to its end.
 *
 * @returns how often it was killed, and what the run that ended printed
 */
export async function killUntilDone(
  args: readonly string[],
  options: CommandOptions,
  dieAt: number,
): Promise<{ killed: number; stdout: string }> {
  const first = await heed(args, { ...options, dieAt });
  const killed = first.signal === 'SIGKILL' ? 1 : 0;
  // A run that took fewer steps than it was to die at got to its end.
  if (killed === 0 && first.code !== 0)
    throw new Error(`heed ${args.join(' ')}: ${first.stderr}${first.stdout}`);
  return { killed, stdout: killed === 0 ? first.stdout : await heedOk(args, options) };
}
