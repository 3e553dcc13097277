import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compactFacts } from './compact-facts.ts';
import { decide, decideFast } from './decide.ts';
import { factFromJson, factToJson } from './parse-case.ts';
import { LAW_ONLY } from './policy.ts';
import {
  arbitraryCase,
  arbitraryFact,
  arbitraryPolicy,
  arbitraryRequest,
} from './testing/arbitrary-request.ts';
import type { Fact, FactType } from './types.ts';

/** Set HEED_PROPERTY_RUNS=200000 for a long search; the seed is fixed so that a run can be repeated. */
const RUNS = Number(process.env.HEED_PROPERTY_RUNS ?? 1500);
const SEED = Number(process.env.HEED_PROPERTY_SEED ?? 20261122);
const holds = <T>(property: fc.IProperty<T>, numRuns = RUNS) => fc.assert(property, { numRuns, seed: SEED });

const STOPS: readonly FactType[] = [
  'objection',
  'unsubscribe',
  'withdrawal',
  'restriction',
  'opt_out_sale_share',
];

/** Facts that can give permission or make one complete. Where data came from, listings and stops are none. */
const PERMISSIONS: ReadonlySet<FactType> = new Set([
  'consent',
  'sale',
  'negotiation',
  'enquiry',
  'contract',
  'free_registration',
  'freemium_account',
  'badge_scan',
  'refusal_offered',
  'supporter_interest',
  'support',
  'membership',
  'donation',
  'volunteering',
  'published_address',
  'disclosed_address',
  'referral',
  'client_relationship',
  'screening',
  'privacy_notice',
  'opt_in_sale_share',
  'notice_at_collection',
]);

function isPermission(fact: Fact): boolean {
  // A used opt-out is a stop.
  return PERMISSIONS.has(fact.type) && fact.used !== true;
}

