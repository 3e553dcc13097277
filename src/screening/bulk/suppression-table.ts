import { closeSync, openSync } from 'node:fs';
import type { SuppressionReason } from '../../contacts/suppressions.ts';
import { readFully } from '../../read-fully.ts';
import { type CompactIndex, findIn } from './compact-index.ts';

/** What a stop covers. A missing list means all. */
export interface StopScope {
  readonly reason: SuppressionReason;
  readonly channels: readonly string[] | null;
  readonly purposes: readonly string[] | null;
  readonly topics: readonly string[] | null;
}

/** One stop that stands under a hash. */
export interface Stop {
  /** Position in the table's scopes. */
  readonly scope: number;
  /** Epoch ms: when the person said so. */
  readonly at: number;
}

/**
 * Suppressions in the order of their hashes, each 48 bytes:
 *
 *     bytes 0-31    the keyed hash
 *     bytes 32-39   when the person said so, epoch ms (double)
 *     bytes 40-43   position in `scopes` (uint32)
 */
export const RECORD_BYTES = 48;

/** Suppressions of one controller, in a form that worker threads share. Whole hashes stay on disk where they are many. */
export interface SuppressionParts {
  readonly index: CompactIndex;
  readonly scopes: readonly StopScope[];
  readonly count: number;
  readonly records: { readonly memory: Uint8Array } | { readonly path: string; readonly at: number };
}

/** Looks stops up by whole hashes. */
export class SuppressionTable {
  readonly scopes: readonly StopScope[];
  readonly #index: CompactIndex;
  readonly #count: number;
  readonly #memory: Uint8Array | undefined;
  readonly #fd: number = -1;
  readonly #start: number = 0;
  readonly #record = Buffer.alloc(RECORD_BYTES);

  constructor({ index, scopes, count, records }: SuppressionParts) {
    this.#index = index;
    this.scopes = scopes;
    this.#count = count;
    if ('memory' in records) this.#memory = records.memory;
    else {
      this.#fd = openSync(records.path, 'r');
      this.#start = records.at;
    }
  }

  /** The stops of a hash, given as words; null where the store has to say. */
  find(words: Int32Array, from: number): Stop[] | null {
    const position = findIn(this.#index, words[from]!, words[from + 1]!);
    return position < 0 ? [] : this.read(position, words, from);
  }

  /**
   * The stops of a hash that may stand at a position of the index, compared in full. Null where a record is not of that
   * hash: by a chance of one in millions of millions, or because the file was written anew or damaged since it was
   * looked into. The store then has to say, since nobody may be contacted for want of a record.
   */
  read(position: number, words: Int32Array, from: number): Stop[] | null {
    const stops: Stop[] = [];
    // Equal tags stand side by side and a hash may have several stops.
    const { tags } = this.#index;
    for (let at = position; at < this.#count && tags[at] === tags[position]; at++) {
      const record = this.#read(at);
      if (!record) return null;
      for (let i = 0; i < 8; i++) if (record.readInt32BE(i * 4) !== words[from + i]) return null;
      stops.push({ at: record.readDoubleLE(32), scope: record.readUInt32LE(40) });
    }
    return stops;
  }

  /** Null where the file ends before. */
  #read(position: number): Buffer | null {
    const at = position * RECORD_BYTES;
    if (this.#memory) this.#record.set(this.#memory.subarray(at, at + RECORD_BYTES));
    else if (!readFully(this.#fd, this.#record, this.#start + at)) return null;
    return this.#record;
  }

  close(): void {
    if (this.#fd >= 0) closeSync(this.#fd);
  }
}
