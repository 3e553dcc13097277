import { decide } from '../decision/decide.ts';
import { parseRequest } from '../decision/parse-case.ts';
import type { ContactPolicy } from '../decision/policy.ts';
import type { DecisionRequest } from '../decision/types.ts';
import type { Policies } from '../policy/policies.ts';
import type { AnswerCases } from './answer.ts';
import { messageOf } from './message-of.ts';
import type { DecisionCase } from './read-cases.ts';

/** A case as the engine reads it, under the policy that it names and its own switches. */
export interface ParsedCase {
  readonly request: DecisionRequest;
  readonly policy: ContactPolicy;
}

/** @throws HeedError VALIDATION, UNKNOWN_POLICY */
export function parseCase(one: DecisionCase, policies: Policies): ParsedCase {
  const { request, policyId, options } = parseRequest(one.json);
  const policy = policies.contact(policyId);
  return { request, policy: { ...policy, options: { ...policy.options, ...options } } };
}

/** Straight into the engine, with the facts of the case. */
export function throughEngine(policies: Policies): AnswerCases {
  return async (cases) =>
    cases.map((one) => {
      try {
        const { request, policy } = parseCase(one, policies);
        const { decision, reason } = decide(request, policy);
        return { decision, reason };
      } catch (error) {
        return { error: messageOf(error) };
      }
    });
}
