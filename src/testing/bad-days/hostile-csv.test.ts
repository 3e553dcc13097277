import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ImportResult } from '../../contacts/import/import-contacts.ts';
import { heed } from '../command.ts';
import { makePlace, type Place } from '../places.ts';
import { HOSTILE_JSON, HOSTILE_TEXTS } from './hostile-texts.ts';
import { type ServerProcess, startServing } from './server.ts';

let place: Place;
let server: ServerProcess;
beforeAll(async () => {
  place = await makePlace('pglite');
  server = await startServing({ ...place, args: ['--demo'] });
});
afterAll(async () => {
  await server?.stop();
  await place?.drop();
});

const send = (path: string, body: Buffer | string) =>
  fetch(server.base + path, {
    method: 'POST',
    headers: { 'Content-Type': 'text/csv', 'Idempotency-Key': randomUUID() },
    body: Buffer.from(body),
  });
const utf16 = (text: string) => Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')]);
const million = 'x'.repeat(1_000_000);
const wide = (first: string, cell: string) => [first, ...Array.from({ length: 9_999 }, () => cell)].join();

/** Name, list, and how many rows are taken in and rejected; or the code of the refusal. */
const LISTS: readonly [string, Buffer | string, [taken: number, rejected: number] | string][] = [
  [
    'formula cells',
    'email,name\nf1@example.org,=1+1\nf2@example.org,"@SUM(A1)"\n=cmd|x@example.org!A0,+1\n',
    [2, 1],
  ],
  [
    'NUL bytes',
    'email,name\nn1@example.org,a\nn2@exam\0ple.org,b\nn3@example.org,c\0\nn4@example.org,d\n',
    [2, 2],
  ],
  [
    'a million characters in a cell',
    `email,name\nm1@example.org,a\nm2@example.org,${million}\nm3@example.org,"${million}"\nm4@example.org,b\n`,
    [2, 2],
  ],
  [
    'a line of three million',
    `email,name\nl1@example.org,${million}${million}${million}\nl2@example.org,b\n`,
    [1, 1],
  ],
  [
    'another delimiter than the heading',
    'email,name\nd1@example.org;a\nd2@example.org\tb\nd3@example.org,c\n',
    [1, 2],
  ],
  [
    'lone quotes',
    'email,name\nq1@example.org,"open\nq2@example.org,b\nq3@example.org,a"b\n"q4@example.org"x,c\nq5@example.org,d\n',
    [3, 2],
  ],
  ['10,000 columns', `${wide('email', '')}\n${wide('c1@example.org', 'x')}\nc2@example.org,x\n`, [1, 1]],
  ['a row of 10,000 cells', `email,name\n${wide('w1@example.org', 'x')}\nw2@example.org,b\n`, [1, 1]],
  [
    'mixed line ends',
    'email,name\r\ne1@example.org,a\ne2@example.org,b\re3@example.org,c\r\n\r\n\n\re4@example.org,d',
    [4, 0],
  ],
  ['UTF-16 cut in half', utf16('email,name\nu1@example.org,a\nu2@example.org,b\n').subarray(0, -1), [2, 0]],
  [
    'UTF-16 cut inside a pair',
    utf16('email,name\nv1@example.org,a\nv2@example.org,\ud83d\ude00').subarray(0, -2),
    [2, 0],
  ],
  [
    'bytes of no encoding',
    Buffer.concat([
      Buffer.from('email,name\nb1@example.org,'),
      Buffer.from([0xc3, 0x28, 0xff, 0x0a]),
      Buffer.from('b2@example.org,b\n'),
    ]),
    [2, 0],
  ],
  ['no rows', 'email,name\n', [0, 0]],
  ['nothing', '', 'VALIDATION|BAD_LIST'],
  ['a mark alone', Buffer.from([0xef, 0xbb, 0xbf]), 'BAD_LIST'],
  ['blank lines alone', '\n\n\r\n', 'BAD_LIST'],
  ['a picture', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), 'BAD_LIST|MISSING_COLUMN'],
  ['a heading without end', 'x'.repeat(2_000_000), 'BAD_LIST|MISSING_COLUMN'],
  ['two columns of one name', 'email,email,name\nt1@example.org,t2@example.org,a\n', [1, 0]],
];

