import type { AnswerCases, CaseAnswer, EntryPoint } from './answer.ts';
import type { DecisionCase } from './read-cases.ts';

/** A case that got another answer than it must get. */
export interface Mismatch {
  readonly id: string;
  readonly file: string;
  readonly through: EntryPoint;
  readonly expected: { readonly decision: string; readonly reason: string };
  readonly got: CaseAnswer;
}

export interface CaseReport {
  /** Each case counts once for each entry point. */
  readonly passed: number;
  readonly failed: number;
  readonly mismatches: readonly Mismatch[];
}

/** Sends every case through every entry point and compares effect and reason. */
export async function testCases(
  cases: readonly DecisionCase[],
  through: ReadonlyMap<EntryPoint, AnswerCases>,
): Promise<CaseReport> {
  const mismatches: Mismatch[] = [];
  for (const [name, answer] of through) {
    const answers = await answer(cases);
    cases.forEach(({ id, file, expected, reason }, i) => {
      const got = answers[i]!;
      if (got.error === undefined && got.decision === expected && got.reason === reason) return;
      mismatches.push({ id, file, through: name, expected: { decision: expected, reason }, got });
    });
  }
  const total = cases.length * through.size;
  return { passed: total - mismatches.length, failed: mismatches.length, mismatches };
}

/** One line for a person. */
export function describeMismatch({ id, file, through, expected, got }: Mismatch): string {
  const answer = got.error ?? `${got.decision} ${got.reason}`;
  return `${file}  ${id}  through ${through}: expected ${expected.decision} ${expected.reason}, got ${answer}`;
}
