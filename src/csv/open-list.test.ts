import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'csv-stringify/sync';
import fc from 'fast-check';
import iconv from 'iconv-lite';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ListPosition, openList } from './open-list.ts';
import { MAX_CELL, MAX_ROW } from './record-scanner.ts';
import { listWriter } from './write-list.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'heed-csv-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Bytes in pieces of a given size, as a network would bring them. */
async function* pieces(bytes: Buffer, size: number) {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function read(
  content: string | Buffer,
  { size = 1_000_000, from }: { size?: number; from?: ListPosition } = {},
) {
  const list = await openList(pieces(Buffer.from(content), size));
  const rows = [];
  for await (const batch of list.rows(from)) rows.push(...batch);
  const cells = rows.map((row) => Array.from({ length: row.size }, (_, i) => row.cell(i)));
  return {
    list,
    rows,
    cells,
    lines: rows.map((row) => row.line),
    problems: rows.map((row) => row.problem?.code),
  };
}

describe('encodings', () => {
  const text = 'name;email\r\nZoë Müller;zoe@example.org\r\n"Łukasz €";lukasz@example.org\r\n';
  test.each([
    ['UTF-8', Buffer.from(text), { encoding: 'utf-8', bom: false }],
    ['UTF-8 with its mark', Buffer.from(`\ufeff${text}`), { encoding: 'utf-8', bom: true }],
    ['UTF-16 little-endian', iconv.encode(`\ufeff${text}`, 'utf-16le'), { encoding: 'utf-16le', bom: true }],
    ['UTF-16 big-endian', iconv.encode(`\ufeff${text}`, 'utf-16be'), { encoding: 'utf-16be', bom: true }],
  ])('%s', async (_, bytes, format) => {
    for (const size of [1, 3, 7, 1000]) {
      const { list, cells } = await read(bytes, { size });
      expect(list.format).toEqual({ ...format, delimiter: ';', newline: '\r\n' });
      expect(list.header).toEqual(['name', 'email']);
      expect(cells).toEqual([
        ['Zoë Müller', 'zoe@example.org'],
        ['Łukasz €', 'lukasz@example.org'],
      ]);
    }
  });

  test('Windows-1252 where bytes are not UTF-8, row by row', async () => {
    const bytes = iconv.encode('name,email\nZoë “€”,zoe@example.org\n', 'windows-1252');
    const { list, cells } = await read(Buffer.concat([bytes, Buffer.from('Łukasz,l@example.org\n')]));
    expect(list.format.encoding).toBe('windows-1252');
    expect(cells.map((row) => row[0])).toEqual(['Zoë “€”', 'Łukasz']);
  });

  test.each(['utf-8', 'utf-16le'])('a line sep=; for Excel, in %s', async (encoding) => {
    const bytes = iconv.encode(
      '\ufeffsep=;\r\nname;email\r\nA, B;a@example.org\r\nC;c@example.org\r\n',
      encoding,
    );
    const { list, rows, cells, lines } = await read(bytes);
    expect(list.format.delimiter).toBe(';');
    expect(list.header).toEqual(['name', 'email']);
    expect(cells[0]).toEqual(['A, B', 'a@example.org']);
    expect(lines).toEqual([3, 4]);
    const from = { offset: rows[0]!.endOffset, line: rows[0]!.nextLine };
    expect((await read(bytes, { from })).cells).toEqual([['C', 'c@example.org']]);
  });

  test.each([
    ['xlsx', Buffer.from('PK\x03\x04[Content_Types].xml')],
    ['xls', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1])],
  ])('a workbook (%s) is refused with what to do', async (_, bytes) => {
    await expect(read(bytes)).rejects.toMatchObject({
      code: 'BAD_LIST',
      message: expect.stringContaining('save it as "CSV UTF-8"'),
    });
  });

  test('a character that the first chunk cuts in half does not make a list Windows-1252', async () => {
    const bytes = Buffer.from(`a\n${'x'.repeat(256 * 1024 - 3)}ë\n`);
    const path = join(folder, 'cut.csv');
    writeFileSync(path, bytes);
    expect((await openList(path)).format.encoding).toBe('utf-8');
  });

  test('UTF-16 without its mark is refused with what to do', async () => {
    await expect(read(iconv.encode('name,email\n', 'utf-16le', { addBOM: false }))).rejects.toMatchObject({
      code: 'BAD_LIST',
      message: expect.stringContaining('byte order mark'),
    });
  });
});

