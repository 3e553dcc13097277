import { randomBytes } from 'node:crypto';
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { HeedError } from '../errors.ts';

/** The short-lived key of one people part. Destroying it makes every copy of that part unreadable. */
export interface Epoch {
  readonly id: string;
  /** Folder that the people part was written to. */
  readonly target: string;
  /** RFC 3339. */
  readonly made_at: string;
  /** 32 bytes, base64url. */
  readonly key: string;
}

/** The file of the epoch keys: beside the backup key, or in the data folder where that key comes without a file. */
export function epochFile(dataFolder: string, env: NodeJS.ProcessEnv = process.env): string {
  if (env.HEED_BACKUP_EPOCH_FILE) return env.HEED_BACKUP_EPOCH_FILE;
  return env.HEED_BACKUP_KEY_FILE
    ? `${env.HEED_BACKUP_KEY_FILE}.epoch`
    : join(dataFolder, 'backup-epoch.key');
}

export function newEpoch(file: string, target: string): Epoch {
  const epoch = {
    id: randomBytes(8).toString('hex'),
    target: resolve(target),
    made_at: new Date().toISOString(),
    key: randomBytes(32).toString('base64url'),
  };
  writeEpochs(file, [...readEpochs(file), epoch]);
  return epoch;
}

/** Destroys the earlier epochs of the target: the people part that they open has just been replaced. */
export function endEarlierEpochs(file: string, current: Epoch): void {
  writeEpochs(
    file,
    readEpochs(file).filter((epoch) => epoch.id === current.id || epoch.target !== current.target),
  );
}

/** @throws HeedError VALIDATION when the epoch has ended or its file is not here */
export function requireEpoch(file: string, id: string): Epoch {
  const epoch = readEpochs(file).find((one) => one.id === id);
  if (epoch) return epoch;
  throw new HeedError(
    'VALIDATION',
    `The key of the people part is not in ${file}: a later backup has ended it, or the file is another one. Use the newest people part (--people), or restore the history alone (--without-people).`,
  );
}

function readEpochs(file: string): Epoch[] {
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Epoch[]) : [];
}

function writeEpochs(file: string, epochs: readonly Epoch[]): void {
  const draft = `${file}.new`;
  const fd = openSync(draft, 'w', 0o600);
  try {
    writeSync(fd, `${JSON.stringify(epochs, null, 2)}\n`);
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
  renameSync(draft, file);
}
