import { type Kysely, sql } from 'kysely';
import { anyHash, anyUuid } from '../db/any-of.ts';
import { readTogether } from '../db/gather.ts';
import type { Database } from '../db/tables.ts';
import type { Vault } from '../db/vault.ts';
import type { Heed } from '../heed.ts';
import { newUuid, publicId } from '../ids.ts';
import { type Identifier, type IdentifierKind, normaliseIdentifier } from './normalise.ts';

/** Where a known identifier points. */
export interface IdentifierRow {
  /** Random id, the one that facts about it carry. */
  readonly id: string;
  /** Uuid. */
  readonly subject: string;
  readonly kind: IdentifierKind;
  /** Hex. */
  readonly hash: string;
  /** Version of the index key of the hash. */
  readonly key_version: number;
}

/** One identifier to look up: already normalised, with its keyed hash. */
export interface HashedIdentifier extends Identifier {
  /** Hex; under the current index key. */
  readonly hash: string;
  /** Hex, under every index key, the current one first. */
  readonly hashes: readonly string[];
  /** Version of the index key of `hash`. */
  readonly key_version: number;
}

/** Normalises and hashes. Throws INVALID_IDENTIFIER. */
export function hashIdentifier(
  vault: Vault,
  controller: string,
  identifier: Identifier,
  country?: string,
): HashedIdentifier {
  const { kind } = identifier;
  const value = normaliseIdentifier(kind, identifier.value, { country });
  // The versions are asked for once: the keys may be rotated between two looks.
  const versions = vault.indexVersions;
  const hashes = versions.map((version) => vault.hash(controller, kind, value, version).toString('hex'));
  return { kind, value, hash: hashes[0]!, hashes, key_version: versions[0]! };
}

/** The known ones among some hashes (hex), by hash. One statement however many. */
export async function findIdentifiers(
  db: Kysely<Database>,
  controller: string,
  hashes: readonly string[],
): Promise<Map<string, IdentifierRow>> {
  return hashes.length === 0 ? new Map() : readIdentifiers(db, hashes, controller);
}

const readIdentifiers = readTogether(async (db: Kysely<Database>, hashes, controller: string) => {
  const { rows } = await sql<IdentifierRow>`/* once: find-identifiers */
    select i.id, i.subject, i.kind, encode(i.hash, 'hex') as hash, i.key_version from identifier i
    where i.controller = ${controller}
      and i.hash = ${anyHash(hashes)}`.execute(db);
  return new Map(rows.map((row) => [row.hash, row]));
});

/** The identifiers of some people, by uuid of the subject. */
export async function identifiersOf(
  db: Kysely<Database>,
  subjects: readonly string[],
): Promise<IdentifierRow[]> {
  const { rows } = await sql<IdentifierRow>`
    select id, subject, kind, encode(hash, 'hex') as hash, key_version from identifier
    where subject = ${anyUuid(subjects)}
    order by created_at, id`.execute(db);
  return rows;
}

export interface NewIdentifierRow {
  readonly controller: string;
  readonly kind: string;
  readonly hash: string;
  readonly key_version: number;
  readonly id: string;
  readonly subject: string;
  readonly sealed: string;
}

/** An identifier as a row, its value sealed under the key of the person. */
export function identifierRow(
  vault: Vault,
  controller: string,
  owner: { readonly subject: string; readonly key: Buffer },
  { kind, value, hash, key_version }: HashedIdentifier,
): NewIdentifierRow {
  const id = newUuid();
  const sealed = vault.seal(owner.key, publicId('sub', owner.subject), id, value).toString('hex');
  return { controller, kind, hash, key_version, id, subject: owner.subject, sealed };
}

/** Adds identifiers; one that somebody has already stays with them. Returns the hashes (hex) that were added. */
export async function insertIdentifiers(
  tx: Kysely<Database>,
  rows: readonly NewIdentifierRow[],
  at: string,
): Promise<Set<string>> {
  if (rows.length === 0) return new Set();
  const { rows: added } = await sql<{ hash: string }>`
    insert into identifier (controller, kind, hash, key_version, id, subject, sealed, created_at)
    select x.controller, x.kind, decode(x.hash, 'hex'), x.key_version, x.id, x.subject, decode(x.sealed, 'hex'), ${at}::timestamptz
    from json_to_recordset(${JSON.stringify(rows)}::text::json) as x(
      controller text, kind text, hash text, key_version integer, id uuid, subject uuid, sealed text)
    on conflict (hash, controller, kind) do nothing
    returning encode(hash, 'hex') as hash`.execute(tx);
  return new Set(added.map((row) => row.hash));
}

/** A person's identifiers in the clear. Only for those who may see them: never logged, never cached. */
export async function openIdentifiers(
  heed: Heed,
  subject: string,
  key: Buffer,
): Promise<(Identifier & { readonly id: string })[]> {
  const { rows } = await sql<{ id: string; kind: IdentifierKind; sealed: Uint8Array }>`
    select id, kind, sealed from identifier where subject = ${subject}::uuid order by created_at, id`.execute(
    heed.db,
  );
  return rows.map(({ id, kind, sealed }) => ({
    id,
    kind,
    value: heed.vault.open(key, publicId('sub', subject), id, sealed),
  }));
}
