import { describe, expect, test } from 'vitest';
import { mapColumns } from './map-columns.ts';
import { safeCell } from './write-list.ts';

const fields = ['email', 'phone', 'first_name', 'country'] as const;

describe('columns by name', () => {
  test.each([
    ['E-Mail', 'email'],
    [' email address ', 'email'],
    ['EMAIL_ADDRESS', 'email'],
    ['Tel.', 'phone'],
    ['Mobile', 'phone'],
    ['First Name', 'first_name'],
    ['Country', 'country'],
  ] as const)('%j is %s', (heading, field) => {
    expect(mapColumns(['id', heading], { fields }).index(field)).toBe(1);
  });

  test('several columns of one field, the usual name first; the rest is named as unused', () => {
    const columns = mapColumns(['Mobile', 'Notes', 'Phone'], { fields });
    expect(columns.all('phone')).toEqual([2, 0]);
    expect(columns.index('email')).toBe(-1);
    expect(columns.unused).toEqual(['Notes']);
  });

  test('a column named by the caller wins, also over another field that would have taken it', () => {
    const columns = mapColumns(['Email', 'E-mail 1', 'Tel'], {
      fields,
      explicit: { email: 'e-mail 1', first_name: 'Tel' },
    });
    expect(columns.all('email')).toEqual([1]);
    expect(columns.index('first_name')).toBe(2);
    expect(columns.index('phone')).toBe(-1);
  });
});

describe('refusals', () => {
  const refusal = (header: string[], explicit?: Record<string, string>) => {
    try {
      mapColumns(header, { fields, oneOf: [['email', 'phone']], explicit });
    } catch (error) {
      return error as Error & { code: string };
    }
    throw new Error('was accepted');
  };

  test('what is wanted and what is there', () => {
    const error = refusal(['Name', 'Town']);
    expect(error.code).toBe('MISSING_COLUMN');
    expect(error.message).toMatch(
      /email \(also called .*\) or phone .*"Name", "Town".* such as email="E-mail 1"/,
    );
    expect(refusal(['Tel'], { phone: 'Telefon' }).message).toContain('such as phone="Tel. (work)"');
  });

  test('a list without a heading: its data is not repeated', () => {
    const error = refusal(['ann@example.org', '020 7946 0123']);
    expect(error.message).toContain('looks like data');
    expect(error.message).not.toMatch(/ann|7946/);
  });

  test('a mapping of an unknown column or field', () => {
    expect(refusal(['Email'], { email: 'E-mail 2' }).code).toBe('MISSING_COLUMN');
    expect(refusal(['Email'], { fax: 'Email' }).code).toBe('VALIDATION');
  });
});

test.each([
  ['=1+1', "'=1+1"],
  ['+44', "'+44"],
  ['-x', "'-x"],
  ['@SUM(A1)', "'@SUM(A1)"],
  ['  =x', "'  =x"],
  ['plain', 'plain'],
  ['a,b', '"a,b"'],
])('%j is written as %j', (text, written) => {
  expect(safeCell(text)).toBe(written);
});
