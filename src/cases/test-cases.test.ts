import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openTestHeed } from '../db/testing/stores.ts';
import type { Heed } from '../heed.ts';
import { createApp } from '../http/app.ts';
import { packageRoot } from '../paths.ts';
import type { AnswerCases, EntryPoint } from './answer.ts';
import { caseFiles, readCases } from './read-cases.ts';
import { describeMismatch, testCases } from './test-cases.ts';
import { throughApi } from './through-api.ts';
import { throughEngine } from './through-engine.ts';
import { throughScreening } from './through-screening.ts';

const folder = mkdtempSync(join(tmpdir(), 'heed-case-test-'));
let heed: Heed;
let ways: Map<EntryPoint, AnswerCases>;
beforeAll(async () => {
  heed = await openTestHeed();
  ways = new Map<EntryPoint, AnswerCases>([
    ['engine', throughEngine(heed.policies)],
    ['api', throughApi(heed, (one) => createApp(one))],
    ['screening', throughScreening(heed)],
  ]);
});
afterAll(async () => {
  await heed.close();
  rmSync(folder, { recursive: true, force: true });
});

function write(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

it('gets the same answer to every case of the project through every way in', {
  timeout: 120_000,
}, async () => {
  const cases = caseFiles(join(packageRoot, 'cases')).flatMap(readCases);
  expect(cases.length).toBeGreaterThan(300);
  const { passed, mismatches } = await testCases(cases, ways);
  expect(mismatches.map(describeMismatch)).toEqual([]);
  expect(passed).toBe(cases.length * 3);
});

const DEFAULTS = `defaults:
  at: 2026-09-01T10:00:00+01:00
  controller: { id: acme, country: GB, policy: law }
  subject: { country: GB }
  channel: email
  purpose: direct_marketing
cases:
`;

it('reports each mismatch with what was expected and got, and goes on after a case that cannot be asked', async () => {
  const file = write(
    'wrong.yaml',
    `${DEFAULTS}
  - { id: right, expected: deny, reason: D_NO_CONSENT }
  - { id: wrong-reason, expected: deny, reason: D_OBJECTION }
  - { id: wrong-answer, expected: allow, reason: D_NO_CONSENT }
  - { id: no-such-policy, controller: { policy: nobody }, expected: deny, reason: D_NO_CONSENT }
  - { id: no-such-fact, facts: [{ type: wish }], expected: deny, reason: D_NO_CONSENT }
  - { id: right-again, subject: { country: US }, expected: allow, reason: A_CANSPAM }
`,
  );
  const report = await testCases(readCases(file), ways);
  expect([report.passed, report.failed]).toEqual([2 * 3, 4 * 3]);
  const wrong = report.mismatches.filter(({ id }) => id === 'wrong-reason');
  expect(wrong.map(({ through, got }) => [through, got.decision, got.reason])).toEqual(
    ['engine', 'api', 'screening'].map((through) => [through, 'deny', 'D_NO_CONSENT']),
  );
  expect(describeMismatch(wrong[0]!)).toContain('expected deny D_OBJECTION, got deny D_NO_CONSENT');
  const gossip = report.mismatches.filter(({ id }) => id === 'no-such-fact');
  expect(gossip.map(({ got }) => got.error)).toEqual(Array(3).fill(expect.stringContaining('/facts/0/type')));
  const unknown = report.mismatches.filter(({ id }) => id === 'no-such-policy');
  expect(unknown.map(({ got }) => got.error)).toEqual(Array(3).fill(expect.stringContaining('"nobody"')));
});

it('reads a list of cases, cases with defaults, and JSON lines alike', async () => {
  const one = { id: 'a', expected: 'deny', reason: 'D_NO_CONSENT', channel: 'email' };
  const files = [
    write('list.yaml', `- ${JSON.stringify(one)}`),
    write(
      'defaults.yml',
      `defaults: { channel: email }\ncases: [{ id: a, expected: deny, reason: D_NO_CONSENT }]`,
    ),
    write('lines.jsonl', `${JSON.stringify(one)}\n\n`),
    write('marked.jsonl', `\uFEFF${JSON.stringify(one)}\r\n`),
  ];
  expect(files.map((file) => readCases(file)[0]!.json)).toEqual([one, one, one, one]);
  expect(caseFiles(folder)).toEqual(expect.arrayContaining(files));
});

it.each([
  ['not-json.jsonl', '{"id": ', 'line 1 is not JSON'],
  ['later.jsonl', '\n\n{"id": ', 'line 3 is not JSON'],
  ['no-id.jsonl', '\n{"expected": "deny", "reason": "D_NO_CONSENT"}', 'line 2 needs id'],
  ['no-reason.yaml', '- { id: a, expected: deny }', 'case 1 needs reason'],
  ['empty.jsonl', '\n', 'holds no cases'],
  ['empty-list.yaml', '[]', 'holds no cases'],
  ['no-cases.yaml', 'title: nothing', 'holds no cases'],
])('refuses %s with what is wrong', (name, text, message) => {
  const file = write(name, text);
  expect(() => readCases(file)).toThrow(message);
  rmSync(file);
});