describe('shape', () => {
  test.each([',', ';', '\t', '|'])('delimiter %j, found in the heading alone', async (delimiter) => {
    const { list, cells } = await read(
      `a${delimiter}"b,;|\tc"${delimiter}d\n1${delimiter}2,;|\t${delimiter}3\n`.replace('2,;|\t', '2'),
    );
    expect(list.format.delimiter).toBe(delimiter);
    expect(cells).toEqual([['1', '2', '3']]);
  });

  test.each([
    '\n',
    '\r\n',
    '\r',
  ])('newline %j, inside quotes too, with and without one at the end', async (newline) => {
    for (const end of ['', newline])
      for (const size of [1, 2, 5, 1000]) {
        const text = ['a,b', `"x${newline}y",1`, '', '"""q""",2'].join(newline) + end;
        const { list, cells, lines, problems } = await read(text, { size });
        expect(list.format.newline).toBe(newline);
        expect(cells).toEqual([
          [`x${newline}y`, '1'],
          ['"q"', '2'],
        ]);
        expect(lines).toEqual([2, 5]);
        expect(problems).toEqual([undefined, undefined]);
      }
  });

  test('one column, blank lines above the heading', async () => {
    const { list, cells, lines } = await read('\n\nemail\na@example.org\n');
    expect(list.header).toEqual(['email']);
    expect([cells, lines]).toEqual([[['a@example.org']], [4]]);
  });

  test.each([
    ['', 'empty'],
    ['\n\n', 'too long'],
    [',,\n1,2,3\n', 'no heading'],
    ['"a,b\n1,2\n', 'cannot be read'],
  ])('no heading: %j', async (text, why) => {
    await expect(read(text)).rejects.toMatchObject({
      code: 'BAD_LIST',
      message: expect.stringContaining(why),
    });
  });

  test('no such file, and a folder', async () => {
    await expect(openList(join(folder, 'nowhere.csv'))).rejects.toMatchObject({
      code: 'BAD_LIST',
      message: expect.stringContaining('nowhere.csv'),
    });
    await expect(openList(folder)).rejects.toMatchObject({ code: 'BAD_LIST' });
  });
});

