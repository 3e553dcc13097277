import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import type { Identifier } from '../contacts/normalise.ts';
import { upsertContacts } from '../contacts/upsert-contacts.ts';
import { parseDay } from '../decision/calendar.ts';
import type { NewFact } from '../facts/schema.ts';
import type { Heed } from '../heed.ts';
import { registerText } from '../registers/testing.ts';
import type { ScreenListInput } from './screen-list.ts';

/** A temporary folder with short ways to write lists and read results. */
export function screeningFixture() {
  const folder = mkdtempSync(join(tmpdir(), 'heed-screening-'));
  let count = 0;
  return {
    folder,
    /** Writes a list and names a results folder for it. */
    list(content: string | Buffer): { file: string; out: string } {
      const file = join(folder, `list-${++count}.csv`);
      writeFileSync(file, content);
      return { file, out: join(folder, `out-${count}`) };
    },
    out: (): string => join(folder, `out-${++count}`),
    rows(out: string, name: string): Record<string, string>[] {
      const text = readFileSync(join(out, name), 'utf8');
      return parse(text, { columns: true, bom: true, delimiter: /^[^,\n]*;/.test(text) ? ';' : ',' });
    },
    close: () => rmSync(folder, { recursive: true, force: true }),
  };
}

export const BY_EMAIL = {
  policy: 'cmp',
  channel: 'email',
  purpose: 'direct_marketing',
  country: 'GB',
  at: '2026-11-01T10:00:00Z',
} as const satisfies Partial<ScreenListInput>;

export const BY_PHONE = { ...BY_EMAIL, channel: 'live_call' } as const;

/** A consent of everybody who should be allowed. */
export const CONSENT: NewFact = {
  type: 'consent',
  at: '2026-01-05T09:00:00Z',
  channels: ['email', 'live_call'],
  purposes: ['direct_marketing'],
  method: 'unticked_box',
};

/** Puts a person into the store; returns `sub_…`. */
export async function person(
  heed: Heed,
  identifiers: readonly Identifier[],
  facts: readonly NewFact[],
  controller = 'cmp',
): Promise<string> {
  const [result] = await upsertContacts(heed, {
    controller,
    actor: 'test',
    rows: [
      { identifiers, facts: [{ type: 'profile', at: '2026-01-01T00:00:00Z', country: 'GB' }, ...facts] },
    ],
  });
  if (!result || !('subject' in result)) throw new Error(`no person was made: ${result?.status}`);
  return result.subject;
}

/** Loads TPS and CTPS files of a day with these national numbers on TPS. */
export async function loadRegisters(heed: Heed, day: string, listed: readonly string[]): Promise<void> {
  const folder = join(heed.folder, 'incoming');
  mkdirSync(folder, { recursive: true });
  for (const register of ['TPS', 'CTPS'] as const) {
    const file = join(folder, `${register}.txt`);
    writeFileSync(file, registerText(register === 'TPS' ? listed : ['01632960999']), 'latin1');
    await heed.registers.load({
      register,
      file,
      fileDay: parseDay(day)!,
      now: Date.parse(`${day}T12:00:00Z`),
    });
  }
}
