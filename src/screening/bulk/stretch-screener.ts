import { createHmac } from 'node:crypto';
import type { LoadedContact } from '../../contacts/load-contacts.ts';
import { countryOfNumber } from '../../contacts/number-country.ts';
import { suppressionFact } from '../../contacts/suppressions.ts';
import { RecordScanner } from '../../csv/record-scanner.ts';
import { identifierPrefix } from '../../db/vault.ts';
import { decide } from '../../decision/decide.ts';
import type { Fact } from '../../decision/types.ts';
import { columnsOver } from '../../registers/index-format.ts';
import { registerNumber, snapshotOf } from '../../registers/registers.ts';
import { type Asking, askRow, type NumberFacts } from '../decide-rows.ts';
import type { ReadRow } from '../read-row.ts';
import { findIn } from './compact-index.ts';
import { RowCutter } from './cut-rows.ts';
import { kernelOver } from './kernel.ts';
import { type KnownAnswer, KnownAnswers } from './known-answers.ts';
import { hasherBytes, LaneHasher } from './lane-hasher.ts';
import { WORDS } from './look-up.ts';
import type { Screened, Setup, Stretch } from './setup.ts';
import { StretchLookUps } from './stretch-look-ups.ts';
import { StretchWriter, WRITER_BYTES } from './stretch-writer.ts';
import { type Stop, SuppressionTable } from './suppression-table.ts';

/** In place of the day since which a register lists a number: the row has none to look up. */
const NO_NUMBER = -3;

// In place of a kind of stop.
const PERHAPS_KNOWN = -1;
const UNCLEAR = -2;

/** Bytes of shared memory that one screener works in. */
export const screenerBytes = (keys: number): number => WRITER_BYTES + hasherBytes(keys);

/** Decides the rows of stretches of one list: each thread has one. Rows of people who may be known it leaves. */
export class StretchScreener {
  readonly #setup: Setup;
  readonly #asking: Asking;
  readonly #bytes: Uint8Array;
  readonly #hasher: LaneHasher;
  readonly #cutter: RowCutter;
  readonly #lookUps: StretchLookUps;
  readonly #writer: StretchWriter;
  readonly #tables: readonly SuppressionTable[];
  #answers = new KnownAnswers();
  readonly #byNumber = new Int8Array(10_000).fill(-1);

