// Preloaded into a Heed process (`node --import`): ends it as `kill -9` does at one exact step of its work, so that a
// random step number reaches every gap between two effects: before and after each statement to the database, and
// before each write, rename and sync of a file, those of the store inside the process included.
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import pg from 'pg';

const dieAt = Number(process.env.BAD_DAYS_DIE_AT ?? 0);
const countInto = process.env.BAD_DAYS_COUNT_INTO;
let steps = 0;

function step(): void {
  if (++steps === dieAt) process.kill(process.pid, 'SIGKILL');
}

const { writeFileSync } = fs;
const NAMES = [
  'writeSync',
  'writeFileSync',
  'renameSync',
  'linkSync',
  'rmSync',
  'ftruncateSync',
  'fdatasyncSync',
] as const;
for (const name of NAMES) {
  const original = fs[name] as (...args: unknown[]) => unknown;
  (fs as unknown as Record<string, unknown>)[name] = (...args: unknown[]) => {
    // What a person reads on the terminal is no effect.
    if (typeof args[0] !== 'number' || args[0] > 2) step();
    return original(...args);
  };
}
syncBuiltinESMExports();

const query = pg.Client.prototype.query as (...args: unknown[]) => unknown;
pg.Client.prototype.query = function counted(this: unknown, ...args: unknown[]) {
  step();
  const answer = query.apply(this, args);
  return answer instanceof Promise ? answer.finally(step) : answer;
} as typeof pg.Client.prototype.query;

if (countInto) process.on('exit', () => writeFileSync(countInto, String(steps)));
