import { createHash } from 'node:crypto';
import { type ListPosition, type ListRow, type ListSource, openList } from '../../csv/open-list.ts';
import { inTransaction } from '../../db/transactions.ts';
import { HeedError } from '../../errors.ts';
import type { Heed } from '../../heed.ts';
import { upsertContacts } from '../upsert-contacts.ts';
import { RejectedRow } from './cell-values.ts';
import { dropLiftingConsents } from './drop-lifting-consents.ts';
import { type ImportRun, importId, openRun, type Reject, saveProgress } from './import-run.ts';
import { importSource } from './import-source.ts';
import { type ContactReader, contactReader, type ReadContact } from './read-contact.ts';
import { type ImportCounts, type ImportOptions, importSchema } from './schema.ts';
import { hashFile, withFile } from './spool.ts';

const BATCH = 1000;

export interface ImportInput extends ImportOptions {
  /** Path of the list, or its bytes. */
  readonly file: ListSource;
  /** Bytes done and in all, and the counts so far. */
  readonly onProgress?: (done: number, total: number, counts: ImportCounts) => void;
  /** Stops between two batches; the same import again goes on from there. */
  readonly signal?: AbortSignal;
}

export interface ImportResult {
  /** `imp_…` */
  readonly id: string;
  /** `already_imported` when this very file came in before: nothing was changed. */
  readonly result: 'imported' | 'already_imported' | 'stopped';
  /** True when an earlier run of this import had stopped half-way. */
  readonly resumed: boolean;
  /** RFC 3339. */
  readonly started_at: string;
  readonly rows: number;
  readonly counts: ImportCounts;
  /** What the operator should know, such as columns that were not taken as consent. */
  readonly notes: readonly string[];
}

/**
 * Takes in the contacts of a CSV list, at constant memory, a thousand rows a transaction. The same file from the same
 * source is one import: interrupted, it goes on where it stopped; finished, it changes nothing.
 *
 * @throws HeedError UNKNOWN_POLICY, SOURCE_NOT_ALLOWED, LIST_NOT_REGISTERED, BAD_LIST, MISSING_COLUMN, and CONFLICT
 *   when the same file is being imported by another process.
 */
export async function importContacts(heed: Heed, input: ImportInput): Promise<ImportResult> {
  const { file, onProgress, signal, ...given } = input;
  const options = readOptions(given);
  const policy = heed.policies.get(options.policy);
  const source = importSource(policy, options.source, options.list);
  return withFile(file, heed.folder, async (path) => {
    const list = await openList(path, { delimiter: options.delimiter });
    const { sha256, bytes } = await hashFile(path);
    const told = JSON.stringify([
      sha256,
      source.id,
      source.list,
      Object.entries(options.map).sort(),
      options.delimiter,
    ]);
    const readerFor = (startedAt: string) =>
      contactReader(list.header, { source, map: options.map, startedAt });
    // A list that lacks a column is refused before anything is written down about it.
    readerFor(new Date().toISOString());
    const controller = policy.data.policy.controller.id;
    const identity = {
      controller,
      fingerprint: createHash('sha256').update(told).digest('hex'),
      source: source.id,
      list: source.list,
      fileSha256: sha256,
      fileBytes: bytes,
      actor: options.actor,
    };
    let run = await openRun(heed, identity, list.start);
    const resumed = run.state === 'running' && run.next.offset > list.start.offset;
    const reader = readerFor(run.startedAt);
    const answer = (result: ImportResult['result'], counts = run.counts) => ({
      id: importId(run),
      result,
      resumed,
      started_at: run.startedAt,
      rows: rowsIn(counts),
      counts,
      notes: reader.notes,
    });
    if (run.state === 'done') return answer('already_imported', nothingNew(run.counts));

    for await (const batch of ahead(readBatches(list.rows(run.next), reader))) {
      if (signal?.aborted) return answer('stopped');
      run = await takeIn(heed, controller, options.actor, run, batch);
      onProgress?.(run.next.offset, bytes, run.counts);
    }
    await saveProgress(heed, run, { ...run, state: 'done' }, []);
    return answer('imported');
  });
}

