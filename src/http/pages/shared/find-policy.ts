import type { Heed } from '../../../heed.ts';
import type { LoadedPolicy } from '../../../policy/policies.ts';
import { policyIn } from '../../../policy/translate/policy-in.ts';
import type { HttpContext } from '../../env.ts';
import { policyOfPath } from '../../page-language.ts';

/** The policy that an address names by id or alias, in the language of the page. */
export function findPolicy(heed: Heed, c: HttpContext): LoadedPolicy | undefined {
  const policy = policyOfPath(heed, c.req.path);
  return policy && policyIn(policy, c.get('pageLanguage').language);
}
