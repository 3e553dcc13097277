/** Processor time of running processes, where the system tells it (Linux). */
import { readFileSync } from 'node:fs';

/** Seconds that these processes have used so far, of which some may have ended; NaN where nobody can tell. */
export function processorSeconds(pids: readonly number[]): number {
  if (process.platform !== 'linux') return Number.NaN;
  let ticks = 0;
  for (const pid of pids) {
    try {
      // After the name in brackets: user and system time are the 12th and 13th, in hundredths of a second.
      const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)!.split(' ');
      ticks += Number(fields[11]) + Number(fields[12]);
    } catch {
      // It has ended.
    }
  }
  return ticks / 100;
}