function readOptions(given: ImportOptions) {
  const parsed = importSchema.safeParse(given);
  if (parsed.success) return parsed.data;
  throw new HeedError(
    'VALIDATION',
    'The import is not described as it should be.',
    parsed.error.issues.map((issue) => ({ pointer: `/${issue.path.join('/')}`, detail: issue.message })),
  );
}

/** One batch: rows, rejects, counts and the place to go on from, all or none. */
async function takeIn(
  heed: Heed,
  controller: string,
  actor: string,
  run: ImportRun,
  { read, rejected, rows, next }: ReadBatch,
): Promise<ImportRun> {
  return inTransaction(heed, async (inner) => {
    const contacts = await dropLiftingConsents(
      inner,
      controller,
      read.map(({ contact }) => contact),
    );
    const results = await upsertContacts(inner, { controller, actor, rows: contacts });
    const rejects = [...rejected];
    const counts = { ...run.counts };
    results.forEach((result, i) => {
      const line = read[i]!.line;
      const contact = contacts[i]!;
      if (result.status === 'suppressed') counts.refused++;
      else if (result.status === 'invalid')
        rejects.push({ line, column: result.kind, reason: 'The value cannot be used.' });
      else {
        counts[result.status]++;
        counts.identifiers_kept_apart += result.taken;
        if (contact.optOut) counts.opt_outs++;
        if (contact.facts.some((fact) => fact.type === 'consent')) counts.consents++;
        if (contact.consentNotTaken) {
          counts.consents_not_taken++;
          const { column = '', reason } = contact.consentNotTaken;
          if (reason)
            rejects.push({
              line,
              column,
              reason: `The contact was taken in, the consent was not. ${reason}`,
            });
        }
      }
    });
    counts.rejected =
      run.counts.rejected + rows - results.filter(({ status }) => status !== 'invalid').length;
    await saveProgress(inner, run, { next, counts, state: 'running' }, rejects);
    return { ...run, next, counts };
  });
}

/** Some rows of the list as they were read. */
interface ReadBatch {
  readonly read: readonly { readonly line: number; readonly contact: ReadContact }[];
  readonly rejected: readonly Reject[];
  readonly rows: number;
  /** Where the list goes on. */
  readonly next: ListPosition;
}

async function* readBatches(
  source: AsyncIterable<ListRow[]>,
  reader: ContactReader,
): AsyncGenerator<ReadBatch> {
  for await (const rows of inBatches(source)) {
    const rejected: Reject[] = [];
    const read: { line: number; contact: ReadContact }[] = [];
    for (const row of rows) {
      try {
        read.push({ line: row.line, contact: reader.read(row) });
      } catch (error) {
        if (!(error instanceof RejectedRow)) throw error;
        rejected.push({ line: row.line, column: error.column, reason: error.message });
      }
    }
    const last = rows.at(-1)!;
    yield { read, rejected, rows: rows.length, next: { offset: last.endOffset, line: last.nextLine } };
  }
}

/** Has the next one read while the database works on the one before. */
async function* ahead<T>(source: AsyncGenerator<T>): AsyncGenerator<T> {
  try {
    let coming = source.next();
    for (;;) {
      const { done, value } = await coming;
      if (done) return;
      coming = source.next();
      // What goes wrong with it is heard when it is its turn.
      coming.catch(() => {});
      yield value;
    }
  } finally {
    await source.return(undefined);
  }
}

async function* inBatches(source: AsyncIterable<ListRow[]>): AsyncGenerator<ListRow[]> {
  let waiting: ListRow[] = [];
  for await (const rows of source) {
    waiting = waiting.length > 0 ? waiting.concat(rows) : rows;
    let at = 0;
    for (; waiting.length - at >= BATCH; at += BATCH) yield waiting.slice(at, at + BATCH);
    waiting = waiting.slice(at);
  }
  if (waiting.length > 0) yield waiting;
}

function rowsIn({ created, updated, unchanged, refused, rejected }: ImportCounts): number {
  return created + updated + unchanged + refused + rejected;
}

/** The counts of an import that was done before, seen from today. */
function nothingNew(counts: ImportCounts): ImportCounts {
  return { ...counts, created: 0, updated: 0, unchanged: counts.created + counts.updated + counts.unchanged };
}
