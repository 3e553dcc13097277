import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { packageRoot } from '../../paths.ts';
import { type ContactPolicy, LAW_ONLY, type PolicyOptions } from '../policy.ts';

/** The contact rules of a policy folder alone, so that the engine's tests do not turn on the rest of the folder. */
function contactRules(folder: string, id: string): ContactPolicy {
  const file = join(packageRoot, 'policies', folder, 'contact-rules.yaml');
  const { options, rules, reason_clauses } = parse(readFileSync(file, 'utf8'));
  return { id, version: `${id}@test`, options: options ?? {}, rules, reason_clauses };
}

const institute = contactRules('institute', 'institute');

const POLICIES: Readonly<Record<string, ContactPolicy>> = {
  law: LAW_ONLY,
  cmp: contactRules('cmp', 'cmp'),
  institute,
  ics: institute,
};

/** The policies that ship, by id and alias, with the switches of a request laid over their own. */
export function shippedPolicy(id: string, options: PolicyOptions = {}): ContactPolicy {
  const policy = POLICIES[id];
  if (!policy) throw new Error(`no policy ${id}`);
  return Object.keys(options).length === 0
    ? policy
    : { ...policy, options: { ...policy.options, ...options } };
}
