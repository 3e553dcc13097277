import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Heed } from '../heed.ts';
import { loadRegister } from '../registers/load-register.ts';
import type { RegisterName } from '../registers/registers.ts';
import { dramaNumber } from './people.ts';
import { seededRandom } from './random.ts';

/**
 * Do-not-call registers of drama numbers, in the published format. Each is loaded twice, as an organisation would have
 * over a month: an older file, and yesterday's with some numbers added, so that a few listings are too young to bind.
 */
export async function loadDemoRegisters(heed: Heed, today: number): Promise<void> {
  const scratch = await mkdtemp(join(tmpdir(), 'heed-demo-'));
  try {
    const random = seededRandom(28);
    for (const [register, share] of [
      ['TPS', 0.06],
      ['CTPS', 0.02],
      ['FPS', 0.01],
    ] as const satisfies readonly (readonly [RegisterName, number])[]) {
      const older: string[] = [];
      const newer: string[] = [];
      for (let n = 0; n < 2000; n++) {
        const number = `0${dramaNumber(n)!.slice(3)}`;
        if (random.chance(share)) older.push(number);
        else if (random.chance(share / 6)) newer.push(number);
      }
      await load(heed, scratch, register, older, today - 45);
      await load(heed, scratch, register, [...older, ...newer].sort(), today - 1);
    }
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

async function load(
  heed: Heed,
  scratch: string,
  register: RegisterName,
  numbers: readonly string[],
  fileDay: number,
) {
  // A filling that was interrupted got further than this file.
  const inUse = heed.registers.status().find((one) => one.register === register);
  if (inUse && inUse.fileDay >= fileDay) return;
  const file = join(scratch, `${register}-${fileDay}.txt`);
  await writeFile(file, numbers.map((number) => `${number.padEnd(12)}\r\n`).join(''));
  await loadRegister({ register, file, fileDay, folder: heed.folder });
}
