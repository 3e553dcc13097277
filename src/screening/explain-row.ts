import { join } from 'node:path';
import { mapColumns } from '../csv/map-columns.ts';
import { type ListRow, openList } from '../csv/open-list.ts';
import type { Decision } from '../decision/types.ts';
import { HeedError } from '../errors.ts';
import type { Heed } from '../heed.ts';
import { SCREENED_FIELDS } from './columns.ts';
import { RowDecider } from './decide-rows.ts';
import { originOf } from './origin.ts';
import { type PolicyOfRun, policyOfRun, type RowRules } from './plan.ts';
import { RowReader } from './read-row.ts';
import type { Summary } from './summary.ts';
import { stopInstant } from './take-out-stopped.ts';
import { readSummary } from './verify-results.ts';

/** Why one row of a screened list got its answer. */
export interface ExplainedRow {
  /** `dec_…` */
  readonly decision_id: string;
  /** `sub_…`, or null for somebody unknown. */
  readonly subject: string | null;
  /** What the result files say. */
  readonly given: { readonly decision: 'allow' | 'deny'; readonly reason: string | null };
  /** Decided again from what was known at the screening. */
  readonly decision: Decision;
  /** False when the data behind the answer was erased since, or the policy is another one now. */
  readonly same: boolean;
}

/**
 * Decides rows of a finished screening once more, as known then, with the full explanation.
 *
 * @throws HeedError UNKNOWN_POLICY
 */
export class RowExplainer {
  readonly #heed: Heed;
  readonly #summary: Summary;
  readonly #rules: RowRules;
  readonly #reader: RowReader;

  constructor(
    heed: Heed,
    summary: Summary,
    header: readonly string[],
    policy: PolicyOfRun = policyOfRun(heed, summary.policy.id),
  ) {
    const { question } = summary;
    const columns = mapColumns(header, { fields: SCREENED_FIELDS, explicit: question.columns });
    this.#heed = heed;
    this.#summary = summary;
    this.#rules = {
      policy,
      question,
      columns,
      origin: (at) => originOf(heed, policy.contact.id, question, at),
    };
    const listFrom = this.#rules.origin(Date.parse(summary.at))?.from;
    this.#reader = new RowReader(header, columns, question, listFrom);
  }

  /** @param reason the one that was given, where it is known */
  async explain(
    row: ListRow,
    reason: string | null,
  ): Promise<{ decision: Decision; subject: string | null }> {
    const read = this.#reader.read(row);
    if ('why' in read)
      throw new HeedError('UNKNOWN_DECISION', `Line ${row.line} was not decided: ${read.why}`);
    const { at, as_known_at, stops_until } = this.#summary;
    const first = await this.#decider(Date.parse(at), as_known_at).explain(read);
    if (reason === null || first.decision.reason === reason) return first;
    // A stop that came during the run was known only at its end.
    for (const instant of [Date.parse(at), stopInstant(Date.parse(at), stops_until)]) {
      const last = await this.#decider(instant, stops_until).explain(read);
      if (last.decision.reason === reason) return last;
    }
    return first;
  }

  #decider(at: number, knownAt: string): RowDecider {
    const knownMs = Date.parse(knownAt);
    return new RowDecider(this.#heed, this.#rules, {
      at,
      knownAt,
      numbers: {
        factsFor: (e164) => this.#heed.registers.factsFor(e164, knownMs),
        state: () => '',
      },
    });
  }
}

/**
 * Explains a decision of a screening by its id, from the results folder.
 *
 * @throws HeedError NOT_FOUND, VALIDATION, UNKNOWN_DECISION, UNKNOWN_POLICY
 */
export async function explainRow(
  heed: Heed,
  { folder, decision }: { readonly folder: string; readonly decision: string },
): Promise<ExplainedRow> {
  const summary = readSummary(folder);
  for (const name of ['refused.csv', 'allowed.csv'] as const) {
    const found = await findRow(join(folder, name), decision.trim().toLowerCase(), summary);
    if (!found) continue;
    const { row, header, id, next } = found;
    const given =
      name === 'allowed.csv'
        ? ({ decision: 'allow', reason: null } as const)
        : ({ decision: 'deny', reason: next } as const);
    const { decision: again, subject } = await new RowExplainer(heed, summary, header).explain(
      row,
      given.reason,
    );
    const same =
      again.decision === given.decision && (given.reason === null || again.reason === given.reason);
    return { decision_id: id, subject, given, decision: again, same };
  }
  throw new HeedError(
    'UNKNOWN_DECISION',
    `No row in ${folder} has the decision ${decision}. An id looks like dec_01k….`,
  );
}

/** The row with a decision id; what stands next to it is the reason in the refused rows. */
async function findRow(path: string, decision: string, summary: Summary) {
  const list = await openList(path, { delimiter: summary.list.delimiter as ',' });
  // The added columns come last, so the last one of that name is Heed's.
  const column = list.header.lastIndexOf('heed_decision');
  for await (const rows of list.rows()) {
    for (const row of rows) {
      if (row.cell(column) === decision)
        return { row, header: list.header.slice(0, column), id: decision, next: row.cell(column + 1) };
    }
  }
  return null;
}
