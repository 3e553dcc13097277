import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { hashPolicy, readFiles, readFolder } from './read-folder.ts';
import { sampleFolder } from './testing/sample-folder.ts';

const temporary = mkdtempSync(join(tmpdir(), 'heed-policy-'));
afterAll(() => rmSync(temporary, { recursive: true }));

function readWith(file: string, change: (text: string) => string) {
  const files = sampleFolder();
  files.set(file, change(files.get(file) ?? ''));
  return readFiles('sample', files);
}

describe('reading a policy folder', () => {
  it('reads the same from a directory and from memory', () => {
    for (const [name, text] of sampleFolder()) writeFileSync(join(temporary, name), text);
    const fromDisk = readFolder(temporary);
    expect(fromDisk.findings).toEqual([]);
    expect(fromDisk.data).toEqual(readFiles('sample', sampleFolder()).data);
  });

  it.each([
    ['yaml', 'data.yaml', (text: string) => text.replace('title: Contact', 'title: [Contact'), 4],
    ['yaml', 'staff.yaml', (text: string) => `${text}roles: []\n`, 8],
    ['unknown-field', 'retention.yaml', (text: string) => text.replace('    why:', '    because:'), 8],
    ['shape', 'retention.yaml', (text: string) => text.replace('P24M', 'two years'), 6],
    [
      'shape',
      'retention.yaml',
      (text: string) => text.replace('    why: To answer questions afterwards.\n', ''),
      2,
    ],
    ['shape', 'purposes.yaml', (text: string) => text.replace('basis: contract', 'basis: hope'), 6],
    ['shape', 'purposes.yaml', (text: string) => text.replace('    basis: contract\n', ''), 2],
    ['shape', 'policy.yaml', () => '', 1],
    ['stray-file', 'purpose.yaml', () => 'purposes: []', 1],
  ])('reports %s in %s with its line', (code, file, change, line) => {
    const found = readWith(file, change).findings.find((finding) => finding.code === code);
    expect(found).toMatchObject({ code, file, line });
  });

  it('names a file that is missing, and the notice of a language that is listed', () => {
    const files = sampleFolder();
    files.delete('cookies.yaml');
    files.delete('notice.en.md');
    expect(readFiles('sample', files).findings).toMatchObject([
      { code: 'missing-file', file: 'cookies.yaml' },
      { code: 'missing-file', file: 'notice.en.md' },
    ]);
  });

  it('gives no data while a file has the wrong shape, and says everything that is wrong', () => {
    const read = readWith('staff.yaml', (text) =>
      text.replace('pass_mark: 80', 'pass_mark: 800').replace('owner: Office', 'owner: 7'),
    );
    expect(read.data).toBeNull();
    expect(read.findings).toHaveLength(2);
  });

  it('keeps Norway a country and dates text', () => {
    const read = readWith('recipients.yaml', (text) => text.replace('[GB, US]', '[NO, US]'));
    expect(read.data!.recipients.recipients[0]!.countries).toEqual(['NO', 'US']);
    expect(read.data!.recipients.transfers[0]!.checked_on).toBe('2026-10-01');
  });

  it('never throws, whatever the file holds', () => {
    const bombs = [
      '&a [*a]',
      `a: &a [x,x,x,x,x,x,x,x,x]\n${'bcdefgh'
        .split('')
        .map((c, i) => `${c}: &${c} [${`*${'abcdefgh'[i]},`.repeat(9)}]`)
        .join('\n')}`,
      '\u0000',
      '- - - -',
      '!!js/function "x"',
      '\uFEFFid: a',
    ];
    for (const bomb of bombs) expect(readWith('policy.yaml', () => bomb).data).toBeNull();
  });
});

describe('the hash of a policy', () => {
  const hash = (file: string, change: (text: string) => string) => {
    const { data, notices } = readWith(file, change);
    return hashPolicy(data!, notices);
  };
  const original = hash('staff.yaml', (text) => text);

  it('does not depend on comments, layout or line ends', () => {
    expect(hash('staff.yaml', (text) => `# A comment\n${text.replaceAll(', ', ',   ')}`)).toBe(original);
    expect(hash('notice.en.md', (text) => text.replaceAll('\n', '\r\n'))).toBe(original);
  });

  it('depends on every value and every word', () => {
    expect(hash('staff.yaml', (text) => text.replace('80', '81'))).not.toBe(original);
    expect(hash('notice.en.md', (text) => text.replace('always', 'usually'))).not.toBe(original);
  });
});
