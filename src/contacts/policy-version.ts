import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import { sql } from 'kysely';
import { HeedError } from '../errors.ts';
import type { Heed } from '../heed.ts';
import type { PolicyInForce } from './policy-in-force.ts';

/** Keeps the rules that a decision used, once per content, and returns their hash. Replays decide under them. */
export async function keepPolicyVersion(heed: Heed, policy: PolicyInForce, at: string): Promise<string> {
  const content = canonicalize({ controller: policy.controller, contact: policy.contact }) ?? '';
  const hash = createHash('sha256').update(content).digest('hex');
  await sql`insert into policy_version (hash, content, first_used_at)
    values (${hash}, ${content}::text::jsonb, ${at}::timestamptz) on conflict (hash) do nothing`.execute(
    heed.db,
  );
  return hash;
}

export async function readPolicyVersion(heed: Heed, hash: string): Promise<PolicyInForce> {
  const { rows } = await sql<{
    content: PolicyInForce;
  }>`select content from policy_version where hash = ${hash}`.execute(heed.db);
  if (!rows[0]) throw new HeedError('INTERNAL', 'The policy version of this decision is missing.');
  return rows[0].content;
}
