import type { ListRow } from '../../csv/open-list.ts';
import type { Run } from '../run.ts';
import type { Lane, Underway } from './lane.ts';

/**
 * Decides the rest of a list through a lane, in the order of the list. What the lane does not take, such as rows with
 * quotation marks, goes row by row as in small lists.
 *
 * @param rowByRow decides rows of the list in the ordinary way
 * @param after called between stretches, with the run at the end of one
 */
export async function screenStretches(
  run: Run,
  lane: Lane,
  rowByRow: (rows: readonly ListRow[]) => Promise<void>,
  after: () => Promise<void>,
): Promise<void> {
  const { list, listBytes } = run.plan;
  const underway: Underway[] = [];
  let { offset, line } = run;
  for (;;) {
    let plain = true;
    while (plain && !lane.isFull && offset < listBytes) {
      const next = lane.start(offset, line);
      plain = next !== null;
      if (!next) break;
      underway.push(next);
      offset = next.endOffset;
      line = next.endLine;
    }
    const first = underway.shift();
    if (first) {
      await run.takeStretch(first, await first.done, lane.bytes);
      lane.release(first);
      await after();
      continue;
    }
    if (offset >= listBytes) return;
    for await (const rows of list.rows({ offset, line })) {
      await rowByRow(rows);
      // Only behind a whole row can another reader go on.
      if (rows.at(-1)!.problem?.code !== 'ROW_TOO_LONG') break;
    }
    // Nothing but blank lines was left.
    if (run.offset === offset) return;
    ({ offset, line } = run);
  }
}
