import { reasonTitle } from '../../../decision/reasons.ts';
import { ALL_RULES } from '../../../packs/index.ts';
import type { LoadedPolicy } from '../../../policy/policies.ts';

/** Steps that ask a question rather than being one rule of law. */
const STEPS: Readonly<Record<string, string>> = {
  stops: 'Did they say stop?',
  'restriction-erasure': 'Restricted or erased?',
  art14: 'Told where their details came from?',
  'opt-out-box': 'Did they tick the opt-out box?',
  content: 'Does the message carry what it must?',
};

export interface Step {
  readonly what: string;
  readonly rule: string;
  readonly result: string;
  readonly law: readonly string[];
}

/** One considered rule in words. */
export function stepWords(policy: LoadedPolicy, { rule, result }: { rule: string; result: string }): Step {
  const [pack = '', name = ''] = rule.split(/\.(.*)/s);
  const law = ALL_RULES.get(rule)?.law ?? [];
  const own =
    pack === policy.id ? policy.data['contact-rules'].rules.find(({ id }) => id === name) : undefined;
  const what = STEPS[name] ?? own?.says ?? reasonTitle(ALL_RULES.get(rule)?.reason ?? rule);
  const words = result === 'passed' ? 'nothing against it' : result === 'kept' ? 'kept' : reasonTitle(result);
  return { what, rule, result: words, law };
}
