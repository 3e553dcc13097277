import { type Finding, PHASES, type Phase } from './judge.ts';
import type { SiteScan } from './scan-site.ts';

const TITLES: Readonly<Record<Phase, string>> = {
  before: 'Before a choice',
  refused: 'After refusal',
  accepted: 'After acceptance',
  withdrawn: 'After withdrawal',
};

/** A scan as text for people, in Markdown: what was found first, then everything that was seen. */
export function scanReport(scan: SiteScan): string {
  const { site, policy, at, ok, findings, seen, unreached } = scan;
  const lines = [
    `# ${site}`,
    '',
    `Compared with ${policy} on ${at.slice(0, 10)} at ${at.slice(11, 16)} UTC.`,
    '',
    ok
      ? '**Passed.** Nothing undeclared, and nothing before its time.'
      : `**Failed**, for ${reasons(findings, unreached)}.`,
    '',
  ];
  for (const phase of PHASES) {
    lines.push(`## ${TITLES[phase]}`, '');
    const observed = seen[phase];
    if (!observed) {
      lines.push(
        unreached.includes(phase)
          ? 'Not reached: no button for it was found on the page.'
          : 'Nothing to choose: the page stores nothing and asks nobody.',
        '',
      );
      continue;
    }
    const wrong = findings.filter((finding) => finding.phase === phase);
    for (const finding of wrong) lines.push(`- WRONG: ${sentence(finding)}`);
    const origins = Map.groupBy(observed.reached, ({ origin }) => origin);
    for (const [origin, list] of origins)
      lines.push(`- asked ${origin} ${times(list.length)} (${kinds(list)})`);
    for (const { kind, name, where, days } of observed.stored)
      lines.push(
        `- ${kind === 'cookie' ? 'cookie' : `${kind} storage`} ${name} on ${where}${days === undefined ? '' : `, ${Math.ceil(days)} days`}`,
      );
    if (origins.size === 0 && observed.stored.length === 0) lines.push('- nothing stored, nobody asked');
    lines.push('');
  }
  return lines.join('\n');
}

function sentence({ problem, kind, what, where, service }: Finding): string {
  const thing = `${kind} ${what} (${where})`;
  if (problem === 'undeclared') return `${thing} is not declared in cookies.yaml`;
  if (problem === 'too early') return `${thing} of ${service} came without permission`;
  return `${thing} lasts longer than declared`;
}

function reasons(findings: readonly Finding[], unreached: readonly Phase[]): string {
  const parts = [
    findings.length > 0 ? `${findings.length} ${findings.length === 1 ? 'finding' : 'findings'}` : '',
    unreached.length > 0
      ? `no way to see: ${unreached.map((phase) => TITLES[phase].toLowerCase()).join(', ')}`
      : '',
  ];
  return parts.filter(Boolean).join(' and ');
}

function kinds(list: readonly { readonly kind: string }[]): string {
  return [...new Set(list.map(({ kind }) => kind))].join(', ');
}

function times(count: number): string {
  return count === 1 ? 'once' : `${count} times`;
}
