import { demoPeople, dramaNumber } from './people.ts';

/**
 * The list that the README and the demo screen: everybody of the institute's demo people with a number, some numbers
 * that nobody knows, and two rows that are plainly wrong, as in any real list.
 */
export function exampleCallList(): string {
  const known = demoPeople('institute', 1600).filter((person) => person.phone);
  const rows = known.map((person) => [
    `${person.first} ${person.last}`,
    person.company,
    national(person.phone!),
    person.email,
  ]);
  for (let n = known.length; n < known.length + 240; n++)
    rows.push([`Prospect ${n}`, 'Found on a bought list', national(dramaNumber(n)!), '']);
  rows.splice(700, 0, ['No number given', 'Bluebell Housing', '', '']);
  rows.splice(900, 0, ['Typing error', 'Calder Water', '07700 9OO 12', '']);
  return [['Name', 'Company', 'Phone', 'Email'], ...rows]
    .map((row) => `${row.map(quoted).join(',')}\r\n`)
    .join('');
}

function national(e164: string): string {
  const digits = `0${e164.slice(3)}`;
  return digits.startsWith('07')
    ? `${digits.slice(0, 5)} ${digits.slice(5)}`
    : `${digits.slice(0, 3)} ${digits.slice(3, 7)} ${digits.slice(7)}`;
}

function quoted(cell: string): string {
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
