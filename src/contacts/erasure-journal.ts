import { createReadStream, existsSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { type Kysely, sql } from 'kysely';
import { anyUuid } from '../db/any-of.ts';
import type { Database } from '../db/tables.ts';
import type { FactRow } from '../facts/prepare-fact.ts';
import { IS_STOP, isStop } from '../facts/restricting.ts';

type Row = Record<string, unknown>;

/** Rows as the database writes them in JSON, kept outside the database so that no restored backup undoes them. */
export interface JournalEntry {
  /** Uuid of the person who was erased; absent for stops alone. */
  readonly subject?: string;
  /** The fact `erasure`, or the stops that were recorded, as rows of `fact`. */
  readonly facts: readonly Row[];
  /** Rows of `suppression`. */
  readonly suppressions: readonly Row[];
  /** The keyed hashes of the people who were stopped: their addresses may not be known to a backup. */
  readonly identifiers?: readonly Row[];
}

export const JOURNAL = 'erasures.journal';

/**
 * Writes down what an open transaction erased or suppressed, and waits for the disk. It stands there before the
 * transaction is acknowledged: an erasure that was asked for and whose outcome is unknown counts when a backup is
 * restored. The journal holds pseudonyms, keyed hashes and what is sealed, nothing that names a person.
 *
 * @param ids uuids of the suppressions that were written
 */
export async function journalStops(
  tx: Kysely<Database>,
  folder: string,
  ids: readonly string[],
  subject?: string,
): Promise<void> {
  const facts = subject
    ? await sql<{ row: string }>`select row_to_json(f)::text as row from fact f
        where subject = ${subject}::uuid and type = 'erasure'`.execute(tx)
    : { rows: [] };
  const suppressions = await sql<{ row: string }>`select row_to_json(s)::text as row from suppression s
    where id = ${anyUuid(ids)}`.execute(tx);
  const named = subject ? `"subject":${JSON.stringify(subject)},` : '';
  await journalOf(folder).write(`{${named}"facts":${list(facts)},"suppressions":${list(suppressions)}}\n`);
}

/** A fact that was added. */
type Recorded = Pick<FactRow, 'id' | 'subject' | 'type' | 'clear'>;

/**
 * The same for stops of known people, which are facts, and for addresses that people got who had been stopped before.
 * What stops nobody is passed over, so it may be told of everything that was recorded.
 *
 * @param attached identifiers that were added to people who were there before
 */
export async function journalFacts(
  tx: Kysely<Database>,
  folder: string,
  recorded: readonly Recorded[],
  attached: readonly { readonly id: string; readonly subject: string }[] = [],
): Promise<void> {
  const stops = recorded.filter(isStop).map(({ id, subject }) => ({ id, subject }));
  if (stops.length === 0 && attached.length === 0) return;
  const given = (rows: readonly { id: string; subject: string }[]) => sql`jsonb_to_recordset(
    ${JSON.stringify(rows.map(({ id, subject }) => ({ id, subject })))}::text::jsonb) as x(id uuid, subject uuid)`;
  const facts = await sql<{ row: string }>`select row_to_json(f)::text as row from fact f
    join ${given(stops)} on f.subject = x.subject and f.id = x.id`.execute(tx);
  const columns = sql.raw('controller, kind, hash, key_version, id, subject');
  const identifiers = await sql<{ row: string }>`select row_to_json(i)::text as row from (
    select ${columns} from identifier where subject in (select x.subject from ${given(stops)})
    union
    select ${columns} from identifier where id in (select x.id from ${given(attached)} where exists (
      select 1 from fact where fact.subject = x.subject and ${sql.raw(IS_STOP)}))) as i`.execute(tx);
  if (facts.rows.length + identifiers.rows.length === 0) return;
  await journalOf(folder).write(
    `{"facts":${list(facts)},"identifiers":${list(identifiers)},"suppressions":[]}\n`,
  );
}

/** The rows are passed on as the database wrote them: its numbers do not all fit into JavaScript's. */
const list = ({ rows }: { readonly rows: readonly { row: string }[] }) =>
  `[${rows.map(({ row }) => row).join(',')}]`;

/** One journal of this process. Lines that come while the disk is waited for share the next wait. */
class Journal {
  readonly #path: string;
  #lines: string[] = [];
  #writing: Promise<void> = Promise.resolve();
  #next: Promise<void> | undefined;

  constructor(path: string) {
    this.#path = path;
  }

  /** Resolves once the line is on the disk. */
  write(line: string): Promise<void> {
    this.#lines.push(line);
    this.#next ??= this.#writing.then(() => this.#flush());
    return this.#next;
  }

  #flush(): Promise<void> {
    const lines = this.#lines;
    this.#lines = [];
    this.#writing = this.#next!.catch(() => {});
    this.#next = undefined;
    // A line that a crash cut short ends here, so that it spoils no other.
    return appendDurably(this.#path, `\n${lines.join('')}`);
  }
}

const journals = new Map<string, Journal>();

function journalOf(folder: string): Journal {
  const path = join(folder, JOURNAL);
  const journal = journals.get(path) ?? new Journal(path);
  journals.set(path, journal);
  return journal;
}

async function appendDurably(path: string, text: string): Promise<void> {
  const isNew = !existsSync(path);
  const file = await open(path, 'a', 0o600);
  try {
    await file.appendFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
  if (!isNew) return;
  const folder = await open(dirname(path), 'r');
  await folder.sync().finally(() => folder.close());
}

/** Every entry of a journal, one after the other. A line that a crash cut short was never acknowledged. */
export async function* readJournal(path: string): AsyncGenerator<JournalEntry> {
  if (!existsSync(path)) return;
  for await (const line of createInterface({
    input: createReadStream(path),
    crlfDelay: Number.POSITIVE_INFINITY,
  })) {
    const entry = parseEntry(line);
    if (entry) yield entry;
  }
}

function parseEntry(line: string): JournalEntry | null {
  try {
    return JSON.parse(line) as JournalEntry;
  } catch {
    return null;
  }
}
