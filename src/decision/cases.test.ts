import { describe, expect, it } from 'vitest';
import { ALL_RULES } from '../packs/index.ts';
import { decide, decideFast } from './decide.ts';
import { REASONS } from './reasons.ts';
import { readCaseFiles } from './testing/case-files.ts';

const cases = readCaseFiles();

describe('the worked cases', () => {
  for (const file of new Set(cases.map((item) => item.file))) {
    it(`come out as written in ${file}`, () => {
      const wrong = cases
        .filter((item) => item.file === file)
        .flatMap(({ id, request, policy, expected, reason, why }) => {
          const full = decide(request, policy);
          const fast = decideFast(request, policy);
          const answers = [full, fast].map((answer) => `${answer.decision} ${answer.reason}`);
          return answers.every((answer) => answer === `${expected} ${reason}`)
            ? []
            : [`${id}: ${answers.join(' / ')}, not ${expected} ${reason}: ${why}`];
        });
      expect(wrong).toEqual([]);
    });
  }

  it('have ids of their own, a citation and a reason in words', () => {
    expect(cases.length).toBeGreaterThanOrEqual(300);
    expect(new Set(cases.map(({ id }) => id)).size).toBe(cases.length);
    for (const { id, law, why } of cases) {
      expect(law, id).toEqual(expect.arrayContaining([expect.any(String)]));
      expect(why, id).toMatch(/\w.*\.$/);
    }
  });

  it('show every reason there is', () => {
    const shown = new Set(cases.map(({ reason }) => reason));
    expect(Object.keys(REASONS).filter((reason) => !shown.has(reason))).toEqual([]);
  });

  it('look at every rule of every pack', () => {
    const seen = new Set<string>();
    for (const { request, policy } of cases) {
      const { rule_ids, considered, reason } = decide(request, policy);
      for (const id of rule_ids) seen.add(id);
      for (const { rule } of considered) seen.add(rule);
      // A stricter policy answers with its own rule in place of the general one.
      if (reason === 'D_POLICY_STRICTER') seen.add('general.policy');
    }
    expect([...ALL_RULES.keys()].filter((id) => !seen.has(id))).toEqual([]);
  });
});
