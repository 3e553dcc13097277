import type { ContactPolicy } from '../decision/policy.ts';
import type { Controller } from '../decision/types.ts';
import { HeedError } from '../errors.ts';
import type { Heed } from '../heed.ts';
import type { LoadedPolicy } from '../policy/policies.ts';

/** What a decision reads of a policy: the controller's own attributes and its contact rules. */
export interface PolicyInForce {
  readonly controller: Controller;
  readonly contact: ContactPolicy;
}

/**
 * The policy by id or alias.
 *
 * @throws HeedError UNKNOWN_POLICY; also for `law`, which has no controller and so keeps no people
 */
export function policyInForce(heed: Heed, name: string): PolicyInForce {
  if (name === 'law') {
    throw new HeedError(
      'UNKNOWN_POLICY',
      'The policy "law" has no controller and keeps no people. Name a policy folder.',
    );
  }
  const loaded = heed.policies.get(name);
  let policy = inForce.get(loaded);
  if (!policy) {
    const { contact, data } = loaded;
    const { id, country, charity, registered_charity_ca, pensions_authorised } = data.policy.controller;
    policy = { contact, controller: { id, country, charity, registered_charity_ca, pensions_authorised } };
    inForce.set(loaded, policy);
  }
  return policy;
}

/** One object for each loaded policy, so that what is worked out from it can be kept beside it. */
const inForce = new WeakMap<LoadedPolicy, PolicyInForce>();

/** The controller that a policy, by id or alias, speaks for. */
export function controllerOf(heed: Heed, policy: string): string {
  return policyInForce(heed, policy).controller.id;
}
