import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseDay } from '../decision/calendar.ts';
import { openRegisters, type RegisterName, type Registers } from './registers.ts';

/** Numbers that Ofcom set aside for drama: 020 7946 0xxx, 07700 900xxx and 01632 960xxx. */
export const dramaNumber = (i: number): string =>
  `${['0207946', '0770090', '0163296'][Math.floor(i / 1000) % 3]}${String(i % 1000).padStart(4, '0')}`;

/** A register file in one of the published layouts. */
export function registerText(numbers: readonly string[], layout: 'with' | 'without' = 'with'): string {
  return numbers
    .map((n) => (layout === 'with' ? n.slice(0, 5) + n.slice(5).padStart(7) : n.padEnd(12)))
    .map((record) => `${record}\r\n`)
    .join('');
}

export const e164 = (national: string): string => `+44${national.slice(1)}`;

/** A data folder in a temporary place with a short way to load a register from text. */
export function registerFixture() {
  const folder = mkdtempSync(join(tmpdir(), 'heed-registers-'));
  const registers: Registers = openRegisters(folder);
  let files = 0;
  return {
    folder,
    registers,
    day: (date: string): number => parseDay(date)!,
    load(
      register: RegisterName,
      date: string,
      text: string,
      more: { force?: boolean; now?: number; listedSince?: number } = {},
    ) {
      const file = join(folder, `file-${files++}.txt`);
      writeFileSync(file, text, 'latin1');
      return registers.load({
        register,
        file,
        fileDay: parseDay(date)!,
        now: Date.parse('2026-11-20T09:00Z'),
        ...more,
      });
    },
    close: () => rmSync(folder, { recursive: true, force: true }),
  };
}
