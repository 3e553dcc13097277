import { readFileSync } from 'node:fs';

/**
 * Names a running process so that it cannot be mistaken for a later one with the same id: its id, when it started (in
 * the kernel's ticks) and which boot of the machine that was. `-` stands where there is no /proc.
 */
export function processMark(pid: number = process.pid): string {
  return `${pid} ${startOf(pid)} ${bootId()}`;
}

/** Whether the process of a mark still runs. An id that was given to another program since does not count. */
export function isMarkAlive(mark: string): boolean {
  const [id, started, boot] = mark.trim().split(' ');
  const pid = Number(id);
  if (!Number.isInteger(pid) || pid <= 0 || !isRunning(pid)) return false;
  if (boot && boot !== '-' && bootId() !== '-' && boot !== bootId()) return false;
  const now = startOf(pid);
  return now === '-' || started === undefined || started === '-' || now === started;
}

/** Whether a process with this id runs, whoever owns it. A zombie does not. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  return statOf(pid)?.[0] !== 'Z';
}

function startOf(pid: number): string {
  return statOf(pid)?.[19] ?? '-';
}

/** The fields of /proc/<pid>/stat from the state on; the name before them may hold anything. */
function statOf(pid: number): string[] | undefined {
  const stat = readText(`/proc/${pid}/stat`);
  return stat?.slice(stat.lastIndexOf(')') + 2).split(' ');
}

function bootId(): string {
  return readText('/proc/sys/kernel/random/boot_id')?.trim() ?? '-';
}

function readText(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}