it.each(LISTS)('an import of %s', async (_name, list, wanted) => {
  const answer = await send('/v1/imports?policy=cmp&source=website-form', list);
  const said = (await answer.json()) as ImportResult & { code?: string };
  if (typeof wanted === 'string') {
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.status).toBeLessThan(500);
    expect(said.code).toMatch(new RegExp(`^(${wanted})$`));
    return;
  }
  expect(answer.status).toBe(200);
  const { created, updated, unchanged, refused, rejected } = said.counts;
  expect([created + updated + unchanged + refused, rejected]).toEqual(wanted);
  const rejects = await (await fetch(`${server.base}/v1/imports/${said.id}/rejects.csv`)).text();
  expect(rejects.trim().split('\r\n').length - 1).toBe(wanted[1]);
  for (const line of rejects.split('\r\n')) expect(line).not.toMatch(/(^|,)"?[=+@]/);
  expect(rejects.length).toBeLessThan(2_000);
});

it.each(LISTS)('a screening of %s', async (_name, list, wanted) => {
  const answer = await send(
    '/v1/screenings?policy=cmp&channel=email&purpose=direct_marketing&country=GB',
    list,
  );
  const { id } = (await answer.json()) as { id?: string };
  if (!id) {
    expect(wanted).toEqual(expect.any(String));
    expect(answer.status).toBeLessThan(500);
    return;
  }
  const look = async () =>
    (await (await fetch(`${server.base}/v1/screenings/${id}`)).json()) as Record<string, never>;
  await expect
    .poll(async () => (await look()).status, { timeout: 30_000, interval: 50 })
    .toMatch(/^(done|failed)$/);
  const { status, summary, error } = (await look()) as unknown as {
    status: string;
    summary?: { counts: { allowed: number; refused: number; rejected: number } };
    error?: { code: string };
  };
  if (typeof wanted === 'string') {
    expect(status).toBe('failed');
    expect(error!.code).toMatch(new RegExp(`^(${wanted})$`));
    return;
  }
  expect([status, error]).toEqual(['done', null]);
  const { allowed, refused, rejected } = summary!.counts;
  expect(allowed + refused + rejected).toBe(wanted[0] + wanted[1]);
});

it('shows headings and cells of a list escaped', async () => {
  const { script, attribute } = HOSTILE_TEXTS;
  const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
  const list = `email,${quoted(script)},${quoted(attribute)}\nshown@example.org,${quoted(attribute)},${quoted(script)}\n`;
  const answer = await send(
    '/v1/screenings?policy=cmp&channel=email&purpose=direct_marketing&country=GB',
    list,
  );
  const { id } = (await answer.json()) as { id: string };
  await expect
    .poll(
      async () =>
        ((await (await fetch(`${server.base}/v1/screenings/${id}`)).json()) as { status: string }).status,
      { timeout: 30_000 },
    )
    .toBe('done');
  for (const path of [
    `/screenings/${id}`,
    `/screenings/${id}/reasons/D_NO_CONSENT`,
    `/screenings/${id}/rows/2`,
  ]) {
    const shown = await fetch(server.base + path, { headers: { Accept: 'text/html' } });
    const page = await shown.text();
    expect([path, shown.status, /<script>alert|<img src=x/.test(page)]).toEqual([path, 200, false]);
    if (path.includes('reasons')) expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
  }
});

describe('the command line', () => {
  let real: Place;
  beforeAll(async () => {
    real = await makePlace('postgres');
  });
  afterAll(() => real?.drop());
  const run = (args: readonly string[]) => heed([...args, ...real.args], real.options);

  it('prints nothing to the terminal that commands it', async () => {
    const file = join(real.folder, 'escape.csv');
    writeFileSync(file, `email,"a\u001b]0;hostile\u0007\u001b[2Jb",consent\nterminal@example.org,x,yes\n`);
    const importing = await run(['import', file, '--policy', 'cmp', '--source', 'website-form']);
    expect(importing.code).toBe(0);
    const missing = await run(['import', file, '--policy', 'cmp\u001b[2J', '--source', 'x']);
    expect(missing.code).toBe(2);
    for (const { stdout, stderr } of [importing, missing]) expect(stdout + stderr).not.toContain('\u001b');
  });

  it('refuses what the API refuses', async () => {
    const file = join(real.folder, 'fact.json');
    const fact = ['fact', 'add', '--policy', 'cmp', '--email', 'a@example.org', '--file', file, '--json'];
    for (const name of ['deepObject', 'escapedProto', 'twice', 'loneSurrogate', 'cut'] as const) {
      writeFileSync(file, HOSTILE_JSON[name]!);
      const { code, stdout, stderr } =
        name === 'loneSurrogate' ? await run(fact) : await heed(['decide', file]);
      expect([name, code]).toEqual([name, 2]);
      expect(stdout + stderr).toMatch(/JSON|key|nested|NUL/);
      expect(stdout + stderr).not.toMatch(/^\s+at /m);
    }
  });
});
