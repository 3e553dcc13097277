import { lockForWriting } from '../db/locks.ts';
import { inTransaction } from '../db/transactions.ts';
import { HeedError } from '../errors.ts';
import { requireKnownScope } from '../facts/stop-scope.ts';
import { recordingInstant } from '../facts/write-facts.ts';
import type { Heed } from '../heed.ts';
import { uuidOf } from '../ids.ts';
import { journalStops } from './erasure-journal.ts';
import { findIdentifiers, hashIdentifier } from './identifiers.ts';
import { parseInstant } from './instants.ts';
import type { Identifier } from './normalise.ts';
import { controllerOf } from './policy-in-force.ts';
import { insertSuppressions, type SuppressionReason, suppressionsOf } from './suppressions.ts';

export interface AddSuppressionInput {
  readonly policy: string;
  readonly identifier: Identifier;
  readonly country?: string;
  readonly reason: SuppressionReason;
  /** A missing list means all. */
  readonly channels?: readonly string[];
  readonly purposes?: readonly string[];
  readonly topics?: readonly string[];
  /** RFC 3339: when the person said so. Default: now. */
  readonly at?: string;
  readonly actor: string;
}

export interface AddedSuppression {
  /** `sup_…` */
  readonly id: string;
  readonly added: boolean;
}

/**
 * Keeps a person from being contacted at one address, whether or not anything else is known of them. Only the keyed
 * hash is stored. Decisions see it once this returns.
 *
 * @throws HeedError INVALID_IDENTIFIER, UNKNOWN_POLICY, VALIDATION
 */
export async function addSuppression(heed: Heed, input: AddSuppressionInput): Promise<AddedSuppression> {
  const controller = controllerOf(heed, input.policy);
  const { reason, channels, purposes, topics, actor } = requireKnownScope(heed, input.policy, input);
  const { kind, hash, hashes, key_version } = hashIdentifier(
    heed.vault,
    controller,
    input.identifier,
    input.country,
  );
  const said = input.at === undefined ? undefined : parseInstant(input.at, '/at');
  return inTransaction(heed, async ({ db }) => {
    const subject = [...(await findIdentifiers(db, controller, hashes)).values()][0]?.subject;
    await lockForWriting(db, [...hashes, ...(subject ? [subject] : [])]);
    const recordedAt = await recordingInstant(db, subject ? [subject] : []);
    const recorded = Date.parse(recordedAt);
    if (said !== undefined && said > recorded + 60_000) {
      throw new HeedError('VALIDATION', 'A stop cannot have been made in the future.', [
        { pointer: '/at', detail: 'use the instant at which the person said so' },
      ]);
    }
    const happened_at = new Date(said ?? recorded).toISOString();
    const [id] = await insertSuppressions(
      db,
      [
        {
          controller,
          kind,
          hash,
          key_version,
          reason,
          channels,
          purposes,
          topics,
          happened_at,
          actor,
        },
      ],
      recordedAt,
    );
    if (id) {
      await journalStops(db, heed.folder, [uuidOf('sup', id)!]);
      return { id, added: true };
    }
    const there = (await suppressionsOf(db, controller, [hash])).get(hash) ?? [];
    const same = there.find(
      (row) => row.reason === reason && Date.parse(row.happened_at) === Date.parse(happened_at),
    );
    return { id: (same ?? there[0]!).id, added: false };
  });
}
