import type { PolicyDiff } from './diff-policy.ts';

/** A comparison for a terminal: changes by group, material ones marked, each with its reason and clauses. */
export function describeChanges({ before, after, changes }: PolicyDiff): string {
  if (changes.length === 0) return `${before} and ${after} say and do the same.\n`;
  const lines = [`${before} -> ${after}`];
  const groups = new Map<string, (typeof changes)[number][]>();
  for (const change of changes) groups.set(change.group, [...(groups.get(change.group) ?? []), change]);
  for (const [group, members] of groups) {
    lines.push('', group);
    for (const { says, material, why, clauses } of members) {
      lines.push(`  ${material ? 'material  ' : '          '}${says}`);
      lines.push(`            ${why}${clauses.length > 0 ? ` Clauses: ${clauses.join(', ')}.` : ''}`);
    }
  }
  const count = changes.filter((change) => change.material).length;
  const plan = count > 0 ? ' A material change needs a plan to tell the people concerned.' : '';
  lines.push(
    '',
    `${changes.length} ${changes.length === 1 ? 'change' : 'changes'}, ${count} material.${plan}`,
  );
  return `${lines.join('\n')}\n`;
}
