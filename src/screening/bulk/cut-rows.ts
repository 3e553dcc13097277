import { LIST_FIELDS, type ListField } from '../../csv/map-columns.ts';
import { SCREENED_FIELDS } from '../columns.ts';
import { type ReadRow, RowReader } from '../read-row.ts';
import type { LaneHasher } from './lane-hasher.ts';
import { plainEmail, plainNumber } from './plain-keys.ts';
import { MAX_ROWS, type Setup } from './setup.ts';

/** Identifiers of one row that are read from bytes; rows of lists with more go the general way. */
export const MAX_KEYS = 2;
const MOST_PROFILES = 64;
/** Rows that are cut before they are hashed together. */
const BATCH = 256;

const LF = 0x0a;
const CR = 0x0d;
const ZERO = 0x30;

/** Fields that name the person or the address; every other one tells something of them. */
const IDENTIFYING = new Set('email phone member post name first_name last_name house postcode'.split(' '));

/** What the cells that say something of a person mean, read once for all rows where they are the same bytes. */
export interface Profile {
  readonly id: number;
  readonly bytes: Uint8Array;
  /** The row or the question names a country, so that the number does not have to. */
  readonly hasCountry: boolean;
  /** Numbers without a country code are British. */
  readonly british: boolean;
}

/** The rows of a stretch, column by column. */
export class CutRows {
  readonly start = new Int32Array(MAX_ROWS);
  readonly end = new Int32Array(MAX_ROWS);
  /** Where the record before ends. */
  readonly before = new Int32Array(MAX_ROWS);
  readonly next = new Int32Array(MAX_ROWS);
  readonly line = new Float64Array(MAX_ROWS);
  /** Null for rows that go the general way. */
  readonly profile: (Profile | null)[] = new Array(MAX_ROWS).fill(null);
  readonly keys = new Uint8Array(MAX_ROWS);
  /** Where each identifier is being hashed. */
  readonly lanes = new Int32Array(MAX_ROWS * MAX_KEYS);
  /** National number of the identifier that is contacted, or -1. */
  readonly number = new Float64Array(MAX_ROWS);
  count = 0;
}

/** Cuts bytes into rows and takes from each what the common lists give; whatever is out of the common is left marked. */
export class RowCutter {
  readonly reader: RowReader;
  readonly rows = new CutRows();
  readonly #setup: Setup;
  readonly #hasher: LaneHasher;
  readonly #bytes: Uint8Array;
  readonly #delimiter: number;
  readonly #width: number;
  /** Ends of the cells of the row at hand. */
  readonly #ends: Int32Array;
  /** Columns with identifiers, in the order in which the reader takes them; empty where the common way is closed. */
  readonly #keyColumns: readonly { readonly column: number; readonly kind: string }[];
  /** Identifiers of a row at most. */
  readonly width: number;
  /** Whether a row said something of its person that none before it did, and that may be learnt. */
  metNew = false;
  readonly #profileColumns: Int32Array;
  readonly #countryColumn: number;
  readonly #profiles: Profile[] = [];
  readonly #scratch = new Uint8Array(1024);
  #last: Profile | null = null;

