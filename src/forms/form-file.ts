import { createHash, randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { HeedError } from '../errors.ts';
import type { Heed } from '../heed.ts';
import { newUuid } from '../ids.ts';
import { submissionSeal } from './sealed-answers.ts';

/** A file as somebody sent it, after it was checked. */
export interface FormFile {
  readonly field: string;
  /** Without folders and signs that confuse; its ending fits its type. */
  readonly name: string;
  readonly type: string;
  readonly bytes: Uint8Array;
}

const PIECE = 64 * 1024;

/** How long a file waits for its form to be handed in. */
const HELD_HOURS = 2;

type Where = (piece: number) => string;

function* piecesOf({ name, type, bytes }: FormFile): Generator<Uint8Array> {
  yield Buffer.from(JSON.stringify({ name, type, size: bytes.length }));
  for (let at = 0; at < bytes.length; at += PIECE) yield bytes.subarray(at, at + PIECE);
}

function fromPieces(field: string, pieces: readonly Buffer[]): FormFile {
  const { name, type, size } = JSON.parse(pieces[0]!.toString('utf8')) as {
    name: string;
    type: string;
    size: number;
  };
  const bytes = Buffer.concat(pieces.slice(1));
  if (bytes.length !== size) throw new Error('a file is not complete');
  return { field, name, type, bytes };
}

/**
 * Keeps a file while its sender checks the answers. It is sealed under a key that goes into the page and nowhere else.
 *
 * @param form `policy/form`: the file belongs to this form and field
 * @returns what the page has to bring back
 */
export async function holdFile(heed: Heed, form: string, file: FormFile): Promise<string> {
  const id = newUuid();
  const key = randomBytes(32);
  let piece = 0;
  for (const bytes of piecesOf(file)) {
    const sealed = heed.vault.sealBytes(key, id, placeOfHeld(form, file.field)(piece), bytes).toString('hex');
    await sql`insert into form_upload (id, piece, sealed) values (${id}::uuid, ${piece}, decode(${sealed}, 'hex'))`.execute(
      heed.db,
    );
    piece++;
  }
  return `${id}.${key.toString('base64url')}`;
}

const placeOfHeld =
  (form: string, field: string): Where =>
  (piece) =>
    `upload/${form}/${field}/${piece}`;

/** The file behind what a page brought back, or null when its time is over or it is not genuine. */
export async function openHeldFile(
  heed: Heed,
  form: string,
  field: string,
  held: string,
): Promise<FormFile | null> {
  const [, id, secret] = /^([0-9a-f-]{36})\.([A-Za-z0-9_-]{43})$/.exec(held) ?? [];
  if (!id || !secret) return null;
  const { rows } = await sql<{ sealed: Uint8Array }>`
    select sealed from form_upload where id = ${id}::uuid
      and created_at > now() - make_interval(hours => ${HELD_HOURS}) order by piece`.execute(heed.db);
  if (rows.length === 0) return null;
  const key = Buffer.from(secret, 'base64url');
  const place = placeOfHeld(form, field);
  try {
    return fromPieces(
      field,
      rows.map(({ sealed }, piece) => heed.vault.openBytes(key, id, place(piece), sealed)),
    );
  } catch {
    return null;
  }
}

/** Drops a file that its sender did not hand in. */
export async function dropHeldFile(heed: Heed, held: string): Promise<void> {
  const id = held.slice(0, 36);
  if (/^[0-9a-f-]{36}$/.test(id)) await sql`delete from form_upload where id = ${id}::uuid`.execute(heed.db);
}

/** Drops files whose time is over. */
export async function dropOldFiles(heed: Heed): Promise<void> {
  await sql`delete from form_upload where created_at < now() - make_interval(hours => ${HELD_HOURS})`.execute(
    heed.db,
  );
}

const placeOf =
  (field: string): Where =>
  (piece) =>
    `file/${field}/${piece}`;

/** Seals files of a submission under the person's key. Call it inside the transaction of the submission. */
export async function keepFiles(
  heed: Heed,
  { subject, submission }: { readonly subject: string; readonly submission: string },
  files: readonly FormFile[],
): Promise<void> {
  if (files.length === 0) return;
  const seal = await submissionSeal(heed, subject, submission);
  for (const file of files) {
    const place = placeOf(file.field);
    let piece = 0;
    for (const bytes of piecesOf(file)) {
      const sealed = seal.sealBytes(place(piece), bytes).toString('hex');
      await sql`insert into form_file (subject, submission, field, piece, sealed)
        values (${subject}::uuid, ${submission}::uuid, ${file.field}, ${piece}, decode(${sealed}, 'hex'))`.execute(
        heed.db,
      );
      piece++;
    }
  }
}

/**
 * A file of a form that came in.
 *
 * @throws HeedError NOT_FOUND, SUBJECT_ERASED, UNKNOWN_POLICY
 */
export async function readFile(
  heed: Heed,
  input: { readonly policy: string; readonly reference: string; readonly field: string },
): Promise<FormFile> {
  const controller = heed.policies.get(input.policy).data.policy.controller.id;
  const { rows } = await sql<{ subject: string; submission: string; sealed: Uint8Array }>`
    select f.subject::text as subject, f.submission::text as submission, f.sealed
    from form_submission s join form_file f on f.subject = s.subject and f.submission = s.id
    where s.controller = ${controller} and s.reference = ${input.reference.trim().toUpperCase()}
      and f.field = ${input.field} order by f.piece`.execute(heed.db);
  const first = rows[0];
  if (!first) throw new HeedError('NOT_FOUND', 'There is no such file (any more).');
  const seal = await submissionSeal(heed, first.subject, first.submission);
  const place = placeOf(input.field);
  return fromPieces(
    input.field,
    rows.map(({ sealed }, piece) => seal.openBytes(place(piece), sealed)),
  );
}

/** For telling two submissions apart. */
export function digestOfFile({ field, name, bytes }: FormFile): string {
  return createHash('sha256').update(`${field}\0${name}\0`).update(bytes).digest('hex');
}
