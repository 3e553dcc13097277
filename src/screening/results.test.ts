import { createPrivateKey, generateKeyPairSync } from 'node:crypto';
import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestHeed } from '../db/testing/stores.ts';
import { appendFacts } from '../facts/append-facts.ts';
import type { Heed } from '../heed.ts';
import { explainRow } from './explain-row.ts';
import { screenList } from './screen-list.ts';
import { canonicalJson, signSummary } from './sign-summary.ts';
import { knownPublicKey, loadSigningKey } from './signing-key.ts';
import type { Summary } from './summary.ts';
import { BY_EMAIL, CONSENT, loadRegisters, person, screeningFixture } from './testing.ts';
import { verifyResults } from './verify-results.ts';

const fixture = screeningFixture();
let heed: Heed;
beforeAll(async () => {
  heed = await openTestHeed();
});
afterAll(async () => {
  await heed.close();
  fixture.close();
});

/** Screens a little list of its own and gives its results folder. */
async function results(): Promise<string> {
  const { file, out } = fixture.list('email\nsigned@example.org\nnobody@example.org\n');
  await screenList(heed, { ...BY_EMAIL, file, out });
  return out;
}

function rewrite(out: string, change: (summary: Summary) => unknown): void {
  const path = join(out, 'summary.json');
  writeFileSync(path, canonicalJson(change(JSON.parse(readFileSync(path, 'utf8')) as Summary)));
}

describe('the signed summary', () => {
  it('is canonical JSON with a signature that fits', async () => {
    const out = await results();
    const text = readFileSync(join(out, 'summary.json'), 'utf8');
    expect(text).toBe(`${canonicalJson(JSON.parse(text))}\n`);
    const verified = await verifyResults(out, knownPublicKey(heed.folder));
    expect(verified).toMatchObject({ valid: true, signature: 'valid', key: 'expected' });
    expect(await verifyResults(out, null)).toMatchObject({ valid: true, key: 'unknown' });
  });

  it('names nobody', async () => {
    const text = readFileSync(join(await results(), 'summary.json'), 'utf8');
    expect(text).not.toContain('example.org');
  });

  it('tells a changed summary', async () => {
    const out = await results();
    rewrite(out, (summary) => ({ ...summary, counts: { ...summary.counts, allowed: 2 } }));
    expect(await verifyResults(out, null)).toMatchObject({ valid: false, signature: 'invalid' });
  });

  it('tells a changed and a missing result file', async () => {
    const out = await results();
    appendFileSync(join(out, 'allowed.csv'), 'nobody@example.org,,\n');
    const { valid, files } = await verifyResults(out, null);
    expect([valid, files.find(({ name }) => name === 'allowed.csv')?.state]).toEqual([false, 'changed']);
    rewrite(out, ({ files: all, ...summary }) => ({
      ...summary,
      files: { ...all, '../list-1.csv': all['allowed.csv'] },
    }));
    expect((await verifyResults(out, null)).files.at(-1)).toEqual({
      name: 'rejected.csv',
      state: 'as signed',
    });
  });

  it('tells one that somebody else signed', async () => {
    const out = await results();
    const { privateKey } = generateKeyPairSync('ed25519');
    const other = loadSigningKey(heed.folder, {
      HEED_SIGNING_KEY: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    });
    rewrite(out, ({ signature: _, ...summary }) => signSummary({ ...summary, controller: 'forged' }, other));
    const own = knownPublicKey(heed.folder);
    expect(await verifyResults(out, own)).toMatchObject({ valid: false, signature: 'valid', key: 'other' });
  });

  it('takes no key of another kind', () => {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const HEED_SIGNING_KEY = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
    expect(createPrivateKey(HEED_SIGNING_KEY).asymmetricKeyType).toBe('ec');
    expect(() => loadSigningKey(heed.folder, { HEED_SIGNING_KEY })).toThrow('Ed25519');
  });
});

describe('explaining a row', () => {
  it('decides it again as known at the screening, whatever came after', async () => {
    const subject = await person(heed, [{ kind: 'email', value: 'later@example.org' }], [CONSENT]);
    const { file, out } = fixture.list('n;email\n1;later@example.org\n2;unknown@example.org\n');
    const at = new Date(Date.now() + 60_000).toISOString();
    await screenList(heed, { ...BY_EMAIL, at, file, out });
    const stop = { type: 'unsubscribe' as const, at: new Date().toISOString() };
    await appendFacts(heed, { controller: 'cmp', subject, facts: [stop], actor: 'test' });

    const [allowed] = fixture.rows(out, 'allowed.csv');
    const explained = await explainRow(heed, { folder: out, decision: allowed!.heed_decision! });
    expect(explained).toMatchObject({
      subject,
      same: true,
      given: { decision: 'allow' },
      decision: {
        decision: 'allow',
        reason: 'A_CONSENT',
        at,
        law: expect.arrayContaining(['PECR reg 22(2)']),
      },
    });
    const [refused] = fixture.rows(out, 'refused.csv');
    expect(await explainRow(heed, { folder: out, decision: refused!.heed_decision! })).toMatchObject({
      subject: null,
      same: true,
      decision: { reason: 'D_NO_CONSENT' },
    });
  });

  it('explains a stop that came during the run', async () => {
    const subject = await person(heed, [{ kind: 'email', value: 'during@example.org' }], [CONSENT]);
    const { file, out } = fixture.list('email\nduring@example.org\n');
    const onProgress = async () => {
      const stop = { type: 'objection' as const, at: new Date().toISOString() };
      await appendFacts(heed, { controller: 'cmp', subject, facts: [stop], actor: 'test' });
    };
    await screenList(heed, {
      ...BY_EMAIL,
      at: undefined,
      file,
      out,
      onProgress,
    });
    const [refused] = fixture.rows(out, 'refused.csv');
    const explained = await explainRow(heed, { folder: out, decision: refused!.heed_decision! });
    expect(explained).toMatchObject({ same: true, decision: { reason: 'D_OBJECTION' } });
    expect(explained.decision.blocked_by).toHaveLength(1);
  });

  it('uses the register files of then', async () => {
    await loadRegisters(heed, '2026-11-01', ['02079460100']);
    const { file, out } = fixture.list('phone\n020 7946 0101\n');
    const input = { ...BY_EMAIL, channel: 'live_call', at: '2026-11-10T10:00:00Z', file, out } as const;
    expect((await screenList(heed, input)).reasons).toEqual({ A_LIVE_CALL_CLEAR: 1 });
    const [allowed] = fixture.rows(out, 'allowed.csv');
    const explained = await explainRow(heed, { folder: out, decision: allowed!.heed_decision! });
    expect(explained).toMatchObject({ same: true, decision: { reason: 'A_LIVE_CALL_CLEAR' } });
  });

  it('knows no other decision', async () => {
    const folder = await results();
    await expect(explainRow(heed, { folder, decision: 'dec_nothing' })).rejects.toMatchObject({
      code: 'UNKNOWN_DECISION',
    });
    await expect(explainRow(heed, { folder: heed.folder, decision: 'dec_x' })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  });
});