describe('decide', () => {
  it('never turns a no into a yes when a stop is added', () => {
    const stopped = arbitraryCase.chain(({ request, instants }) => {
      const instant = fc.constantFrom(...instants);
      const stop = fc.oneof(
        ...STOPS.map((type) => arbitraryFact(type, instant, request.at)),
        arbitraryFact('refusal_offered', instant, request.at).map((fact) => ({ ...fact, used: true })),
      );
      return fc.tuple(fc.constant(request), stop);
    });
    holds(
      fc.property(stopped, arbitraryPolicy, ([request, stop], policy) => {
        const before = decideFast(request, policy).decision;
        const after = decideFast({ ...request, facts: [...request.facts, stop] }, policy).decision;
        return !(before === 'deny' && after === 'allow');
      }),
      RUNS * 2,
    );
  });

  it('never turns a no into a yes when a permission is taken away', () => {
    holds(
      fc.property(arbitraryRequest, arbitraryPolicy, (request, policy) => {
        if (decideFast(request, policy).decision === 'allow') return true;
        return request.facts.every((gone) => {
          if (!isPermission(gone)) return true;
          const facts = request.facts.filter((fact) => fact !== gone);
          return decideFast({ ...request, facts }, policy).decision === 'deny';
        });
      }),
      RUNS * 2,
    );
  });

  it('gives the same bytes for the same facts in any order', () => {
    const shuffled = arbitraryRequest.chain((request) =>
      fc.tuple(
        fc.constant(request),
        fc.shuffledSubarray([...request.facts], { minLength: request.facts.length }),
      ),
    );
    holds(
      fc.property(shuffled, arbitraryPolicy, ([request, facts], policy) => {
        const once = JSON.stringify(decide(request, policy));
        expect(JSON.stringify(decide(structuredClone({ ...request, facts }), policy))).toBe(once);
      }),
    );
  });

  it('agrees with decideFast', () => {
    holds(
      fc.property(arbitraryRequest, arbitraryPolicy, (request, policy) => {
        const { decision, reason } = decide(request, policy);
        expect(decideFast(request, policy)).toEqual({ decision, reason });
      }),
    );
  });

  it('changes with time alone at changes_at, and at no instant before it', () => {
    const timed = arbitraryCase.chain(({ request, instants }) =>
      fc.tuple(
        fc.constant(request),
        fc.array(fc.oneof(fc.nat(900 * 86_400_000), fc.constantFrom(0, 1, 86_400_000)), {
          minLength: 3,
          maxLength: 6,
        }),
        fc.constant(instants),
      ),
    );
    holds(
      fc.property(timed, arbitraryPolicy, ([request, distances, instants], policy) => {
        const now = decide(request, policy);
        const change = now.changes_at === null ? Number.POSITIVE_INFINITY : Date.parse(now.changes_at);
        expect(change).toBeGreaterThan(request.at);
        const later = [...distances.map((ms) => request.at + ms), ...instants, change - 1].filter(
          (at) => at >= request.at && at < change && Number.isFinite(at),
        );
        for (const at of later) expect(decideFast({ ...request, at }, policy).reason).toBe(now.reason);
        if (Number.isFinite(change))
          expect(decideFast({ ...request, at: change }, policy).reason).not.toBe(now.reason);
      }),
    );
  });

  it('finds changes_at in a long history too', () => {
    // Long enough to be compacted first: each fact comes again and again, a second earlier each time.
    const lengthen = (facts: readonly Fact[]) =>
      Array.from({ length: 40 }, (_, i) => facts.map((fact) => ({ ...fact, at: fact.at - i * 1000 }))).flat();
    holds(
      fc.property(arbitraryRequest, arbitraryPolicy, (short, policy) => {
        const request = { ...short, facts: lengthen(short.facts) };
        const { reason, changes_at } = decide(request, policy);
        if (changes_at === null) return;
        const change = Date.parse(changes_at);
        expect(decideFast({ ...request, at: change - 1 }, policy).reason).toBe(reason);
        expect(decideFast({ ...request, at: change }, policy).reason).not.toBe(reason);
      }),
      Math.ceil(RUNS / 5),
    );
  });

  it('never allows under a policy what the law denies', () => {
    holds(
      fc.property(arbitraryRequest, arbitraryPolicy, (request, policy) => {
        const law = { ...LAW_ONLY, options: { casl_same_day: policy.options.casl_same_day } };
        return (
          decideFast(request, policy).decision === 'deny' || decideFast(request, law).decision === 'allow'
        );
      }),
    );
  });

  it('says what it stands on: a basis for a yes, none for a no', () => {
    holds(
      fc.property(arbitraryRequest, arbitraryPolicy, (request, policy) => {
        const answer = decide(request, policy);
        expect(answer.rule_ids.length).toBeGreaterThan(0);
        expect(answer.basis === null).toBe(answer.decision === 'deny');
        expect(answer.obligations.length > 0).toBe(answer.decision === 'allow');
        expect(answer.reason.startsWith(answer.decision === 'allow' ? 'A_' : 'D_')).toBe(true);
      }),
    );
  });
});

describe('compactFacts', () => {
  it('decides like the whole history at every later instant', () => {
    const timed = arbitraryCase.chain(({ request, instants }) =>
      fc.tuple(
        fc.constant(request),
        fc.array(fc.oneof(fc.nat(900 * 86_400_000), fc.constantFrom(0, 1, 86_400_000, 2 * 86_400_000)), {
          minLength: 2,
          maxLength: 5,
        }),
        fc.constant(instants),
      ),
    );
    holds(
      fc.property(timed, arbitraryPolicy, ([request, distances, instants], policy) => {
        const facts = compactFacts(request.facts, request.at);
        expect(facts.length).toBeLessThanOrEqual(request.facts.length);
        const later = [0, ...distances].map((ms) => request.at + ms);
        for (const at of [...later, ...instants].filter((instant) => instant >= request.at)) {
          const whole = decide({ ...request, at }, policy);
          const compact = decide({ ...request, at, facts }, policy);
          expect([compact.decision, compact.reason, compact.changes_at]).toEqual([
            whole.decision,
            whole.reason,
            whole.changes_at,
          ]);
        }
      }),
    );
  });

  it('is stable: compacting again, or in another order, changes nothing', () => {
    holds(
      fc.property(arbitraryRequest, (request) => {
        const once = compactFacts(request.facts, request.at);
        expect(compactFacts(once, request.at)).toEqual(once);
        expect(compactFacts(request.facts.toReversed(), request.at)).toEqual(once);
      }),
    );
  });
});

describe('facts as JSON', () => {
  it('come back as they were', () => {
    holds(
      fc.property(arbitraryRequest, ({ facts }) => {
        for (const fact of facts) expect(factFromJson(factToJson(fact))).toEqual(fact);
      }),
    );
  });
});
