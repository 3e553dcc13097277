/** How much a finding weighs: an `error` refuses the folder, a `warning` wants a look, a `note` is for the record. */
export type Severity = 'error' | 'warning' | 'note';

/** A place in a file of a policy folder; lines and columns count from 1. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** One thing the checker has to say, with the law it rests on and what to do about it. */
export interface Finding extends Place {
  readonly severity: Severity;
  /** Kebab-case kind of finding; `docs/policy-folder.md` lists them all. */
  readonly code: string;
  readonly message: string;
  /** Article, section or rule; absent where the finding is about the folder itself. */
  readonly citation?: string;
  readonly action: string;
}

const weight: Record<Severity, number> = { error: 0, warning: 1, note: 2 };

/** Orders findings: errors first, then by file and place. The order is total, so that reports are reproducible. */
export function sortFindings(findings: readonly Finding[]): Finding[] {
  return [...findings].sort(
    (a, b) =>
      weight[a.severity] - weight[b.severity] ||
      compare(a.file, b.file) ||
      a.line - b.line ||
      a.column - b.column ||
      compare(a.code, b.code) ||
      compare(a.message, b.message),
  );
}

export function hasErrors(findings: readonly Finding[]): boolean {
  return findings.some((finding) => finding.severity === 'error');
}

/** `file:line:column`, as editors and terminals make it clickable. */
export function formatPlace(place: Place): string {
  return `${place.file}:${place.line}:${place.column}`;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
