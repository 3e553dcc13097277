import { closeSync, openSync, readSync } from 'node:fs';
import type { ListRow } from '../csv/open-list.ts';
import { RecordScanner } from '../csv/record-scanner.ts';
import type { IndexEntry } from './allowed-index.ts';
import type { Run } from './run.ts';

/** Reads allowed rows back from their file. The two added cells stand last and no column points at them. */
export function readAllowedRows(run: Run, entries: readonly IndexEntry[]): ListRow[] {
  const { encoding, delimiter } = run.plan.list.format;
  const fd = openSync(run.file('allowed.csv').path, 'r');
  try {
    return entries.map(({ start, length, line }) => {
      const bytes = Buffer.alloc(length);
      readSync(fd, bytes, 0, length, start);
      const text = encoding.startsWith('utf-16')
        ? Buffer.from(new TextDecoder(encoding, { ignoreBOM: true }).decode(bytes), 'utf8')
        : bytes;
      const scan = { delimiter: delimiter.charCodeAt(0), columns: 0, offset: 0, line };
      return new RecordScanner(scan).push(text, true)[0]!;
    });
  } finally {
    closeSync(fd);
  }
}
