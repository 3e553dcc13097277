/**
 * Measures the load of a large register and its look-ups: `node bench/registers.ts [COUNT]`. Every step runs in a
 * process of its own, so that its peak memory is its own.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseDay } from '../src/decision/calendar.ts';
import { openRegisters } from '../src/registers/registers.ts';
import { makeRegister, randomNumber, randomSource } from './make-register.ts';

const PROBES = 5_000_000;

function report(what: string, startedAt: number, note: string): void {
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(2);
  const peak = Math.round(process.resourceUsage().maxRSS / 1024);
  console.log(`${what.padEnd(46)} ${seconds.padStart(6)} s  peak ${peak} MiB  ${note}`);
}

async function load(folder: string, seed: number): Promise<void> {
  const started = performance.now();
  const fileDay = parseDay('2026-01-05')! + seed;
  const loaded = await openRegisters(folder).load({
    register: 'TPS',
    file: join(folder, `${seed}.txt`),
    fileDay,
  });
  const note = `${loaded.count.toLocaleString('en-GB')} distinct, ${loaded.added.toLocaleString('en-GB')} new`;
  report(loaded.first ? 'load the first file' : 'load the next, keeping first-seen days', started, note);
}

function ask(folder: string): void {
  let started = performance.now();
  const registers = openRegisters(folder);
  const snapshot = registers.snapshot();
  report('open the index', started, '');
  for (const [what, seed] of [
    ['listed', 2],
    ['random', 99],
  ] as const) {
    const random = randomSource(seed);
    const probes = Float64Array.from({ length: PROBES }, () => randomNumber(random));
    started = performance.now();
    let hits = 0;
    for (const probe of probes) if (snapshot.listedOn('TPS', probe) >= 0) hits++;
    const rate = PROBES / (performance.now() - started) / 1000;
    report(
      `${PROBES.toLocaleString('en-GB')} look-ups of ${what} numbers`,
      started,
      `${rate.toFixed(2)} million/s, ${hits} hits`,
    );
  }
  started = performance.now();
  for (let i = 0; i < 1000; i++) registers.factsFor('+442079460123', Date.now());
  report('1,000 look-ups as known at a past instant', started, '');
}

const [step, folder = '', seed = ''] = process.argv.slice(2);
if (step === 'make')
  makeRegister(join(folder, `${seed}.txt`), Number(process.argv[5]), Number(seed), seed === '1');
else if (step === 'load') await load(folder, Number(seed));
else if (step === 'ask') ask(folder);
else {
  const count = Number(step ?? 20_000_000);
  const home = mkdtempSync(join(tmpdir(), 'heed-registers-'));
  const run = (...args: string[]) =>
    execFileSync(process.execPath, [fileURLToPath(import.meta.url), ...args], { stdio: 'inherit' });
  try {
    console.log(`${count.toLocaleString('en-GB')} numbers a file`);
    for (const number of ['1', '2']) run('make', home, number, String(count));
    for (const number of ['1', '2']) run('load', home, number);
    run('ask', home);
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}
