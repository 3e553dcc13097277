import type { KeyObject } from 'node:crypto';
import type { ListField } from '../../csv/map-columns.ts';
import type { ListFormat } from '../../csv/open-list.ts';
import type { Fact } from '../../decision/types.ts';
import type { IndexHeader } from '../../registers/index-format.ts';
import type { PolicyOfRun, Question } from '../plan.ts';
import type { CompactIndex } from './compact-index.ts';
import type { SharedMemory } from './kernel.ts';
import type { SuppressionParts } from './suppression-table.ts';

/** Everything that deciding a stretch of a list needs: plain data and shared memory, to be handed to worker threads. */
export interface Setup {
  readonly memory: SharedMemory;
  readonly policy: PolicyOfRun;
  readonly question: Question;
  readonly origin: Fact | null;
  /** Epoch ms of the contact. */
  readonly at: number;
  readonly format: ListFormat;
  readonly header: readonly string[];
  /** Every column of each field that the list has, the preferred one first. */
  readonly columns: Readonly<Partial<Record<ListField, readonly number[]>>>;
  /** What every decision id of the run starts with. */
  readonly idPrefix: string;
  readonly registers: readonly { readonly header: IndexHeader; readonly buffer: SharedArrayBuffer }[];
  readonly suppressions: readonly SuppressionParts[];
  readonly known: CompactIndex;
  /** Index keys, the current one first. */
  readonly keys: readonly KeyObject[];
}

/** Where in the shared memory a stretch stands and what is made of it goes. All in bytes. */
export interface Slot {
  readonly input: number;
  readonly allowed: number;
  readonly refused: number;
  readonly index: number;
}

/** A stretch of whole rows without quotation marks or NUL, with newlines of one kind. */
export interface Stretch {
  readonly slot: Slot;
  readonly bytes: number;
  /** Line and byte of the list at which it starts. */
  readonly line: number;
  readonly offset: number;
}

/** A row that a thread leaves to the store, and what stands in each output before it. */
export interface LeftRow {
  readonly start: number;
  readonly end: number;
  /** Byte of the list where the record before it ends. */
  readonly before: number;
  readonly line: number;
  readonly allowed: number;
  readonly refused: number;
  readonly index: number;
  readonly rejected: number;
}

export interface RejectedLine {
  readonly line: number;
  readonly column: string;
  readonly why: string;
}

/** What became of a stretch. Outputs are in the slot; index entries count from the start of its allowed rows. */
export interface Screened {
  readonly allowedBytes: number;
  readonly refusedBytes: number;
  readonly indexBytes: number;
  readonly rows: number;
  readonly allowed: number;
  readonly refused: number;
  readonly reasons: Readonly<Record<string, number>>;
  /** The first rows of each reason. */
  readonly examples: readonly { readonly reason: string; readonly line: number; readonly offset: number }[];
  readonly rejected: readonly RejectedLine[];
  readonly left: readonly LeftRow[];
}

/** Rows of a stretch at most, which bounds its outputs. The more there are, the closer they lie in the indexes. */
export const MAX_ROWS = 65_536;
export const MAX_BYTES = 2 * 1024 * 1024;
