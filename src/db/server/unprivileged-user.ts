import { spawnSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';

/** Who a program runs as; spread into the options of `spawn`. */
export interface RunAs {
  readonly uid: number;
  readonly gid: number;
}

/** Accounts that may run the database, in order of preference. `nobody` is shared with others, so it comes last. */
const NAMES = ['heed', 'postgres', 'nobody'];

/**
 * PostgreSQL refuses to run as root. Started by root, it runs as whoever owns the data already; else as `heed` or
 * `postgres`; else as a system user `heed` that is made now; where that is not possible, as `nobody`. Undefined when
 * this process is not root: the server then runs as the same user.
 *
 * @param data folder that may exist already
 */
export function unprivilegedUser(data?: string): RunAs | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const there = data === undefined ? undefined : statSync(data, { throwIfNoEntry: false });
  if (there && there.uid !== 0) return { uid: there.uid, gid: there.gid };
  const found = chooseUser(readPasswd());
  if (found && found.name !== 'nobody') return found.as;
  spawnSync('useradd', [
    '--system',
    '--user-group',
    '--no-create-home',
    '--shell',
    '/usr/sbin/nologin',
    'heed',
  ]);
  return chooseUser(readPasswd())?.as ?? { uid: 65_534, gid: 65_534 };
}

/** The preferred account among the lines of /etc/passwd. One with the id of root does not count. */
export function chooseUser(passwd: string): { name: string; as: RunAs } | undefined {
  const accounts = new Map(
    passwd.split('\n').map((line) => {
      const [name = '', , uid, gid] = line.split(':');
      return [name, { uid: Number(uid), gid: Number(gid) }];
    }),
  );
  for (const name of NAMES) {
    const as = accounts.get(name);
    if (as && as.uid > 0 && Number.isInteger(as.gid)) return { name, as };
  }
  return undefined;
}

function readPasswd(): string {
  try {
    return readFileSync('/etc/passwd', 'utf8');
  } catch {
    return '';
  }
}
