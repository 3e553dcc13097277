import { REASONS } from '../decision/reasons.ts';
import { type HistoryEntry, readHistory } from '../facts/read-history.ts';
import type { Heed } from '../heed.ts';
import { type ReplayedDecision, replayDecision } from './replay-decision.ts';

export interface ExplainedDecision extends ReplayedDecision {
  /** The reason in plain English. */
  readonly title: string;
  readonly sentence: string;
  /** The ledger's facts that the answer names, as basis or as obstacle. */
  readonly facts: readonly HistoryEntry[];
}

/**
 * Explains a past decision: what was asked, the answer, the facts it rests on, and whether it comes out the same
 * today from what was known then.
 *
 * @throws HeedError UNKNOWN_DECISION
 */
export async function explainDecision(
  heed: Heed,
  input: { readonly decision: string; readonly policy?: string; readonly evidence?: boolean },
): Promise<ExplainedDecision> {
  const replay = await replayDecision(heed, input);
  const [title, sentence] = (REASONS as Record<string, readonly [string, string]>)[
    replay.decision.reason
  ] ?? ['', ''];
  const named = new Set([replay.decision.basis?.fact_id, ...replay.decision.blocked_by]);
  const history = replay.subject
    ? await readHistory(heed, {
        subject: replay.subject,
        asKnownAt: replay.known_at,
        evidence: input.evidence,
      })
    : [];
  return { ...replay, title, sentence, facts: history.filter((fact) => named.has(fact.id)) };
}
