/**
 * Makes the lists and key sets of the benchmarks from a seed: numbers spread over the UK plan and addresses under
 * example domains. No real data, and no meaning in any row.
 */
import { closeSync, openSync, writeSync } from 'node:fs';
import { randomNumber, randomSource } from './make-register.ts';

/** How the keys of a list are drawn: a share from the suppressed, a share from the registers, the rest at random. */
const SUPPRESSED_SHARE = 0.05;
const LISTED_SHARE = 0.15;

export interface KeySets {
  /** National numbers. */
  readonly suppressed: Float64Array;
  readonly listed: Float64Array;
}

export function makeKeySets(seed: number, suppressed: number, listed: number): KeySets {
  const random = randomSource(seed);
  const draw = (count: number) => Float64Array.from({ length: count }, () => randomNumber(random));
  return { suppressed: draw(suppressed), listed: draw(listed) };
}

/** The address that belongs to a number, in the spelling of a careless form. */
export function emailOf(number: number): string {
  const name = NAMES[number % NAMES.length]!;
  return `${name}.${(number % 1e9).toString(36)}@${DOMAINS[number % DOMAINS.length]}`;
}

const NAMES = [
  'Ann',
  'bob',
  'Chandra',
  'dede',
  'Eve',
  'fiona',
  'GRACE',
  'hugo',
  'Ines',
  'jo',
  'Kofi',
  'lena',
  'Max',
];
const DOMAINS = ['example.org', 'mail.example.com', 'Example.net', 'post.example.org', 'staff.example.com'];

/** Writes `rows` rows of `id,name,phone|email,country` and returns the bytes. */
export function makeList(
  path: string,
  { rows, seed, keys, kind }: { rows: number; seed: number; keys: KeySets; kind: 'phone' | 'email' },
): number {
  const random = randomSource(seed);
  const file = openSync(path, 'w');
  let bytes = writeSync(file, `id,name,${kind},country\r\n`);
  const pick = (from: Float64Array) => from[Math.floor(random() * from.length)]!;
  for (let done = 0; done < rows; ) {
    let text = '';
    for (const end = Math.min(rows, done + 20_000); done < end; done++) {
      const die = random();
      const number =
        die < SUPPRESSED_SHARE
          ? pick(keys.suppressed)
          : die < SUPPRESSED_SHARE + LISTED_SHARE
            ? pick(keys.listed)
            : randomNumber(random);
      const key = kind === 'phone' ? `+44${number}` : emailOf(number);
      text += `${done + 1},${NAMES[done % NAMES.length]} Example,${key},GB\r\n`;
    }
    bytes += writeSync(file, text);
  }
  closeSync(file);
  return bytes;
}
