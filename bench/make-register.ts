/**
 * Writes a synthetic register file in the published format: random numbers spread over the UK plan, from a seed. No
 * real register data, and no meaning in any number. `node bench/make-register.ts FILE [COUNT] [SEED] [with|without]`
 */
import { closeSync, openSync, writeSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

/** First digits after the 0 and how often they occur, roughly as landlines, mobiles and 03 numbers do. */
const RANGES = [
  { from: 1_200_000_000, span: 799_999_999, weight: 62 },
  { from: 2_000_000_000, span: 999_999_999, weight: 18 },
  { from: 7_400_000_000, span: 599_999_999, weight: 19 },
  { from: 3_300_000_000, span: 99_999_999, weight: 1 },
];
const WEIGHTS = RANGES.flatMap((range, i) => Array.from({ length: range.weight }, () => i));

/** A small fast generator (xorshift32) that gives the same numbers everywhere. */
export function randomSource(seed: number): () => number {
  let state = seed | 0 || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 4_294_967_296;
  };
}

/** A random national significant number. */
export function randomNumber(random: () => number): number {
  const range = RANGES[WEIGHTS[Math.floor(random() * WEIGHTS.length)]!]!;
  return range.from + Math.floor(random() * range.span);
}

export function makeRegister(path: string, count: number, seed: number, spaces: boolean): void {
  const random = randomSource(seed);
  const file = openSync(path, 'w');
  const batch = 50_000;
  for (let done = 0; done < count; done += batch) {
    let text = '';
    for (let i = done; i < Math.min(count, done + batch); i++) {
      const digits = `0${randomNumber(random)}`;
      text += spaces ? `${digits.slice(0, 5)}${digits.slice(5).padStart(7)}\r\n` : `${digits.padEnd(12)}\r\n`;
    }
    writeSync(file, text);
  }
  closeSync(file);
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [path, count = '20000000', seed = '1', layout = 'with'] = process.argv.slice(2);
  if (!path) throw new Error('usage: make-register FILE [COUNT] [SEED] [with|without]');
  makeRegister(path, Number(count), Number(seed), layout === 'with');
}
