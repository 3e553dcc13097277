import type { DecisionCase } from './read-cases.ts';

/** The ways into Heed that a case is sent through. */
export const ENTRY_POINTS = ['engine', 'api', 'screening'] as const;
export type EntryPoint = (typeof ENTRY_POINTS)[number];

/** What one case got: the effect and reason, or the message of the error that stopped it. */
export interface CaseAnswer {
  readonly decision?: string;
  readonly reason?: string;
  readonly error?: string;
}

/** Answers every case of a list, in order; a case that cannot be answered carries its error and the rest goes on. */
export type AnswerCases = (cases: readonly DecisionCase[]) => Promise<CaseAnswer[]>;
