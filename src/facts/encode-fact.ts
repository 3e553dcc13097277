import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import { HeedError } from '../errors.ts';
import type { ClearFields } from './schema.ts';

/** The largest entry of a tiled log (C2SP tlog-tiles) has a length of 16 bits. */
export const MAX_FACT_BYTES = 65_535;

/** Every field of a fact that its bytes cover. `docs/ledger.md` describes each. */
export interface FactEntry {
  readonly id: string;
  readonly controller: string;
  readonly subject: string;
  readonly identifier: string | null;
  readonly type: string;
  readonly happened_at: string | null;
  readonly recorded_at: string;
  readonly actor: string;
  readonly clear: ClearFields;
  /** The sealed evidence; the ciphertext is covered, so that proofs outlive the key. */
  readonly sealed: Uint8Array | null;
}

/**
 * The one byte encoding of a fact: RFC 8785 canonical JSON, version 1. It never changes for a fact that exists.
 *
 * @throws HeedError PAYLOAD_TOO_LARGE above 65,535 bytes
 */
export function encodeFact(entry: FactEntry): Buffer {
  const sealed = entry.sealed && Buffer.from(entry.sealed).toString('base64url');
  const bytes = Buffer.from(canonicalize({ v: 1, ...entry, sealed }) ?? '', 'utf8');
  if (bytes.length > MAX_FACT_BYTES) {
    throw new HeedError(
      'PAYLOAD_TOO_LARGE',
      `One fact takes up to ${MAX_FACT_BYTES} bytes with its evidence; this one has ${bytes.length}. Keep long originals elsewhere and give a reference.`,
    );
  }
  return bytes;
}

/** The leaf of a fact in a Merkle tree (RFC 6962): SHA-256 over a zero byte and the fact's bytes. */
export function leafHash(bytes: Uint8Array): Buffer {
  return createHash('sha256').update(Uint8Array.of(0)).update(bytes).digest();
}

/**
 * What makes two reports of a fact the same one: all that the reporter said. Who reported it, and when, does not
 * count, so that a repeat changes nothing.
 */
export function contentOf(fact: {
  readonly controller: string;
  readonly subject: string;
  readonly identifier: string | null;
  readonly type: string;
  readonly happened_at: string | null;
  readonly clear: ClearFields;
  readonly evidence: unknown;
}): string {
  return canonicalize({ v: 1, ...fact }) ?? '';
}
