import { existsSync, mkdirSync, readFileSync, renameSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { lockFolder } from '../db/lock-folder.ts';
import { HeedError } from '../errors.ts';
import type { LedgerMark } from '../facts/ledger.ts';
import type { Example } from './summary.ts';

/** The files that a run leaves, by their final names. */
export const RESULT_FILES = ['allowed.csv', 'refused.csv', 'rejected.csv'] as const;
export type ResultName = (typeof RESULT_FILES)[number];
export const SUMMARY_FILE = 'summary.json';

/** What tells one run from another, part by part, so that a refusal can say which part differs. */
export type Fingerprint = Readonly<Record<'list' | 'policy' | 'question' | 'registers' | 'rules', string>>;

/** Where a run stands: everything that going on needs beside the files themselves. */
export interface Checkpoint {
  readonly format: 1;
  readonly fingerprint: Fingerprint;
  /** RFC 3339. */
  readonly startedAt: string;
  readonly at: string;
  /** What was recorded up to here is what rows are decided from. */
  readonly mark: LedgerMark;
  /** Where the next row starts. */
  readonly offset: number;
  readonly line: number;
  readonly counts: Tally;
  readonly reasons: Readonly<Record<string, number>>;
  readonly examples: Readonly<Record<string, readonly Example[]>>;
  /** Bytes of each work file that count. */
  readonly sizes: Readonly<Record<ResultName | 'index', number>>;
  /** Which copy of the allowed rows and their index is the valid one. */
  readonly generation: number;
  /** The versions of the index key under which every row of the index stands; absent in older checkpoints. */
  readonly hashedUnder?: readonly number[];
}

export interface Tally {
  rows: number;
  allowed: number;
  refused: number;
  rejected: number;
  stopped: number;
}

const NAME = '.heed-screening';
const PUBLISHING = 'publishing';
const PARTS: Readonly<Record<keyof Fingerprint, string>> = {
  list: 'the list',
  policy: 'the policy',
  question: 'the question',
  registers: 'the register files',
  rules: 'the version of Heed or of its rules',
};

/** The folder inside the results folder where a run keeps its unfinished files. One process has it at a time. */
export class WorkFolder {
  readonly target: string;
  readonly path: string;
  readonly #madeTarget: boolean;
  readonly #unlock: () => void;

  /**
   * Takes the results folder for a run.
   *
   * @throws HeedError STORE_LOCKED when another run works there, CONFLICT when the folder has files of these names that
   *   are not the results of the same question
   */
  constructor(target: string, isSame: (summary: string) => boolean) {
    this.target = target;
    this.path = join(target, NAME);
    this.#madeTarget = !existsSync(target);
    mkdirSync(this.path, { recursive: true, mode: 0o700 });
    try {
      this.#unlock = lockFolder(this.path);
    } catch (error) {
      if (!(error instanceof HeedError)) throw error;
      throw new HeedError(
        'STORE_LOCKED',
        `Another screening is writing to ${target}. Wait for it, or name another folder.`,
      );
    }
    try {
      if (!existsSync(this.file('checkpoint.json'))) {
        this.#dropUnfinished();
        this.#refuseStrangers(isSame);
      }
    } catch (error) {
      this.remove();
      throw error;
    }
  }

  /** A file of the run, by its name in the work folder. */
  file(name: string): string {
    return join(this.path, name);
  }

  final(name: string): string {
    return join(this.target, name);
  }

  /** The checkpoint of an interrupted run of the same question, or null. Throws CONFLICT for one of another. */
  read(fingerprint: Fingerprint): Checkpoint | null {
    const path = this.file('checkpoint.json');
    if (!existsSync(path)) return null;
    const found = JSON.parse(readFileSync(path, 'utf8')) as Checkpoint;
    const parts = (Object.keys(PARTS) as (keyof Fingerprint)[]).filter(
      (part) => found.fingerprint?.[part] !== fingerprint[part],
    );
    if (parts.length === 0) {
      this.#takeBack(found);
      return found;
    }
    const differs = parts.map((part) => PARTS[part]).join(', ');
    throw new HeedError(
      'CONFLICT',
      `${this.target} holds an unfinished screening, and ${differs} ${parts.length > 1 ? 'have' : 'has'} changed since. Remove ${this.path} to start afresh, or name another folder.`,
    );
  }

  write(checkpoint: Checkpoint): void {
    const draft = this.file('checkpoint.next');
    writeFileSync(draft, JSON.stringify(checkpoint), { mode: 0o600, flush: true });
    renameSync(draft, this.file('checkpoint.json'));
  }

  /** Notes that the final files from here on are those of this run, until the work folder is gone. */
  startPublishing(): void {
    writeFileSync(this.file(PUBLISHING), '');
  }

  /** Ends the hold and keeps the files, so that the same command goes on later. */
  release(): void {
    this.#unlock();
  }

  /** Takes everything of the run away, and the results folder too if the run made it and nothing is in it. */
  remove(): void {
    this.#unlock?.();
    rmSync(this.path, { recursive: true, force: true });
    if (!this.#madeTarget) return;
    try {
      rmdirSync(this.target);
    } catch {
      // Not empty: somebody put something there.
    }
  }

  /** A run that died while it published its files did not finish: they go back to be checked again. */
  #takeBack({ generation }: Checkpoint): void {
    if (!existsSync(this.file(PUBLISHING))) return;
    for (const name of RESULT_FILES) {
      const work = this.file(workName(name, generation));
      if (!existsSync(work) && existsSync(this.final(name))) renameSync(this.final(name), work);
    }
    rmSync(this.final(SUMMARY_FILE), { force: true });
    rmSync(this.file(PUBLISHING), { force: true });
  }

  /** The same for a run that was too short for a checkpoint: it starts afresh. */
  #dropUnfinished(): void {
    if (!existsSync(this.file(PUBLISHING))) return;
    for (const name of [...RESULT_FILES, SUMMARY_FILE]) rmSync(this.final(name), { force: true });
    rmSync(this.file(PUBLISHING), { force: true });
  }

  #refuseStrangers(isSame: (summary: string) => boolean): void {
    const summary = this.final(SUMMARY_FILE);
    if (existsSync(summary) && isSame(readFileSync(summary, 'utf8'))) return;
    const there = [...RESULT_FILES, SUMMARY_FILE].filter((name) => existsSync(this.final(name)));
    if (there.length > 0)
      throw new HeedError(
        'CONFLICT',
        `${this.target} already holds ${there.join(', ')}. Name another folder with --out, or move them away.`,
      );
  }
}

/** The allowed rows are copied when a stop takes some away, so each copy has its number. */
export function workName(name: ResultName | 'index', generation: number): string {
  return name === 'allowed.csv' || name === 'index' ? `${generation}-${name}` : name;
}
