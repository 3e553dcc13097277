import type { Generated, JSONColumnType } from 'kysely';

/** Instants travel as RFC 3339 text in microseconds (`readInstant` in instants.ts), never as a `Date`. */
type Instant = string;

export interface SubjectTable {
  id: string;
  controller: string;
  created_at: Instant;
  last_recorded_at: Instant;
  erased_at: Instant | null;
}

export interface SubjectKeyTable {
  subject: string;
  master_version: number;
  wrapped: Uint8Array;
}

export interface IdentifierTable {
  controller: string;
  kind: string;
  hash: Uint8Array;
  key_version: number;
  id: string;
  subject: string;
  sealed: Uint8Array;
  created_at: Instant;
}

export interface FactTable {
  subject: string;
  id: string;
  seq: Generated<string>;
  controller: string;
  identifier: string | null;
  type: string;
  happened_at: Instant | null;
  recorded_at: Instant;
  actor: string;
  clear: JSONColumnType<Record<string, unknown>>;
  sealed: Uint8Array | null;
  digest: Uint8Array;
  leaf: Uint8Array;
}

export interface ProjectionTable {
  subject: string;
  built_at: Instant;
  facts: JSONColumnType<Record<string, unknown[]>>;
}

export interface SuppressionTable {
  hash: Uint8Array;
  controller: string;
  kind: string;
  id: string;
  seq: string;
  key_version: number;
  reason: string;
  channels: JSONColumnType<string[]> | null;
  purposes: JSONColumnType<string[]> | null;
  topics: JSONColumnType<string[]> | null;
  happened_at: Instant;
  recorded_at: Instant;
  actor: string;
}

export interface PolicyVersionTable {
  hash: string;
  content: JSONColumnType<Record<string, unknown>>;
  first_used_at: Instant;
}

export interface DecisionTable {
  subject: string;
  id: string;
  controller: string;
  known: boolean;
  identifier: string | null;
  policy_hash: string;
  question: JSONColumnType<Record<string, unknown>>;
  outside_facts: JSONColumnType<unknown[]>;
  known_at: Instant;
  actor: string;
  result: string;
}

export interface ImportRunTable {
  id: string;
  controller: string;
  fingerprint: Uint8Array;
  source: string;
  list: string | null;
  file_sha256: string;
  file_bytes: string;
  actor: string;
  state: 'running' | 'done';
  started_at: Instant;
  updated_at: Instant;
  next_offset: string;
  next_line: string;
  counts: JSONColumnType<Record<string, number>>;
}

export interface ImportRejectTable {
  import: string;
  line: string;
  column_name: string;
  reason: string;
}

export interface ScreeningTable {
  id: string;
  controller: string;
  policy: string;
  status: string;
  question: JSONColumnType<Record<string, unknown>>;
  list_bytes: string;
  progress: JSONColumnType<Record<string, number>>;
  summary: JSONColumnType<Record<string, unknown>> | null;
  error: JSONColumnType<{ code: string; detail: string }> | null;
  actor: string;
  created_at: Generated<Instant>;
  finished_at: Instant | null;
  files_until: Instant | null;
  files_removed_at: Instant | null;
}

/** Every table, as the migrations make them. */
export interface Database {
  subject: SubjectTable;
  subject_key: SubjectKeyTable;
  identifier: IdentifierTable;
  fact: FactTable;
  projection: ProjectionTable;
  suppression: SuppressionTable;
  policy_version: PolicyVersionTable;
  decision: DecisionTable;
  screening: ScreeningTable;
  import_run: ImportRunTable;
  import_reject: ImportRejectTable;
}
