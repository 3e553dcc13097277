import { createHash } from 'node:crypto';
import { type Kysely, sql } from 'kysely';
import { gatherIn } from '../db/gather.ts';
import { readInstant } from '../db/instants.ts';
import type { Database } from '../db/tables.ts';
import { HeedError } from '../errors.ts';
import type { Heed } from '../heed.ts';
import type { LoadedPolicy } from '../policy/policies.ts';
import { languagesOf, policyIn } from '../policy/translate/policy-in.ts';
import { bannerConfig, shownBy } from './banner-config.ts';
import { declaredSet } from './declared.ts';
import type { ConsentInput, Receipt } from './schema.ts';
import { signReceipt } from './sign-receipt.ts';

export interface RecordedConsent {
  readonly receipt: Receipt;
  /** False for a repeat: the first one stands. */
  readonly added: boolean;
}

/** What may be chosen and read now, worked out once for each policy in force: most writes are one statement then. */
interface ShownNow {
  readonly hash: string;
  readonly services: readonly string[];
  /** What is shown, by the hash of its words: one for each language. */
  readonly wordings: ReadonlyMap<string, object>;
  /** Folders of the stores that hold a wording already. */
  readonly stored: Set<string>;
}
const shown = new WeakMap<LoadedPolicy, ShownNow>();

function shownNow(policy: LoadedPolicy): ShownNow {
  const known = shown.get(policy);
  if (known) return known;
  const { hash, optional } = declaredSet(policy);
  const spoken = languagesOf(policy).map((language) => policyIn(policy, language));
  const made = {
    hash,
    services: optional.map(({ id }) => id).sort(),
    wordings: new Map(spoken.map((one) => [bannerConfig(one, '').wording, shownBy(one)])),
    stored: new Set<string>(),
  };
  shown.set(policy, made);
  return made;
}

/**
 * Records a choice, once, with what was refused as well. At most three statements: the wording when it is new, the
 * record, and the record that was there when it is a repeat.
 *
 * @param site origin of the site, already checked
 * @throws HeedError UNKNOWN_POLICY; VALIDATION for services that the shown set does not hold, or for words that this
 *   Heed never showed; CONFLICT when the id belongs to another choice
 */
export async function recordConsent(heed: Heed, input: ConsentInput, site: string): Promise<RecordedConsent> {
  const policy = heed.policies.get(input.policy);
  const now = shownNow(policy);
  requireWholeChoice(now, input);
  await storeWording(heed, policy, now, input.wording);
  const digest = createHash('sha256')
    .update(JSON.stringify([input, site]))
    .digest();
  const controller = policy.data.policy.controller.id;
  const { id, hash, wording, granted, denied, method, region } = input;
  const choice = {
    id,
    controller,
    policy: policy.id,
    site,
    declared: hash,
    wording,
    granted,
    denied,
    method,
    region,
  };
  const row = { ...choice, digest: digest.toString('hex') };
  const stored = await insertChoice(heed.db, row);
  const recorded_at = stored ?? (await recordedBefore(heed, id, digest));
  const receipt = signReceipt(heed, { type: 'cookie-consent-receipt', ...choice, recorded_at });
  return { receipt, added: stored !== undefined };
}

/**
 * Choices that arrive together are stored by one statement. Gives the instant of each, and nothing for an id that was
 * there already or came twice.
 */
const insertChoice = gatherIn(async (db: Kysely<Database>, choices: readonly { readonly id: string }[]) => {
  const { rows } = await sql<{ id: string; recorded_at: string }>`/* once: record-cookie-choices */
    insert into cookie_consent (id, controller, policy, declared, wording, granted, denied, method, region, site, digest)
    select id, controller, policy, declared, wording, granted, denied, method, region, site, decode(digest, 'hex')
    from jsonb_to_recordset(${JSON.stringify(choices)}::text::jsonb) as c (id uuid, controller text, policy text,
      declared text, wording text, granted text[], denied text[], method text, region text, site text, digest text)
    on conflict (id) do nothing
    returning id::text as id, ${readInstant('recorded_at')} as recorded_at`.execute(db);
  const recorded = new Map(rows.map(({ id, recorded_at }) => [id, recorded_at]));
  return choices.map(({ id }) => {
    const instant = recorded.get(id.toLowerCase());
    recorded.delete(id.toLowerCase());
    return instant;
  });
});

/** A choice names every optional service of the present set once, as granted or as denied. */
function requireWholeChoice(now: ShownNow, { hash, granted, denied }: ConsentInput): void {
  if (hash !== now.hash)
    throw new HeedError(
      'VALIDATION',
      'The declared cookies have changed. Load the page again and ask again.',
      [{ pointer: '/hash', detail: `the present set is ${now.hash}` }],
    );
  const named = [...granted, ...denied].sort();
  if (named.length !== now.services.length || named.some((id, at) => id !== now.services[at]))
    throw new HeedError('VALIDATION', 'A choice names every optional service once, granted or denied.', [
      { pointer: '/granted', detail: `the services are ${now.services.join(', ')}` },
    ]);
}

async function storeWording(heed: Heed, policy: LoadedPolicy, now: ShownNow, wording: string): Promise<void> {
  const content = now.wordings.get(wording);
  if (!content)
    throw new HeedError('VALIDATION', 'These are not the words that are shown now. Load the page again.', [
      { pointer: '/wording', detail: `the present wording is ${[...now.wordings.keys()].join(' or ')}` },
    ]);
  const key = `${heed.folder} ${wording}`;
  if (now.stored.has(key)) return;
  await sql`insert into cookie_wording (hash, controller, policy, content)
    values (${wording}, ${policy.data.policy.controller.id}, ${policy.id}, ${JSON.stringify(content)}::jsonb)
    on conflict (hash) do nothing`.execute(heed.db);
  now.stored.add(key);
}

async function recordedBefore(heed: Heed, id: string, digest: Buffer): Promise<string> {
  const { rows } = await sql<{ recorded_at: string; same: boolean }>`
    select ${readInstant('recorded_at')} as recorded_at, digest = ${digest} as same
    from cookie_consent where id = ${id}::uuid`.execute(heed.db);
  if (!rows[0]?.same) throw new HeedError('CONFLICT', 'This id belongs to another choice. Make a new one.');
  return rows[0].recorded_at;
}
