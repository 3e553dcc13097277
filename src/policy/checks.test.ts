import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { REASONS } from '../decision/reasons.ts';
import { packageRoot } from '../paths.ts';
import { KINDS } from './check/kinds.ts';
import { CHECKS } from './checks.ts';
import { BUILT_CHECKS } from './checks-built.ts';
import { PENDING_CHECKS } from './checks-pending.ts';

const cases = readdirSync(join(packageRoot, 'cases'))
  .filter((name) => name.endsWith('.yaml'))
  .map((name) => readFileSync(join(packageRoot, 'cases', name), 'utf8'))
  .join('\n');

describe('the registry of checks', () => {
  it('gives each check its own kebab-case id', () => {
    expect(CHECKS.size).toBe(BUILT_CHECKS.length + PENDING_CHECKS.length);
    for (const id of CHECKS.keys()) expect(id).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
  });

  it.each(
    BUILT_CHECKS.map((check) => [check.id, check.proof] as const),
  )('%s points at something that runs', (_id, proof) => {
    if ('test' in proof) expect(holdsTests(join(packageRoot, proof.test)), proof.test).toBe(true);
    else if ('finding' in proof) expect(proof.finding === 'shape' || proof.finding in KINDS).toBe(true);
    else {
      for (const reason of proof.reasons) {
        expect(Object.keys(REASONS)).toContain(reason);
        expect(cases, `a case expects ${reason}`).toMatch(new RegExp(`\\b${reason}\\b`));
      }
    }
  });
});

function holdsTests(path: string): boolean {
  if (!existsSync(path)) return false;
  return /\.test\.tsx?$/.test(path) || readdirSync(path).some((name) => /\.test\.tsx?$/.test(name));
}
