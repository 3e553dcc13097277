import { createHmac } from 'node:crypto';
import type { LoadedContact } from '../../contacts/load-contacts.ts';
import { countryOfNumber } from '../../contacts/number-country.ts';
import { suppressionFact } from '../../contacts/suppressions.ts';
import { RecordScanner } from '../../csv/record-scanner.ts';
import { listWriter } from '../../csv/write-list.ts';
import { identifierPrefix } from '../../db/vault.ts';
import { decide } from '../../decision/decide.ts';
import { REASONS, reasonTitle } from '../../decision/reasons.ts';
import type { Fact } from '../../decision/types.ts';
import { BUCKET_SIZE, columnsOver, type IndexColumns, REGISTER_NAMES } from '../../registers/index-format.ts';
import { registerNumber, snapshotOf } from '../../registers/registers.ts';
import { ENTRY_BYTES } from '../allowed-index.ts';
import { type Asking, askRow, type NumberFacts } from '../decide-rows.ts';
import { LINE_LETTERS, PAIRS } from '../decision-id.ts';
import type { ReadRow } from '../read-row.ts';
import { type CompactIndex, findIn } from './compact-index.ts';
import { RowCutter } from './cut-rows.ts';
import { type Kernel, kernelOver } from './kernel.ts';
import { KEY_BITS, KeyOrder } from './key-order.ts';
import { type KnownAnswer, KnownAnswers } from './known-answers.ts';
import { hasherBytes, LaneHasher, STEP } from './lane-hasher.ts';
import { findHashes, findListings, UNLISTED, WORDS } from './look-up.ts';
import {
  type LeftRow,
  MAX_ROWS,
  type RejectedLine,
  type Screened,
  type Setup,
  type Stretch,
} from './setup.ts';
import { type Stop, type SuppressionTable, SuppressionTable as Table } from './suppression-table.ts';

const REASON_CODES = Object.keys(REASONS);
const EXAMPLES = 5;
const TAILS = 256 * 1024;
const ID = 64;
/** In place of the day since which a register lists a number. */
const NO_REGISTER = -2;
const NO_NUMBER = -3;

/** Bytes of shared memory that one screener works in. */
export const screenerBytes = (keys: number): number => ID + TAILS + hasherBytes(keys);

/** Decides the rows of stretches of one list: each thread has one. Rows of people who may be known it leaves. */
export class StretchScreener {
  readonly #setup: Setup;
  readonly #asking: Asking;
  readonly #registers: readonly IndexColumns[];
  readonly #kernel: Kernel;
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  readonly #hasher: LaneHasher;
  readonly #cutter: RowCutter;
  readonly #tables: readonly SuppressionTable[];
  readonly #indexes: readonly CompactIndex[];
  readonly #order: KeyOrder;
  /** Whole hashes of the stretch's identifiers, `WORDS` each. */
  readonly #hashes: Int32Array;
  /** For each index, where it may hold a hash, or -1. */
  readonly #found: readonly Int32Array[];
  /** For each register, since which day it lists the number of a row. */
  readonly #listed: readonly Int32Array[];
  readonly #id: number;
  readonly #idBytes: number;
  readonly #tails: number;
  #tailsUsed = 0;
  readonly #answerByText = new Map<string, KnownAnswer>();
  #answers = new KnownAnswers();
  readonly #byNumber = new Int8Array(10_000).fill(-1);

  // What the stretch at hand has come to.
  #allowed = 0;
  #refused = 0;
  #index = 0;
  #stretch!: Stretch;
  #counts = new Int32Array(REASON_CODES.length);
  #examples: { reason: string; line: number; offset: number }[] = [];
  #rejected: RejectedLine[] = [];
  #left: LeftRow[] = [];

