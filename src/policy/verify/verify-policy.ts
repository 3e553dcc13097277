import { decideFast } from '../../decision/decide.ts';
import { type ContactPolicy, LAW_ONLY } from '../../decision/policy.ts';
import type { DecisionRequest } from '../../decision/types.ts';
import type { PolicyData } from '../schema.ts';
import { authoredNever, LAWFUL_NEVERS, type Never } from './nevers.ts';
import { type Dimensions, dimensions } from './space.ts';
import { describeState, requestOf, type State, sizeOf, truthOf } from './state.ts';

/** What became of one never. */
export interface Verdict {
  readonly id: string;
  readonly says: string;
  readonly clauses: readonly string[];
  readonly holds: boolean;
  /** How many states break it. */
  readonly broken: number;
  /** The smallest state that breaks it, in plain words, and the reason it was allowed for. */
  readonly counterExample: { readonly words: string; readonly reason: string } | null;
}

export interface Verification {
  readonly policy: string;
  readonly states: number;
  readonly allowed: number;
  readonly seconds: number;
  readonly verdicts: readonly Verdict[];
}

export interface VerifyInput {
  readonly contact: ContactPolicy;
  readonly controller: DecisionRequest['controller'];
  /** The policy author's own nevers. */
  readonly nevers: PolicyData['contact-rules']['nevers'];
  /** Only these countries; all when absent. */
  readonly countries?: readonly string[];
  readonly onProgress?: (states: number) => void;
}

interface Found {
  count: number;
  size: number;
  state: State | null;
  reason: string;
}

/** The never that binds policies themselves: they may be stricter than law, never looser. */
const LOOSER: Never = {
  id: 'never-looser-than-law',
  says: 'The policy allows nothing that the law alone would deny.',
  clauses: [],
  broken: () => false,
};

/**
 * Walks the whole reduced state space under a policy and proves its nevers, or finds the smallest state that breaks one.
 * Every state is decided by the engine itself.
 */
export function verifyPolicy(input: VerifyInput): Verification {
  const started = performance.now();
  const nevers = [...LAWFUL_NEVERS, ...input.nevers.map(authoredNever)];
  const found = new Map<string, Found>(
    [...nevers, LOOSER].map(({ id }) => [
      id,
      { count: 0, size: Number.POSITIVE_INFINITY, state: null, reason: '' },
    ]),
  );
  let states = 0;
  let allowed = 0;

  const note = (id: string, state: State, reason: string) => {
    const entry = found.get(id)!;
    entry.count++;
    const size = sizeOf(state);
    if (size >= entry.size) return;
    Object.assign(entry, { size, state, reason });
  };

  for (const on of dimensions(input.countries)) {
    for (const state of statesOf(on)) {
      states++;
      const request = requestOf(state, input.controller);
      const { decision, reason } = decideFast(request, input.contact);
      if (decision === 'deny') continue;
      allowed++;
      const truth = truthOf(state);
      for (const never of nevers) if (never.broken(truth, reason)) note(never.id, state, reason);
      if (decideFast(request, LAW_ONLY).decision === 'deny') note(LOOSER.id, state, reason);
    }
    input.onProgress?.(states);
  }

  return {
    policy: input.contact.version,
    states,
    allowed,
    seconds: (performance.now() - started) / 1000,
    verdicts: [...nevers, LOOSER].map(({ id, says, clauses }) => {
      const { count, state, reason } = found.get(id)!;
      return {
        id,
        says,
        clauses,
        holds: count === 0,
        broken: count,
        counterExample: state && { words: describeState(state), reason },
      };
    }),
  };
}

/** Every state of one place, channel and purpose. */
function* statesOf(on: Dimensions): Generator<State> {
  for (const permission of on.permissions)
    for (const stop of on.stops)
      for (const source of on.sources)
        for (const register of on.registers)
          for (const box of on.boxes)
            for (const limit of on.limits)
              for (const optOut of on.optOuts)
                for (const subscriber of on.subscribers)
                  for (const age of on.ages)
                    yield { on, permission, stop, source, register, box, limit, optOut, subscriber, age };
}
