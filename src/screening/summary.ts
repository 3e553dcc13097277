import type { Question } from './plan.ts';

/** One result file as the summary vouches for it. */
export interface ResultFile {
  readonly sha256: string;
  readonly bytes: number;
  /** Rows without the heading. */
  readonly rows: number;
}

/** Where a row stands in the list: an example of a reason that can be looked up again. */
export interface Example {
  readonly line: number;
  /** Byte offset of the row. */
  readonly offset: number;
}

export interface Signature {
  readonly algorithm: 'Ed25519';
  /** SubjectPublicKeyInfo, base64. */
  readonly public_key: string;
  /** Of the canonical JSON (RFC 8785) of the summary without `signature`, base64. */
  readonly value: string;
}

export interface Counts {
  readonly rows: number;
  readonly allowed: number;
  readonly refused: number;
  readonly rejected: number;
  /** Rows that were allowed when they were read and were refused because of a stop that came during the run. */
  readonly stopped_during_run: number;
}

/** What a screening answers for: `summary.json`, one line of canonical JSON. It names nobody. */
export interface UnsignedSummary {
  readonly format: 'heed-screening/1';
  readonly heed_version: string;
  readonly list: {
    readonly sha256: string;
    readonly bytes: number;
    readonly encoding: string;
    readonly delimiter: string;
  };
  readonly controller: string;
  readonly policy: { readonly id: string; readonly version: string; readonly hash: string };
  readonly packs: readonly string[];
  readonly registers: readonly RegisterFile[];
  readonly question: Question;
  /** RFC 3339 instant of the contacts that were asked about. */
  readonly at: string;
  /** Rows were decided from what was recorded up to here. */
  readonly as_known_at: string;
  /** Stops recorded up to here keep a row out of `allowed.csv`. */
  readonly stops_until: string;
  readonly started_at: string;
  readonly finished_at: string;
  readonly counts: Counts;
  /** Rows by reason code. */
  readonly reasons: Readonly<Record<string, number>>;
  readonly examples: Readonly<Record<string, readonly Example[]>>;
  readonly files: Readonly<Record<string, ResultFile>>;
}

export interface RegisterFile {
  readonly register: string;
  /** `YYYY-MM-DD`. */
  readonly file_date: string;
  readonly sha256: string;
  readonly numbers: number;
}

export interface Summary extends UnsignedSummary {
  readonly signature: Signature;
}