  /** @param base where in the shared memory its own `screenerBytes` start */
  constructor(setup: Setup, base: number) {
    this.#setup = setup;
    const registers = snapshotOf(
      setup.registers.map(({ header, buffer }) => ({
        header,
        buffer,
        ...columnsOver(buffer, header.count),
      })),
    );
    const names = registers.files.map(({ register }) => register);
    const numbers: NumberFacts = {
      factsFor: (e164) => registers.factsFor(e164),
      state: (e164) => {
        const number = registerNumber(e164);
        return number < 0 ? '-' : names.map((name) => registers.listedOn(name, number)).join();
      },
    };
    this.#asking = { ...setup, numbers };
    this.#registers = registers.indexes;
    this.#kernel = kernelOver(setup.memory);
    this.#bytes = new Uint8Array(setup.memory.buffer);
    this.#view = new DataView(setup.memory.buffer);
    this.#id = base;
    this.#tails = base + ID;
    this.#hasher = new LaneHasher(
      setup.memory.buffer,
      base + ID + TAILS,
      this.#kernel,
      setup.keys,
      setup.policy.controller.id,
    );
    this.#cutter = new RowCutter(setup, this.#hasher, this.#bytes);
    this.#indexes = [...setup.suppressions.map(({ index }) => index), setup.known];
    this.#tables = setup.suppressions.map((parts) => new Table(parts));
    const entries = MAX_ROWS * this.#cutter.width * setup.keys.length;
    this.#order = new KeyOrder(entries);
    this.#hashes = new Int32Array(entries * WORDS);
    this.#found = this.#indexes.map(() => new Int32Array(entries));
    this.#listed = REGISTER_NAMES.map((_, i) =>
      new Int32Array(MAX_ROWS).fill(i < this.#registers.length ? UNLISTED : NO_REGISTER),
    );
    this.#idBytes = this.#put(setup.format.delimiter + setup.idPrefix, this.#id) + LINE_LETTERS;
  }

  screen(stretch: Stretch): Screened {
    const { slot } = stretch;
    this.#stretch = stretch;
    this.#allowed = slot.allowed;
    this.#refused = slot.refused;
    this.#index = slot.index;
    this.#counts.fill(0);
    this.#examples = [];
    this.#rejected = [];
    this.#left = [];
    const end = slot.input + stretch.bytes;
    const place = { line: stretch.line, before: slot.input };
    let rows = 0;
    for (let at = slot.input; at < end; ) {
      at = this.#cut(at, end, place);
      this.#lookUp();
      const { count } = this.#cutter.rows;
      rows += count;
      for (let row = 0; row < count; row++) this.#answer(row);
    }
    const reasons: Record<string, number> = {};
    let allowed = 0;
    let refused = 0;
    this.#counts.forEach((count, code) => {
      if (count === 0) return;
      const reason = REASON_CODES[code]!;
      reasons[reason] = count;
      if (reason.startsWith('A_')) allowed += count;
      else refused += count;
    });
    return {
      allowedBytes: this.#allowed - slot.allowed,
      refusedBytes: this.#refused - slot.refused,
      indexBytes: this.#index - slot.index,
      rows,
      allowed,
      refused,
      reasons,
      examples: this.#examples,
      rejected: this.#rejected,
      left: this.#left,
    };
  }

  /** Cuts and hashes rows up to the end, or up to some that teach how the ones after them are read. */
  #cut(at: number, end: number, place: { line: number; before: number }): number {
    const cutter = this.#cutter;
    cutter.rows.count = 0;
    cutter.metNew = false;
    while (at < end && !cutter.metNew) {
      const from = cutter.rows.count;
      at = cutter.cut(at, end, place);
      this.#hasher.run();
      this.#keep(from);
    }
    return at;
  }

  /** Keeps the hashes of the rows from `from` on, whose lanes are used again for the next ones. */
  #keep(from: number): void {
    const { rows } = this.#cutter;
    const { words } = this.#hasher;
    const hashes = this.#hashes;
    const keys = this.#setup.keys.length;
    for (let row = from; row < rows.count; row++)
      for (let k = 0; k < rows.keys[row]!; k++)
        for (let key = 0; key < keys; key++) {
          const at = this.#hasher.at(this.#cutter.lane(row, k), key);
          const to = this.#entry(row, k, key) * WORDS;
          for (let word = 0; word < WORDS; word++) hashes[to + word] = words[at + word * STEP]!;
        }
  }

  /** Position of one hash of a row in what is kept a hash. */
  #entry(row: number, k: number, key: number): number {
    return (row * this.#cutter.width + k) * this.#setup.keys.length + key;
  }

  /** Looks every row of the stretch up in every index, in the order in which the index holds them. */
  #lookUp(): void {
    const { rows } = this.#cutter;
    const order = this.#order;
    for (let row = 0; row < rows.count; row++)
      if (rows.number[row]! >= 0) order.add(Math.floor(rows.number[row]! / BUCKET_SIZE), row);
    const byNumber = order.take();
    this.#registers.forEach((register, i) => {
      findListings(register, rows.number, byNumber, this.#listed[i]!);
    });
    const hashes = this.#hashes;
    for (let row = 0; row < rows.count; row++)
      for (let entry = this.#entry(row, 0, 0); entry < this.#entry(row, rows.keys[row]!, 0); entry++)
        order.add(hashes[entry * WORDS]! >>> (32 - KEY_BITS), entry);
    const byHash = order.take();
    this.#indexes.forEach((index, i) => {
      findHashes(index, hashes, byHash, this.#found[i]!);
    });
  }

  /** Answers one row; gives the answer where the general way found it. */
  #answer(row: number): KnownAnswer | undefined {
    const { rows } = this.#cutter;
    const profile = rows.profile[row];
    if (!profile) return this.#general(row);
    const tables = this.#tables.length;
    let stop = 0;
    const end = this.#entry(row, rows.keys[row]!, 0);
    for (let entry = this.#entry(row, 0, 0); entry < end; entry++) {
      if (this.#found[tables]![entry]! >= 0) return void this.#leave(row);
      for (let t = 0; t < tables; t++) {
        const position = this.#found[t]![entry]!;
        if (position < 0) continue;
        const found = this.#tables[t]!.read(position, this.#hashes, entry * WORDS);
        if (!found) continue;
        // Several stops meet, or one is still to come: the general way weighs them.
        if (stop !== 0 || found.length > 1 || found[0]!.at > this.#setup.at) return this.#general(row);
        stop = this.#stopClass(t, found[0]!);
      }
    }
    const number = rows.number[row]!;
    const listed = number >= 0;
    const here = listed && !profile.hasCountry ? this.#countryCode(number) : 0;
    const a = profile.id * 2 + here;
    const c = listed ? this.#listed[0]![row]! : NO_NUMBER;
    const d = listed ? this.#listed[1]![row]! : NO_NUMBER;
    const e = listed ? this.#listed[2]![row]! : NO_NUMBER;
    const known = this.#answers.get(a, stop, c, d, e);
    if (known) return void this.#write(row, known, -1);
    const answer = this.#general(row);
    if (answer) this.#answers.set(a, stop, c, d, e, answer);
    return answer;
  }

  /** What tells stops apart in an answer: scope, and on which side of the supply of the data they lie. */
  #stopClass(table: number, { scope, at }: Stop): number {
    const supplied = this.#setup.origin?.at;
    const side = supplied === undefined || supplied === at ? 0 : supplied < at ? 1 : 2;
    return 1 + side + 3 * (table + this.#tables.length * scope);
  }

  /** 1 for numbers of the Channel Islands and the Isle of Man, whose country a number leaves open. */
  #countryCode(number: number): number {
    const head = Math.floor(number / 1_000_000);
    if (this.#byNumber[head]! < 0)
      this.#byNumber[head] = countryOfNumber(`+44${String(number).padStart(10, '0')}`) === undefined ? 1 : 0;
    return this.#byNumber[head]!;
  }

  /** One row with the reader that takes every list, and with the engine. */
  #general(row: number): KnownAnswer | undefined {
    const { rows, reader } = this.#cutter;
    const { format, header } = this.#setup;
    const line = rows.line[row]!;
    const raw = Buffer.from(this.#bytes.slice(rows.start[row]!, rows.end[row]!));
    const scan = { delimiter: format.delimiter.charCodeAt(0), columns: header.length, offset: 0, line };
    const read = reader.read(new RecordScanner(scan).push(raw, true)[0]!);
    if ('why' in read) {
      this.#rejected.push({ line, column: read.column, why: read.why });
      return undefined;
    }
    const heads = new Int32Array(read.identifiers.length * 2);
    const contacts: LoadedContact[] = [];
    for (const identifier of read.identifiers) {
      const contact = this.#contact(identifier, heads, contacts.length);
      if (!contact) {
        this.#leave(row);
        return undefined;
      }
      contacts.push(contact);
    }
    const [own, ...others] = contacts;
    const { request } = askRow(this.#asking, read as ReadRow, own!, others);
    const { reason, changes_at } = decide(request, this.#setup.policy.contact);
    const answer = this.#answerOf(reason, changes_at);
    this.#write(row, answer, read.identifiers.length, heads);
    this.#cutter.learn(row, read);
    return answer;
  }

  /** What is known of an identifier's person: stops alone; null for somebody of whom more may be known. */
  #contact(
    { kind, value }: ReadRow['identifiers'][number],
    heads: Int32Array,
    position: number,
  ): LoadedContact | null {
    const facts: Fact[] = [];
    let hash = '';
    const words = new Int32Array(8);
    for (const [i, key] of this.#setup.keys.entries()) {
      const digest = createHmac('sha256', key)
        .update(identifierPrefix(this.#setup.policy.controller.id, kind) + value)
        .digest();
      for (let word = 0; word < 8; word++) words[word] = digest.readInt32BE(word * 4);
      if (findIn(this.#setup.known, words[0]!, words[1]!) >= 0) return null;
      if (i === 0) {
        hash = digest.toString('hex');
        heads.set(words.subarray(0, 2), position * 2);
      }
      for (const table of this.#tables)
        for (const { scope, at } of table.find(words, 0) ?? [])
          facts.push(
            suppressionFact({
              ...table.scopes[scope]!,
              id: `${hash}:${facts.length}`,
              happened_at: new Date(at).toISOString(),
            }),
          );
    }
    return { hash, subject: null, profile: {}, facts };
  }

  #answerOf(reason: string, changesAt: string | null): KnownAnswer {
    const text = `${reason} ${changesAt ?? ''}`;
    const known = this.#answerByText.get(text);
    if (known) return known;
    const { format } = this.#setup;
    const allowed = reason.startsWith('A_');
    const cells = allowed ? [changesAt ?? ''] : [reason, reasonTitle(reason)];
    const bytes = listWriter(format).line(Buffer.alloc(0), cells);
    if (this.#tailsUsed + bytes.length + 16 > TAILS) {
      this.#tailsUsed = 0;
      this.#answerByText.clear();
      this.#answers = new KnownAnswers();
    }
    const tail = this.#tails + this.#tailsUsed;
    this.#bytes.set(bytes, tail);
    this.#tailsUsed += bytes.length;
    const answer = {
      reason,
      allowed,
      code: REASON_CODES.indexOf(reason),
      tail,
      tailBytes: bytes.length,
    };
    this.#answerByText.set(text, answer);
    return answer;
  }

  /** @param keys how many heads of hashes are given; -1 to take them from the lanes of the row */
  #write(row: number, answer: KnownAnswer, keys: number, heads?: Int32Array): void {
    const { rows } = this.#cutter;
    const { copy } = this.#kernel;
    const start = rows.start[row]!;
    const line = rows.line[row]!;
    const length = rows.end[row]! - start;
    this.#writeLine(line);
    let to = answer.allowed ? this.#allowed : this.#refused;
    copy(to, start, length);
    copy(to + length, this.#id, this.#idBytes);
    copy(to + length + this.#idBytes, answer.tail, answer.tailBytes);
    const size = length + this.#idBytes + answer.tailBytes;
    if (this.#counts[answer.code]!++ < EXAMPLES)
      this.#examples.push({ reason: answer.reason, line, offset: this.#offset(rows.before[row]!) });
    if (!answer.allowed) {
      this.#refused += size;
      return;
    }
    to -= this.#stretch.slot.allowed;
    this.#allowed += size;
    const listOffset = this.#offset(rows.before[row]!);
    const count = keys < 0 ? rows.keys[row]! : keys;
    for (let k = 0; k < count; k++) {
      let h0: number;
      let h1: number;
      if (keys < 0) {
        const at = this.#entry(row, k, 0) * WORDS;
        h0 = this.#hashes[at]!;
        h1 = this.#hashes[at + 1]!;
      } else {
        h0 = heads![k * 2]!;
        h1 = heads![k * 2 + 1]!;
      }
      const view = this.#view;
      const at = this.#index;
      view.setInt32(at, h0);
      view.setInt32(at + 4, h1);
      view.setFloat64(at + 8, listOffset, true);
      view.setFloat64(at + 16, to, true);
      view.setUint32(at + 24, size, true);
      view.setUint32(at + 28, line, true);
      this.#bytes[at + 32] = answer.code;
      this.#index += ENTRY_BYTES;
    }
  }

  /** Byte of the list of a place in the stretch. */
  #offset(at: number): number {
    return this.#stretch.offset + at - this.#stretch.slot.input;
  }

  #writeLine(line: number): void {
    const high = Math.floor(line / 1_048_576);
    const to = this.#id + this.#idBytes - LINE_LETTERS;
    const bytes = this.#bytes;
    for (let i = 0; i < 4; i++) {
      const bits = i === 0 ? high >> 10 : i === 1 ? high & 1023 : i === 2 ? (line >> 10) & 1023 : line & 1023;
      bytes[to + i * 2] = LETTERS[bits * 2]!;
      bytes[to + i * 2 + 1] = LETTERS[bits * 2 + 1]!;
    }
  }

  #leave(row: number): void {
    const { rows } = this.#cutter;
    const { slot } = this.#stretch;
    this.#left.push({
      start: rows.start[row]!,
      end: rows.next[row]!,
      before: this.#offset(rows.before[row]!),
      line: rows.line[row]!,
      allowed: this.#allowed - slot.allowed,
      refused: this.#refused - slot.refused,
      index: this.#index - slot.index,
      rejected: this.#rejected.length,
    });
  }

  #put(text: string, at: number): number {
    const bytes = Buffer.from(text, 'latin1');
    this.#bytes.set(bytes, at);
    return bytes.length;
  }

  close(): void {
    for (const table of this.#tables) table.close();
  }
}

const LETTERS = Uint8Array.from(Buffer.from(PAIRS.join(''), 'latin1'));
