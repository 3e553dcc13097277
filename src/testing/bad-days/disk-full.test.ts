import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ImportResult } from '../../contacts/import/import-contacts.ts';
import { registerText } from '../../registers/testing.ts';
import { heed, heedOk } from '../command.ts';
import { makePlace, type Place } from '../places.ts';
import { contactList, takenOf } from './lists.ts';
import { startServing } from './server.ts';
import { canMount, mountSmallDisk, type SmallDisk } from './small-disk.ts';

const ROWS = 45_000;
const FILES = ['allowed.csv', 'refused.csv', 'rejected.csv'];

if (!canMount)
  console.warn('disk-full.test.ts: a small disk cannot be mounted here, so these tests do not run');

describe.runIf(canMount)('a disk that is full', () => {
  let place: Place;
  let disk: SmallDisk;
  let list: string;
  beforeAll(async () => {
    place = await makePlace('postgres');
    disk = mountSmallDisk(24);
    list = join(place.folder, 'list.csv');
    writeFileSync(list, contactList('screened', ROWS));
  });
  afterAll(async () => {
    disk.drop();
    await place.drop();
  });

  const question = [
    '--policy',
    'cmp',
    '--channel',
    'email',
    '--purpose',
    'direct_marketing',
    '--country',
    'GB',
  ];
  const screen = (out: string) => [
    'screen',
    list,
    ...place.args,
    ...question,
    '--at',
    '2026-11-20T10:00:00Z',
    '--out',
    out,
    '--json',
  ];
  const bytes = (out: string) => FILES.map((name) => readFileSync(join(out, name), 'latin1'));

  it('stops a screening, which goes on once there is room', async () => {
    const whole = join(place.folder, 'whole');
    await heedOk(screen(whole), place.options);
    const out = join(disk.path, 'out');
    disk.fill(1 << 21);
    const { code, stdout } = await heed(screen(out), place.options);
    expect(JSON.parse(stdout)).toMatchObject({
      code: 'DISK_FULL',
      detail: expect.stringContaining('Make room'),
    });
    expect(code).toBe(3);
    expect(existsSync(out) ? readdirSync(out).filter((name) => !name.startsWith('.')) : []).toEqual([]);
    disk.free();
    await heedOk(screen(out), place.options);
    expect(bytes(out).map((text, i) => text === bytes(whole)[i])).toEqual([true, true, true]);
  });

  it('leaves no half of a rejects file, and the import itself is done', async () => {
    const contacts = join(place.folder, 'contacts.csv');
    writeFileSync(contacts, contactList('imported', 2000));
    const rejects = join(disk.path, 'rejects.csv');
    const args = [
      'import',
      contacts,
      ...place.args,
      '--policy',
      'cmp',
      '--source',
      'website-form',
      '--rejects',
      rejects,
      '--json',
    ];
    disk.fill();
    const full = await heed(args, place.options);
    expect([full.code, JSON.parse(full.stdout)]).toMatchObject([3, { code: 'DISK_FULL' }]);
    expect(readdirSync(disk.path).filter((name) => name.startsWith('rejects'))).toEqual([]);
    disk.free();
    const again = JSON.parse(await heedOk(args, place.options)) as ImportResult;
    expect(again).toMatchObject({ result: 'already_imported', rows: 2000 });
    expect(readFileSync(rejects, 'utf8').trim().split('\n')).toHaveLength(1 + 2000 - takenOf(2000));
  });

  it('keeps the register in use when a newer one does not fit', async () => {
    const data = join(disk.path, 'registers-here');
    const file = (name: string, count: number) => {
      const path = join(place.folder, name);
      const numbers = Array.from({ length: count }, (_, i) => `0207946${String(i).padStart(4, '0')}`);
      writeFileSync(path, registerText(numbers), 'latin1');
      return path;
    };
    const load = (path: string, day: string) =>
      heed(['register', 'load', 'TPS', path, '--date', day, '--data', data, '--json']);
    expect((await load(file('older.txt', 600), '2026-10-20')).code).toBe(0);
    const newer = file('newer.txt', 9000);
    disk.fill();
    const full = await load(newer, '2026-10-27');
    expect([full.code, JSON.parse(full.stdout)]).toMatchObject([3, { code: 'DISK_FULL' }]);
    const status = async () =>
      JSON.stringify(JSON.parse(await heedOk(['register', 'status', '--data', data, '--json'])));
    expect(await status()).toContain('2026-10-20');
    disk.free();
    expect((await load(newer, '2026-10-27')).code).toBe(0);
    expect(await status()).toContain('2026-10-27');
    expect(
      readdirSync(join(data, 'registers'), { recursive: true }).filter((name) => /tmp/.test(String(name))),
    ).toEqual([]);
  });

  it('refuses an upload, answers everything else, and takes the upload once there is room', async () => {
    const small = { ...place, args: ['--data', join(disk.path, 'serving')] };
    const server = await startServing(small);
    try {
      const upload = (body: string | FormData, type?: string) =>
        fetch(`${server.base}/v1/screenings?policy=cmp&channel=email&purpose=direct_marketing&country=GB`, {
          method: 'POST',
          headers: {
            Authorization: `Bearer ${server.key}`,
            'Idempotency-Key': 'the-same-upload',
            ...(type && { 'Content-Type': type }),
          },
          body,
        });
      const form = () => {
        const made = new FormData();
        made.set('file', new Blob([contactList('screened', 20_000)]), 'list.csv');
        return made;
      };
      disk.fill();
      const text = contactList('screened', 20_000);
      for (const refused of [await upload(text, 'text/csv'), await upload(form())]) {
        expect(refused.status).toBe(507);
        expect(await refused.json()).toMatchObject({ code: 'DISK_FULL' });
      }
      expect(readdirSync(join(disk.path, 'serving', 'uploads'))).toEqual([]);
      expect((await server.call('/readyz')).status).toBe(200);
      disk.free();
      expect((await upload(text, 'text/csv')).status).toBe(202);
    } finally {
      await server.stop();
    }
  });
});

describe.runIf(canMount)('the database on a disk that is full', () => {
  it('stops an import, which goes on once there is room', async () => {
    const disk = mountSmallDisk(160);
    const place = await makePlace('supervised', { within: disk.path });
    try {
      const list = (round: string, rows: number) => {
        const path = join(disk.path, `${round}.csv`);
        writeFileSync(path, contactList(round, rows));
        return ['import', path, ...place.args, '--policy', 'cmp', '--source', 'website-form', '--json'];
      };
      await heedOk(list('first', 10), place.options);
      const args = list('large', 8000);
      // Room enough for the server to start; not for what it is told.
      disk.fill(5 << 20);
      const full = await heed(args, place.options);
      expect([full.code, JSON.parse(full.stdout)]).toMatchObject([
        3,
        { code: expect.stringMatching(/^(STORE_FULL|STORE_UNAVAILABLE|DISK_FULL)$/) },
      ]);
      disk.free();
      const done = JSON.parse(await heedOk(args, place.options)) as ImportResult;
      expect(done).toMatchObject({ result: 'imported', counts: { created: takenOf(8000) } });
    } finally {
      await place.drop();
      disk.drop();
    }
  }, 120_000);
});