describe('a row that cannot be used is reported with its line, and the rest goes on', () => {
  test.each([1, 4, 100_000])('in pieces of %i bytes', async (size) => {
    const text = [
      'a,b',
      '1,2',
      '1,2,3',
      '1',
      'x\u0000y,2',
      '"1"x,2',
      'ok,"5"',
      '3" pipe,4',
      '"never closed,5',
      'last,6',
    ].join('\n');
    const { lines, problems, cells } = await read(text, { size });
    expect(lines).toEqual([2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(problems).toEqual([
      undefined,
      'RAGGED',
      'RAGGED',
      'NUL',
      'BAD_QUOTES',
      undefined,
      undefined,
      'BAD_QUOTES',
      undefined,
    ]);
    expect(cells.at(-1)).toEqual(['last', '6']);
    expect(cells[6]).toEqual(['3" pipe', '4']);
  });

  test('a cell of a million characters, quoted or not', async () => {
    const long = 'x'.repeat(1_000_000);
    const { problems, lines } = await read(`a,b\n${long},1\n"${long}",2\nok,3\n${'y'.repeat(MAX_CELL)},4\n`, {
      size: 65_536,
    });
    expect(problems).toEqual(['FIELD_TOO_LONG', 'FIELD_TOO_LONG', undefined, undefined]);
    expect(lines).toEqual([2, 3, 4, 5]);
  });

  test.each(['\n', '\r\n', '\r'])('a line longer than memory is kept for, newline %j', async (newline) => {
    const text = ['a,b', 'x'.repeat(3 * MAX_ROW), 'ok,1', `"${'y'.repeat(2 * MAX_ROW)}`, 'ok,2', ''].join(
      newline,
    );
    for (const size of [65_536, 65_537, 1_000_003]) {
      const { problems, lines, cells, rows } = await read(text, { size });
      expect(problems).toEqual(['ROW_TOO_LONG', undefined, 'ROW_TOO_LONG', undefined]);
      expect(lines).toEqual([2, 3, 4, 5]);
      expect([cells[1], cells[3]]).toEqual([
        ['ok', '1'],
        ['ok', '2'],
      ]);
      expect(rows.at(-1)?.endOffset).toBe(text.length);
    }
  });

  test('an open quotation mark costs its own line however long the list goes on', async () => {
    const rest = Array.from({ length: 200_000 }, (_, i) => `row,${i}`).join('\n');
    const { problems, cells } = await read(`a,b\n"oops,1\n${rest}\n`, { size: 65_536 });
    expect(problems.filter(Boolean)).toEqual(['BAD_QUOTES']);
    expect(cells).toHaveLength(200_001);
    expect(cells.at(-1)).toEqual(['row', '199999']);
  });
});

describe('any list that csv-stringify can write', () => {
  const cell = fc
    .oneof(
      fc.string({ unit: 'grapheme', maxLength: 12 }),
      fc.constantFrom('"', '""', 'a"b', 'x\ny', 'x\r\ny', ' pad ', ',', ';', '', 'é', '😀', '=1+1'),
    )
    .map((text) => text.replaceAll('\u0000', ''));
  const table = fc
    .integer({ min: 1, max: 5 })
    .chain((width) => fc.array(fc.array(cell, { minLength: width, maxLength: width }), { maxLength: 20 }));
  const style = fc.record({
    delimiter: fc.constantFrom(',', ';', '\t', '|'),
    newline: fc.constantFrom('\n', '\r\n', '\r'),
    encoding: fc.constantFrom('utf-8', 'utf-16le', 'utf-16be'),
    bom: fc.boolean(),
    quoted: fc.boolean(),
    size: fc.integer({ min: 1, max: 60 }),
  });

  test('comes back cell by cell, byte by byte, and from every offset', async () => {
    await fc.assert(
      fc.asyncProperty(table, style, async (body, { delimiter, newline, encoding, bom, quoted, size }) => {
        const width = body[0]?.length ?? 1;
        const header = Array.from({ length: width }, (_, i) => `h${i}`);
        const mark = bom || encoding !== 'utf-8' ? '\ufeff' : '';
        const text = stringify([header, ...body], {
          delimiter,
          record_delimiter: newline,
          quoted,
          quoted_match: /[\r\n]/,
        });
        const bytes = iconv.encode(mark + text, encoding, { addBOM: false });
        // A row of one empty cell is a blank line.
        const rowsThere = body.filter((row) => row.length > 1 || row[0] !== '');

        const { list, rows, cells } = await read(bytes, { size });
        if (width > 1) expect(list.format).toMatchObject({ delimiter, encoding, newline });
        // A heading of one column shows no delimiter; then a comma in a cell would be one.
        else if (delimiter !== ',' && body.some(([only]) => only?.includes(','))) return;
        expect(cells).toEqual(rowsThere);

        const writer = listWriter(list.format);
        const untouched = Buffer.concat([
          writer.prefix,
          writer.line(list.headerRaw, []),
          ...rows.map((row) => writer.line(row.raw, [])),
        ]);
        if (rowsThere.length === body.length) expect(untouched.equals(bytes)).toBe(true);

        for (const [i, row] of rows.entries()) {
          const later = await read(bytes, { size, from: { offset: row.endOffset, line: row.nextLine } });
          expect(later.cells).toEqual(rowsThere.slice(i + 1));
          expect(later.lines).toEqual(rows.slice(i + 1).map((r) => r.line));
        }
      }),
      { numRuns: 150 },
    );
  });
});

test('a file is read from an offset without reading what is before', async () => {
  const path = join(folder, 'resume.csv');
  writeFileSync(path, 'a,b\n1,2\n3,4\n5,6\n');
  const list = await openList(path);
  expect(list.size).toBe(16);
  const rows = [];
  for await (const batch of list.rows({ offset: 8, line: 3 })) rows.push(...batch);
  expect(rows.map((row) => [row.line, row.cell(0), row.endOffset])).toEqual([
    [3, '3', 12],
    [4, '5', 16],
  ]);
});

test('added cells keep the encoding and delimiter of the list, and formulas do not run', async () => {
  const { list, rows } = await read(iconv.encode('\ufeffa;b\r\n"x;y";é\r\n', 'utf-16le', { addBOM: false }));
  const writer = listWriter(list.format);
  expect(iconv.decode(writer.line(rows[0]!.raw, ['dec_1', 'p;q']), 'utf-16le')).toBe(
    '"x;y";é;dec_1;"p;q"\r\n',
  );
});
