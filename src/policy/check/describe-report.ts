import { type Finding, formatPlace, type Severity } from '../finding.ts';
import type { CheckReport } from './check-folder.ts';

const SEVERITIES: readonly Severity[] = ['error', 'warning', 'note'];

/** A report for a terminal: findings with place and what to do, then the counts. */
export function describeReport(report: CheckReport, withNotes = false): string {
  const lines = [report.folder];
  const shown = report.findings.filter(({ severity }) => withNotes || severity !== 'note');
  for (const finding of shown) lines.push('', ...describeFinding(finding));
  if (shown.length > 0) lines.push('');
  const { counts } = report;
  if (counts) {
    const { P = 0, D = 0, U = 0, S = 0, X = 0 } = counts.clauses;
    lines.push(
      `  clauses   ${P} promises, ${U} choices, ${D} disclosures, ${S} statements, ${X} wordings not relied on`,
    );
    lines.push(
      `  promises  ${counts.built} of ${counts.promises} bound to checks that run, ${counts.pending} wait for an area to be built`,
    );
    const areas = Object.entries(counts.pendingByArea).sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1));
    if (areas.length > 0)
      lines.push(`  waiting   ${areas.map(([area, count]) => `${area} ${count}`).join(', ')}`);
  }
  const totals = SEVERITIES.map((severity) =>
    plural(report.findings.filter((f) => f.severity === severity).length, severity),
  );
  const hint =
    withNotes || !report.findings.some(({ severity }) => severity === 'note') ? '' : ' (--notes prints them)';
  lines.push(`  findings  ${totals.join(', ')}${hint}`);
  return `${lines.join('\n')}\n\n`;
}

function describeFinding(finding: Finding): string[] {
  const lines = [`  ${formatPlace(finding)}  ${finding.severity}  ${finding.code}`, `    ${finding.message}`];
  if (finding.citation) lines.push(`    Law: ${finding.citation}`);
  lines.push(`    To do: ${finding.action}`);
  return lines;
}

function plural(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`;
}
