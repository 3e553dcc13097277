import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LAW_ONLY } from '../decision/policy.ts';
import { HeedError } from '../errors.ts';
import { packageRoot } from '../paths.ts';
import { loadPolicies } from './policies.ts';
import { sampleFolder } from './testing/sample-folder.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'heed-policies-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function write(name: string, change: (file: string, text: string) => string = (_file, text) => text): void {
  mkdirSync(join(folder, name));
  for (const [file, text] of sampleFolder()) writeFileSync(join(folder, name, file), change(file, text));
}

function refusal(work: () => unknown): HeedError {
  try {
    work();
  } catch (error) {
    if (error instanceof HeedError) return error;
  }
  throw new Error('it was not refused');
}

describe('loading policies', () => {
  it('answers to id and alias, and gives the engine what it reads', () => {
    write('club');
    mkdirSync(join(folder, 'schema'));
    const policies = loadPolicies(folder);
    const policy = policies.get('the-club');
    expect(policies.get('club')).toBe(policy);
    expect(policy.version).toBe('club@2026-11-22');
    expect(policy.hash).toMatch(/^[0-9a-f]{64}$/);
    expect(policies.contact('club')).toEqual({
      id: 'club',
      version: 'club@2026-11-22',
      options: {},
      rules: [
        {
          id: 'own-yes',
          clauses: ['CLB-02'],
          when: { purposes: ['marketing'] },
          require: { direct_consent: true },
        },
        {
          id: 'box',
          clauses: ['CLB-02'],
          when: { purposes: ['marketing'] },
          require: { no_opt_out_box: true },
        },
      ],
      reason_clauses: {},
    });
  });

  it('always knows the law, and names the policies it has', () => {
    write('club');
    const policies = loadPolicies(join(folder, 'club'));
    expect(policies.contact('law')).toBe(LAW_ONLY);
    const error = refusal(() => policies.get('clib'));
    expect([error.code, error.message]).toEqual([
      'UNKNOWN_POLICY',
      'There is no policy "clib". Known: club or the-club.',
    ]);
  });

  it('refuses a folder with errors as a whole, naming each with its place', () => {
    write('club', (file, text) =>
      file === 'forms.yaml'
        ? text.replace('field: name', 'field: nam').replace('source: website-form', 'source: web')
        : text,
    );
    const error = refusal(() => loadPolicies(folder));
    expect(error.code).toBe('POLICY_INVALID');
    expect(error.issues.map(({ pointer }) => pointer)).toEqual(['forms.yaml:6:13', 'forms.yaml:9:18']);
  });

  it('refuses two policies of one name, the reserved name, and a folder without any', () => {
    expect(refusal(() => loadPolicies(folder)).code).toBe('POLICY_INVALID');
    write('club');
    write('twin');
    expect(refusal(() => loadPolicies(folder)).message).toContain('both answer to "club"');
    rmSync(join(folder, 'twin'), { recursive: true });
    writeFileSync(
      join(folder, 'club', 'policy.yaml'),
      sampleFolder().get('policy.yaml')!.replace('the-club', 'law'),
    );
    expect(refusal(() => loadPolicies(folder)).message).toContain('reserved name "law"');
  });

  it('still loads a folder whose safeguard has ended since, which `heed policy check` reports', () => {
    write('club', (_file, text) => text.replace('valid_until: 2028-10-01', 'valid_until: 2026-11-22'));
    expect(loadPolicies(folder).list()).toHaveLength(1);
  });
});

describe('the packaged policies', () => {
  const policies = loadPolicies(join(packageRoot, 'policies'));

  it('load, by their ids and aliases', () => {
    expect(policies.list().map(({ id }) => id)).toEqual(['cmp', 'institute']);
    expect(policies.get('ics').id).toBe('institute');
  });

  it.each([
    ['cmp', 'CMP', 107],
    ['institute', 'ICS', 52],
  ])('%s answers for every clause of its notice', (id, prefix, count) => {
    const ids = policies.get(id).data.clauses.clauses.map((clause) => clause.id);
    expect(ids).toEqual(
      Array.from({ length: count }, (_, i) => `${prefix}-${String(i + 1).padStart(2, '0')}`),
    );
  });
});
