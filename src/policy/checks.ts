import { BUILT_CHECKS } from './checks-built.ts';
import { PENDING_CHECKS } from './checks-pending.ts';
import type { PolicyData } from './schema.ts';

/** Areas whose checks exist, and areas that are still to be built. */
export type BuiltArea =
  | 'cookies'
  | 'engine'
  | 'policy'
  | 'contacts'
  | 'import'
  | 'screening'
  | 'store'
  | 'notices'
  | 'forms'
  | 'preferences';
export type PendingArea =
  | 'disclosures'
  | 'events'
  | 'mail'
  | 'members'
  | 'notices'
  | 'requests'
  | 'retention'
  | 'security'
  | 'staff'
  | 'transfers';

/** What runs to show that a promise is kept. */
export type Proof =
  /** Decision cases of `cases/` that expect one of these reason codes; `heed case test` runs them. */
  | { readonly reasons: readonly string[] }
  /** A finding of `heed policy check`. */
  | { readonly finding: string }
  /** A test file, or a folder that holds tests, relative to the package. */
  | { readonly test: string };

export interface BuiltCheck {
  readonly id: string;
  readonly title: string;
  /** How it shows that the promise is kept, in a sentence. */
  readonly how: string;
  readonly area: BuiltArea;
  readonly state: 'built';
  readonly proof: Proof;
  /** Folders to which it speaks; such a folder must promise what is checked. Absent: every folder. */
  readonly when?: (data: PolicyData) => boolean;
}

export interface PendingCheck {
  readonly id: string;
  readonly title: string;
  readonly how: string;
  /** The area that has to be built first. */
  readonly area: PendingArea;
  readonly state: 'pending';
}

/** Something that shows whether a promise is kept. Promises in notices and clause registers name it by id. */
export type Check = BuiltCheck | PendingCheck;

/** Every check by id. */
export const CHECKS: ReadonlyMap<string, Check> = new Map(
  [...BUILT_CHECKS, ...PENDING_CHECKS].map((check) => [check.id, check]),
);
