import { BUCKET_SIZE, type IndexColumns, REGISTER_NAMES } from '../../registers/index-format.ts';
import type { CompactIndex } from './compact-index.ts';
import type { RowCutter } from './cut-rows.ts';
import { KEY_BITS, KeyOrder } from './key-order.ts';
import { type LaneHasher, STEP } from './lane-hasher.ts';
import { findHashes, findListings, UNLISTED, WORDS } from './look-up.ts';
import { MAX_ROWS } from './setup.ts';

/** In place of the day since which a register lists a number: the run has no such register. */
const NO_REGISTER = -2;

/** What the indexes say of the rows of a stretch: looked up together, in the order in which each index is laid out. */
export class StretchLookUps {
  /** Whole hashes of the rows' identifiers, `WORDS` each from `at(…) * WORDS`. */
  readonly hashes: Int32Array;
  /** For each index of hashes, where it may hold a hash, or -1. */
  readonly found: readonly Int32Array[];
  /** For each register, since which day it lists the number of a row. */
  readonly listed: readonly Int32Array[];
  readonly #cutter: RowCutter;
  readonly #hasher: LaneHasher;
  /** Under how many index keys each identifier is hashed. */
  readonly #keys: number;
  readonly #registers: readonly IndexColumns[];
  readonly #indexes: readonly CompactIndex[];
  readonly #order: KeyOrder;

  constructor(
    cutter: RowCutter,
    hasher: LaneHasher,
    keys: number,
    registers: readonly IndexColumns[],
    indexes: readonly CompactIndex[],
  ) {
    this.#cutter = cutter;
    this.#hasher = hasher;
    this.#keys = keys;
    this.#registers = registers;
    this.#indexes = indexes;
    const entries = MAX_ROWS * cutter.width * keys;
    this.#order = new KeyOrder(entries);
    this.hashes = new Int32Array(entries * WORDS);
    this.found = indexes.map(() => new Int32Array(entries));
    this.listed = REGISTER_NAMES.map((_, i) =>
      new Int32Array(MAX_ROWS).fill(i < registers.length ? UNLISTED : NO_REGISTER),
    );
  }

  /** Position of one hash of a row in what is kept a hash. */
  at(row: number, k: number, key: number): number {
    return (row * this.#cutter.width + k) * this.#keys + key;
  }

  /** Keeps the hashes of the rows from `from` on, whose lanes are used again for the next ones. */
  keep(from: number): void {
    const { rows } = this.#cutter;
    const { words } = this.#hasher;
    const { hashes } = this;
    const keys = this.#keys;
    for (let row = from; row < rows.count; row++)
      for (let k = 0; k < rows.keys[row]!; k++)
        for (let key = 0; key < keys; key++) {
          const at = this.#hasher.at(this.#cutter.lane(row, k), key);
          const to = this.at(row, k, key) * WORDS;
          for (let word = 0; word < WORDS; word++) hashes[to + word] = words[at + word * STEP]!;
        }
  }

  /** Looks every row up in every index. */
  run(): void {
    const { rows } = this.#cutter;
    const order = this.#order;
    for (let row = 0; row < rows.count; row++)
      if (rows.number[row]! >= 0) order.add(Math.floor(rows.number[row]! / BUCKET_SIZE), row);
    const byNumber = order.take();
    this.#registers.forEach((register, i) => {
      findListings(register, rows.number, byNumber, this.listed[i]!);
    });
    const { hashes } = this;
    for (let row = 0; row < rows.count; row++)
      for (let entry = this.at(row, 0, 0); entry < this.at(row, rows.keys[row]!, 0); entry++)
        order.add(hashes[entry * WORDS]! >>> (32 - KEY_BITS), entry);
    const byHash = order.take();
    this.#indexes.forEach((index, i) => {
      findHashes(index, hashes, byHash, this.found[i]!);
    });
  }
}
