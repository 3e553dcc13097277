/** Makes the list, the register files and the tables of keys that DuckDB joins with. */
import { closeSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { emailOf, makeKeySets, makeList } from './make-list.ts';

const [folder = '', seed = '7', rows = '', suppressed = '', listed = ''] = process.argv.slice(2);
const keys = makeKeySets(Number(seed), Number(suppressed), Number(listed));

function write(name: string, numbers: Float64Array, line: (number: number) => string, heading = ''): void {
  const file = openSync(join(folder, name), 'w');
  let text = heading;
  numbers.forEach((number, i) => {
    text += line(number);
    if (i % 50_000 === 49_999) {
      writeSync(file, text);
      text = '';
    }
  });
  writeSync(file, text);
  closeSync(file);
}

const bytes = (['phone', 'email'] as const).map((kind) =>
  makeList(join(folder, `${kind}.csv`), { rows: Number(rows), seed: Number(seed) + 1, keys, kind }),
);
// A register file of either kind; sole traders stand on one and companies on the other.
const companies = Math.floor(keys.listed.length * 0.15);
const record = (number: number) => `${`0${number}`.padEnd(12)}\r\n`;
write('tps.txt', keys.listed.subarray(companies), record);
write('ctps.txt', keys.listed.subarray(0, companies), record);
write(
  'suppressed.csv',
  keys.suppressed,
  (number) => `${number},${emailOf(number).toLowerCase()}\n`,
  'n,email\n',
);
write('register.csv', keys.listed, (number) => `${number}\n`, 'n\n');
console.log(JSON.stringify({ bytes }));
