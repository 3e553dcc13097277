/** The tables of docs/benchmarks.md, which stand between two marks and are written by the bench alone. */
import { readFileSync, writeFileSync } from 'node:fs';

const [BEFORE, AFTER] = ['<!-- figures -->', '<!-- end of figures -->'];
const TABLES = new RegExp(`${BEFORE}[\\s\\S]*${AFTER}`);

/**
 * Puts sections in place of those that begin with the same heading, and leaves the others as they were measured.
 *
 * @param head what stands above all tables
 * @param sections by heading, each beginning with it
 */
export function writeFigures(path: string, head: string, sections: ReadonlyMap<string, string>): void {
  const text = readFileSync(path, 'utf8');
  const there = (TABLES.exec(text)?.[0] ?? '').split(/^(?=### )/m).slice(1);
  const kept = new Map(there.map((one) => [one.slice(4, one.indexOf('\n')), one.replace(AFTER, '')]));
  const all = [head, ...new Map([...kept, ...sections]).values()].map((one) => one.trim());
  writeFileSync(
    path,
    text.replace(TABLES, () => `${BEFORE}\n\n${all.join('\n\n')}\n\n${AFTER}`),
  );
}