  /** @param base where in the shared memory its own `screenerBytes` start */
  constructor(setup: Setup, base: number) {
    this.#setup = setup;
    const { memory, keys, policy, suppressions, known } = setup;
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
    this.#bytes = new Uint8Array(memory.buffer);
    this.#writer = new StretchWriter(setup, base, () => {
      this.#answers = new KnownAnswers();
    });
    this.#hasher = new LaneHasher(
      memory.buffer,
      base + WRITER_BYTES,
      kernelOver(memory),
      keys,
      policy.controller.id,
    );
    this.#cutter = new RowCutter(setup, this.#hasher, this.#bytes);
    this.#tables = suppressions.map((parts) => new SuppressionTable(parts));
    const indexes = [...suppressions.map(({ index }) => index), known];
    this.#lookUps = new StretchLookUps(this.#cutter, this.#hasher, keys.length, registers.indexes, indexes);
  }

  screen(stretch: Stretch): Screened {
    this.#writer.begin(stretch);
    const start = stretch.slot.input;
    const end = start + stretch.bytes;
    const place = { line: stretch.line, before: start };
    let rows = 0;
    for (let at = start; at < end; ) {
      at = this.#cut(at, end, place);
      this.#lookUps.run();
      const { count } = this.#cutter.rows;
      rows += count;
      for (let row = 0; row < count; row++) this.#answer(row);
    }
    return this.#writer.end(rows);
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
      this.#lookUps.keep(from);
    }
    return at;
  }

  /** Answers one row from the indexes, or the general way where they leave something open. */
  #answer(row: number): void {
    const { rows } = this.#cutter;
    const { hashes, listed } = this.#lookUps;
    const profile = rows.profile[row];
    const stop = profile ? this.#stopOf(row) : UNCLEAR;
    if (stop === PERHAPS_KNOWN) {
      this.#writer.leave(rows, row);
      return;
    }
    if (!profile || stop === UNCLEAR) {
      this.#general(row);
      return;
    }
    const number = rows.number[row]!;
    const numbered = number >= 0;
    const here = numbered && !profile.hasCountry ? this.#countryCode(number) : 0;
    const a = profile.id * 2 + here;
    const c = numbered ? listed[0]![row]! : NO_NUMBER;
    const d = numbered ? listed[1]![row]! : NO_NUMBER;
    const e = numbered ? listed[2]![row]! : NO_NUMBER;
    const known = this.#answers.get(a, stop, c, d, e);
    if (known) {
      const step = WORDS * this.#setup.keys.length;
      this.#writer.write(
        rows,
        row,
        known,
        hashes,
        this.#lookUps.at(row, 0, 0) * WORDS,
        step,
        rows.keys[row]!,
      );
      return;
    }
    const answer = this.#general(row);
    if (answer) this.#answers.set(a, stop, c, d, e, answer);
  }

  /** Which kind of stop stands under the row's identifiers: 0 for none; `PERHAPS_KNOWN` where the store has to say. */
  #stopOf(row: number): number {
    const { hashes, found } = this.#lookUps;
    const tables = this.#tables.length;
    const end = this.#lookUps.at(row, this.#cutter.rows.keys[row]!, 0);
    let stop = 0;
    for (let entry = this.#lookUps.at(row, 0, 0); entry < end; entry++) {
      if (found[tables]![entry]! >= 0) return PERHAPS_KNOWN;
      for (let t = 0; t < tables; t++) {
        const position = found[t]![entry]!;
        if (position < 0) continue;
        const stops = this.#tables[t]!.read(position, hashes, entry * WORDS);
        if (!stops) return PERHAPS_KNOWN;
        // Several stops meet, or one is still to come: the general way weighs them.
        if (stop !== 0 || stops.length > 1 || stops[0]!.at > this.#setup.at) return UNCLEAR;
        stop = this.#stopClass(t, stops[0]!);
      }
    }
    return stop;
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

  /** One row with the reader that takes every list, and with the engine; gives the answer where there is one. */
  #general(row: number): KnownAnswer | undefined {
    const { rows, reader } = this.#cutter;
    const { format, header } = this.#setup;
    const line = rows.line[row]!;
    const raw = Buffer.from(this.#bytes.slice(rows.start[row]!, rows.end[row]!));
    const scan = { delimiter: format.delimiter.charCodeAt(0), columns: header.length, offset: 0, line };
    const read = reader.read(new RecordScanner(scan).push(raw, true)[0]!);
    if ('why' in read) {
      this.#writer.reject({ line, column: read.column, why: read.why });
      return undefined;
    }
    const heads = new Int32Array(read.identifiers.length * 2);
    const contacts: LoadedContact[] = [];
    for (const identifier of read.identifiers) {
      const contact = this.#contact(identifier, heads, contacts.length);
      if (!contact) {
        this.#writer.leave(rows, row);
        return undefined;
      }
      contacts.push(contact);
    }
    const [own, ...others] = contacts;
    const { request } = askRow(this.#asking, read as ReadRow, own!, others);
    const { reason, changes_at } = decide(request, this.#setup.policy.contact);
    const answer = this.#writer.answer(reason, changes_at);
    this.#writer.write(rows, row, answer, heads, 0, 2, read.identifiers.length);
    this.#cutter.learn(row, read);
    return answer;
  }

  /** What is known of an identifier's person: stops alone; null where the store has to say. */
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
      for (const table of this.#tables) {
        const stops = table.find(words, 0);
        if (!stops) return null;
        for (const { scope, at } of stops)
          facts.push(
            suppressionFact({
              ...table.scopes[scope]!,
              id: `${hash}:${facts.length}`,
              happened_at: new Date(at).toISOString(),
            }),
          );
      }
    }
    return { hash, subject: null, profile: {}, facts };
  }

  close(): void {
    for (const table of this.#tables) table.close();
  }
}