  constructor(setup: Setup, hasher: LaneHasher, bytes: Uint8Array) {
    const { columns, header, question, format } = setup;
    this.#setup = setup;
    this.#hasher = hasher;
    this.#bytes = bytes;
    const all = (field: ListField) => columns[field] ?? [];
    const index = (field: ListField) => columns[field]?.[0] ?? -1;
    this.reader = new RowReader(header, { all, index, unused: [] }, question, setup.origin?.from);
    this.#delimiter = format.delimiter.charCodeAt(0);
    this.#width = header.length;
    this.#ends = new Int32Array(header.length + 1);
    const kinds = this.reader.kinds.filter((kind) => kind === 'email' || kind === 'phone');
    const keyColumns = kinds.flatMap((kind) => all(kind).map((column) => ({ column, kind })));
    const common = kinds.length === this.reader.kinds.length;
    this.#keyColumns = common && keyColumns.length <= MAX_KEYS ? keyColumns : [];
    this.width = Math.max(1, this.#keyColumns.length);
    const telling = LIST_FIELDS.filter(
      (field) => (SCREENED_FIELDS as readonly string[]).includes(field) && !IDENTIFYING.has(field),
    );
    this.#profileColumns = Int32Array.from(telling.flatMap((field) => columns[field]?.slice(0, 1) ?? []));
    this.#countryColumn = index('country');
  }

  /** Cuts the next rows from `at`, as many as can be hashed together; returns where it stopped. */
  cut(at: number, to: number, from: { line: number; before: number }): number {
    const { rows } = this;
    const bytes = this.#bytes;
    const delimiter = this.#delimiter;
    const width = this.#width;
    const ends = this.#ends;
    let { line, before } = from;
    let { count } = rows;
    const most = count + BATCH;
    while (at < to && count < most && this.#hasher.hasRoom(MAX_KEYS)) {
      let cells = 0;
      let i = at;
      for (; ; i++) {
        const byte = bytes[i]!;
        if (byte === delimiter) {
          if (cells < width) ends[cells] = i;
          cells++;
        } else if (byte === LF) break;
      }
      const end = bytes[i - 1] === CR && i > at ? i - 1 : i;
      const next = i + 1;
      if (end > at) {
        if (cells < width) ends[cells] = end;
        rows.start[count] = at;
        rows.end[count] = end;
        rows.before[count] = before;
        rows.next[count] = next;
        rows.line[count] = line;
        rows.keys[count] = 0;
        rows.number[count] = -1;
        rows.profile[count] = cells + 1 === width && end - at < 65_536 ? this.#read(count, at) : null;
        count++;
        before = next;
      }
      line++;
      at = next;
    }
    from.line = line;
    from.before = before;
    rows.count = count;
    return at;
  }

  #read(row: number, start: number): Profile | null {
    const columns = this.#keyColumns;
    if (columns.length === 0) return null;
    const profile = this.#profileOf(start);
    if (!profile) {
      this.metNew ||= this.#profiles.length < MOST_PROFILES;
      return null;
    }
    const ends = this.#ends;
    let keys = 0;
    this.rows.number[row] = -1;
    for (let k = 0; k < columns.length; k++) {
      const { column, kind } = columns[k]!;
      const from = column === 0 ? start : ends[column - 1]! + 1;
      const to = ends[column]!;
      if (from === to) {
        if (k === 0) return null;
        continue;
      }
      const message = this.#hasher.message(kind);
      let length: number;
      if (kind === 'email') length = plainEmail(this.#bytes, from, to, message.bytes, message.start);
      else {
        const number = plainNumber(this.#bytes, from, to, profile.british);
        length = number < 0 ? 0 : writeE164(number, message.bytes, message.start);
        if (k === 0) this.rows.number[row] = number;
      }
      const lane = length === 0 ? -1 : this.#hasher.add(message, length);
      if (lane < 0) return null;
      this.rows.lanes[row * MAX_KEYS + keys++] = lane;
    }
    this.rows.keys[row] = keys;
    return profile;
  }

  lane(row: number, key: number): number {
    return this.rows.lanes[row * MAX_KEYS + key]!;
  }

  /** The profile of the row at hand if its cells were met before. */
  #profileOf(start: number): Profile | null {
    const bytes = this.#bytes;
    const ends = this.#ends;
    const scratch = this.#scratch;
    const columns = this.#profileColumns;
    let length = 0;
    for (let c = 0; c < columns.length; c++) {
      const column = columns[c]!;
      const to = ends[column]!;
      let from = column === 0 ? start : ends[column - 1]! + 1;
      if (length + to - from >= scratch.length) return null;
      for (; from < to; from++) scratch[length++] = bytes[from]!;
      scratch[length++] = LF;
    }
    if (this.#last && same(this.#last.bytes, scratch, length)) return this.#last;
    for (const profile of this.#profiles)
      if (same(profile.bytes, scratch, length)) {
        this.#last = profile;
        return profile;
      }
    return null;
  }

  /** Keeps what a row, read the general way, said of its person, for the rows that say the same. */
  learn(row: number, read: ReadRow): void {
    if (this.#profiles.length >= MOST_PROFILES) return;
    const start = this.rows.start[row]!;
    const end = this.rows.end[row]!;
    let cells = 0;
    for (let i = start; i < end; i++) if (this.#bytes[i] === this.#delimiter) this.#ends[cells++] = i;
    if (cells + 1 !== this.#width) return;
    this.#ends[cells] = end;
    if (this.#profileOf(start)) return;
    const columns = [...this.#profileColumns];
    const cell = (column: number) =>
      this.#bytes.slice(column === 0 ? start : this.#ends[column - 1]! + 1, this.#ends[column]!);
    const bytes = Uint8Array.from(columns.flatMap((column) => [...cell(column), LF]));
    if (bytes.some((byte) => byte >= 0x80) || bytes.length >= this.#scratch.length) return;
    const { country, subject } = this.#setup.question;
    const named = this.#countryColumn >= 0 && cell(this.#countryColumn).some((byte) => byte > 0x20);
    const hasCountry = named || country !== null || subject.country !== undefined;
    this.#profiles.push({
      id: this.#profiles.length,
      bytes,
      hasCountry,
      british: !hasCountry || read.subject.country === 'GB',
    });
  }
}

function same(a: Uint8Array, b: Uint8Array, length: number): boolean {
  if (a.length !== length) return false;
  for (let i = 0; i < length; i++) if (a[i] !== b[i]) return false;
  return true;
}

function writeE164(number: number, bytes: Uint8Array, at: number): number {
  bytes[at] = 0x2b;
  bytes[at + 1] = ZERO + 4;
  bytes[at + 2] = ZERO + 4;
  let high = Math.floor(number / 100_000);
  let low = number - high * 100_000;
  for (let i = 12; i > 7; i--) {
    const rest = (low / 10) | 0;
    bytes[at + i] = ZERO + low - rest * 10;
    low = rest;
  }
  for (let i = 7; i > 2; i--) {
    const rest = (high / 10) | 0;
    bytes[at + i] = ZERO + high - rest * 10;
    high = rest;
  }
  return 13;
}
