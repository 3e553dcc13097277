import type { ListRow } from '../csv/open-list.ts';
import { type List, openList } from '../csv/open-list.ts';
import type { Decision } from '../decision/types.ts';
import { HeedError } from '../errors.ts';
import type { Heed } from '../heed.ts';
import { decisionIds } from './decision-id.ts';
import { RowExplainer } from './explain-row.ts';
import { getScreening } from './queries.ts';
import { finishedFolder, listPath } from './screening-files.ts';
import type { Summary } from './summary.ts';

/** One row of a screened list with its full explanation, decided again as known at the screening. */
export interface SampledRow {
  readonly decision_id: string;
  readonly line: number;
  /** The row's own cells, by heading. */
  readonly cells: readonly { readonly column: string; readonly value: string }[];
  /** `sub_…`, or null for somebody unknown. */
  readonly subject: string | null;
  /** What the list got; null where only the decision again tells. */
  readonly given: string | null;
  readonly decision: Decision;
}

/**
 * A few rows that got a reason.
 *
 * @param count at most 5
 * @throws HeedError UNKNOWN_SCREENING, CONFLICT, RESULTS_REMOVED
 */
export async function sampleRows(heed: Heed, id: string, reason: string, count = 5): Promise<SampledRow[]> {
  const { list, explainer, summary } = await openFinished(heed, id);
  const samples: SampledRow[] = [];
  for (const { line, offset } of (summary.examples[reason] ?? []).slice(0, count))
    samples.push(await sample(list, explainer, summary, await rowAt(list, offset, line), line, reason));
  return samples;
}

/**
 * One row by its line in the list.
 *
 * @throws HeedError UNKNOWN_SCREENING, CONFLICT, RESULTS_REMOVED, UNKNOWN_DECISION (no row was decided at that line)
 */
export async function explainLine(heed: Heed, id: string, line: number): Promise<SampledRow> {
  const { list, explainer, summary } = await openFinished(heed, id);
  for (const [reason, examples] of Object.entries(summary.examples)) {
    const example = examples.find((one) => one.line === line);
    if (example)
      return sample(list, explainer, summary, await rowAt(list, example.offset, line), line, reason);
  }
  for await (const rows of list.rows()) {
    const row = rows.find((one) => one.line === line);
    if (row) return sample(list, explainer, summary, row, line, null);
    if (rows.at(-1)!.line > line) break;
  }
  throw new HeedError('UNKNOWN_DECISION', `No row of the list starts on line ${line}.`);
}

async function openFinished(heed: Heed, id: string) {
  const folder = await finishedFolder(heed, id);
  const summary = (await getScreening(heed, id)).summary!;
  const list = await openList(listPath(folder), { delimiter: summary.list.delimiter as ',' });
  return { list, summary, explainer: new RowExplainer(heed, summary, list.header) };
}

async function rowAt(list: List, offset: number, line: number): Promise<ListRow> {
  for await (const rows of list.rows({ offset, line })) return rows[0]!;
  throw new HeedError('UNKNOWN_DECISION', `No row of the list starts on line ${line}.`);
}

async function sample(
  list: List,
  explainer: RowExplainer,
  summary: Summary,
  row: ListRow,
  line: number,
  reason: string | null,
): Promise<SampledRow> {
  const { decision, subject } = await explainer.explain(row, reason);
  return {
    decision_id: decisionIdsOf(summary)(line),
    line,
    cells: list.header.map((column, i) => ({ column, value: row.cell(i) })),
    subject,
    given: reason,
    decision,
  };
}

/** The decision ids of a finished screening, from its summary. */
export function decisionIdsOf({ list, policy, question, at }: Summary): (line: number) => string {
  return decisionIds({
    list: list.sha256,
    policy: `${policy.version} ${policy.hash}`,
    channel: question.channel,
    purpose: question.purpose,
    topic: question.message.topic ?? null,
    at,
  });
}
