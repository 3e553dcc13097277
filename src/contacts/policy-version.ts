import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import { sql } from 'kysely';
import { HeedError } from '../errors.ts';
import type { Heed } from '../heed.ts';
import type { PolicyInForce } from './policy-in-force.ts';

/** Keeps the rules that a decision used, once per content, and returns their hash. Replays decide under them. */
export async function keepPolicyVersion(heed: Heed, policy: PolicyInForce, at: string): Promise<string> {
  const { hash, content } = written(policy);
  const { rows } = await sql`/* once: policy-version-kept */
    select 1 from policy_version where hash = ${hash}`.execute(heed.db);
  if (rows.length > 0) return hash;
  await sql`insert into policy_version (hash, content, first_used_at)
    values (${hash}, ${content}::text::jsonb, ${at}::timestamptz) on conflict (hash) do nothing`.execute(
    heed.db,
  );
  return hash;
}

/** Rules are long, and every recorded decision names them: they are written out once. */
const writings = new WeakMap<PolicyInForce, { readonly hash: string; readonly content: string }>();

function written(policy: PolicyInForce) {
  let writing = writings.get(policy);
  if (!writing) {
    const content = canonicalize({ controller: policy.controller, contact: policy.contact }) ?? '';
    writing = { hash: createHash('sha256').update(content).digest('hex'), content };
    writings.set(policy, writing);
  }
  return writing;
}

export async function readPolicyVersion(heed: Heed, hash: string): Promise<PolicyInForce> {
  const { rows } = await sql<{
    content: PolicyInForce;
  }>`select content from policy_version where hash = ${hash}`.execute(heed.db);
  if (!rows[0]) throw new HeedError('INTERNAL', 'The policy version of this decision is missing.');
  return rows[0].content;
}
