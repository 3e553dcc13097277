import { explainDecision } from '../../../contacts/explain-decision.ts';
import type { Decision, Message } from '../../../decision/types.ts';
import { type HistoryEntry, readHistory } from '../../../facts/read-history.ts';
import type { Heed } from '../../../heed.ts';
import type { LoadedPolicy } from '../../../policy/policies.ts';

/** Everything an answer page shows. */
export interface Explained {
  readonly decision: Decision;
  /** `dec_…`, or null for an answer that was not kept. */
  readonly decisionId: string | null;
  /** `sub_…`, or null for somebody unknown. */
  readonly subject: string | null;
  readonly policy: LoadedPolicy;
  readonly channel: string;
  readonly purpose: string;
  readonly message: Partial<Message>;
  /** The ledger's facts that the answer names. */
  readonly facts: readonly HistoryEntry[];
  /** For an answer that was kept: whether deciding again from the same knowledge gives the same bytes. */
  readonly identical?: boolean;
}

/** Explains an answer that was kept. `evidence` opens what is sealed, for callers who may read people. */
export async function explainRecorded(heed: Heed, id: string, evidence: boolean): Promise<Explained> {
  const { decision, decision_id, subject, controller, channel, purpose, message, facts, identical } =
    await explainDecision(heed, { decision: id, evidence });
  const policy = heed.policies.list().find(({ data }) => data.policy.controller.id === controller)!;
  return { decision, decisionId: decision_id, subject, policy, channel, purpose, message, facts, identical };
}

/** Explains an answer as known in the past, which is not kept by itself. */
export async function explainReplayed(
  heed: Heed,
  answer: Omit<Explained, 'facts' | 'identical'>,
  evidence: boolean,
): Promise<Explained> {
  const { decision, subject } = answer;
  const named = new Set([decision.basis?.fact_id, ...decision.blocked_by]);
  const history = subject
    ? await readHistory(heed, { subject, asKnownAt: decision.as_known_at ?? undefined, evidence })
    : [];
  return { ...answer, facts: history.filter(({ id }) => named.has(id)) };
}
