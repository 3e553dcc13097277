import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isMarkAlive, processMark } from '../process-mark.ts';

let count = 0;

/** Notes that this process uses the server. Returns the path of the note, which is removed when it stops doing so. */
export function enterUser(folder: string): string {
  const path = join(folder, `${process.pid}-${++count}-${Math.random().toString(36).slice(2)}`);
  writeFileSync(path, processMark());
  return path;
}

/** Whether anybody but the owner of one note still uses the server. Notes of processes that are gone are removed. */
export function hasOtherUsers(folder: string, own: string | null): boolean {
  let others = false;
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    if (path === own) continue;
    let mark: string;
    try {
      mark = readFileSync(path, 'utf8');
    } catch {
      continue;
    }
    if (isMarkAlive(mark)) others = true;
    else rmSync(path, { force: true });
  }
  return others;
}
