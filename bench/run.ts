/**
 * `npm run bench`: every figure of docs/benchmarks.md in one run, side by side with what it is compared with.
 * `--quick` for small sizes; `--only decide,screen,histories,serve,pages,consents,banners` for some parts;
 * `--folder DIR` for the scratch folder. The figures of a full run go into docs/benchmarks.md, and with `--write` those of
 * some parts; never those of a quick run.
 */
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statfsSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { packageRoot } from '../src/paths.ts';
import { writeFigures } from './figures-doc.ts';
import { buildSteps, calibrate, type Figure, figure, inOwnProcess, machine, median } from './measure.ts';
import { installCompared } from './public/compared.ts';

const { values: options } = parseArgs({
  options: {
    quick: { type: 'boolean' },
    only: { type: 'string' },
    folder: { type: 'string' },
    write: { type: 'boolean' },
  },
});
const quick = options.quick ?? false;
const PARTS = ['decide', 'screen', 'histories', 'serve', 'pages', 'consents', 'banners'] as const;
const wanted = options.only?.split(',') ?? PARTS;
const SEED = '7';
const started = performance.now();

/** Memory where there is plenty: what is compared is work, not the disk of the day. */
function scratch(): string {
  const memory = '/dev/shm';
  const roomy = existsSync(memory) && statfsSync(memory).bavail * statfsSync(memory).bsize > 8 * 2 ** 30;
  const made = mkdtempSync(join(options.folder ?? (roomy ? memory : tmpdir()), 'heed-bench-'));
  // The database server may run as another user, who has to pass through.
  chmodSync(made, 0o711);
  return made;
}

const folder = scratch();
const today = new Date().toISOString().slice(0, 10);
/** What was measured, by the heading of the part. */
const sections = new Map<string, string>();
const number = (value: number): string =>
  value >= 100 ? Math.round(value).toLocaleString('en-GB') : value.toPrecision(3);

function section(
  title: string,
  setting: string,
  figures: readonly Figure[],
  findings: readonly string[],
): void {
  const rows = figures.map(
    ({ what, value, unit, runs, rss, note }) =>
      `| ${what} | ${number(value)} ${unit} | ${runs.map(number).join(', ')} | ${rss ? `${rss} MiB` : ''} | ${note ?? ''} |`,
  );
  const text = [
    `### ${title}`,
    '',
    setting,
    '',
    '| what | median | runs | peak memory | |',
    '|---|--:|---|--:|---|',
    ...rows,
    '',
    ...findings.map((finding) => `- ${finding}`),
    `- Machine meanwhile, ${today}: ${calibrate()}.`,
  ].join('\n');
  sections.set(title, text);
  console.log(`\n${text}`);
}

function decide(): void {
  const checked = quick ? 5_000 : 100_000;
  const { figures, differing } = inOwnProcess<{ figures: Figure[]; differing: number }>(
    'deciding.ts',
    SEED,
    quick ? '3' : '5',
    String(checked),
  );
  const [fast, , full, cedar, casbin] = figures.map(({ value }) => value) as [
    number,
    number,
    number,
    number,
    number,
  ];
  section(
    'Deciding in process',
    'A thousand random people of up to a dozen facts, ten rules; decisions in a second of one thread’s processor time.',
    figures,
    [
      `Full result: ${number(full / cedar)} × Cedar and ${number(full / casbin)} × casbin. Goal: 50 × Cedar.`,
      `Effect and reason: ${number(fast / cedar)} × Cedar, ${number(fast)} a second. Goal: a million.`,
      `Heed and the ten rules in Cedar differ on ${differing} of ${checked.toLocaleString('en-GB')} random cases.`,
    ],
  );
}

interface Timed {
  readonly seconds: number;
  readonly cpu: number;
  readonly rss: number;
}

function screen(): void {
  const rows = quick ? 500_000 : 10_000_000;
  const [suppressed, listed] = [String(rows / 2), String(rows * 2)];
  inOwnProcess('screening-make.ts', folder, SEED, String(rows), suppressed, listed);
  const store = inOwnProcess<Timed>('screening-store.ts', folder, SEED, suppressed, listed);
  inOwnProcess('screening-duckdb.ts', folder, 'prepare');
  for (const used of ['tps.txt', 'ctps.txt', 'suppressed.csv', 'register.csv']) rmSync(join(folder, used));
  const heed = (list: string, policy: string, channel: string) =>
    inOwnProcess<Timed>('screening-heed.ts', folder, `${list}.csv`, policy, channel);
  // The first run builds the index file of the suppressions.
  const first = heed('phone', 'cmp', 'live_call');
  heed('email', 'institute', 'email');

  const jobs: Record<string, [what: string, note: string, run: () => Timed]> = {
    heed: ['Heed, numbers', 'decision, reason and id a row, signed', () => heed('phone', 'cmp', 'live_call')],
    anti: [
      'DuckDB, anti-joins',
      'allowed rows alone',
      () => inOwnProcess('screening-duckdb.ts', folder, 'anti-joins'),
    ],
    reasons: [
      'DuckDB, left joins',
      'every row with a reason',
      () => inOwnProcess('screening-duckdb.ts', folder, 'reasons'),
    ],
    answers: [
      'DuckDB, the same answers',
      'numbers in any spelling; id, reason and title of each row, in clear, unsigned',
      () => inOwnProcess('screening-duckdb.ts', folder, 'answers'),
    ],
    mail: ['Heed, addresses', 'normalised, keyed, decided', () => heed('email', 'institute', 'email')],
    plain: [
      'DuckDB, addresses',
      'lower case and anti-join, in clear',
      () => inOwnProcess('screening-duckdb.ts', folder, 'email'),
    ],
    keyed: [
      'DuckDB, keyed addresses',
      'the same HMAC in SQL, anti-join',
      () => inOwnProcess('screening-duckdb.ts', folder, 'email keyed'),
    ],
  };
  const times = new Map<string, Timed[]>();
  // One after the other in turn, so that a slow minute of the machine meets all of them.
  for (let run = 0; run < 3; run++)
    for (const [name, [what, , job]] of Object.entries(jobs)) {
      const one = job();
      process.stderr.write(
        `${what}: ${number(one.seconds)} s, ${number(one.cpu)} s of processor, ${one.rss} MiB\n`,
      );
      times.set(name, [...(times.get(name) ?? []), one]);
    }
  const seconds = (name: string) => median(times.get(name)!.map((one) => one.seconds));
  const figures = Object.entries(jobs).map(([name, [what, note]]) => {
    const runs = times.get(name)!;
    const cpu = median(runs.map((one) => one.cpu));
    return figure(
      what,
      runs.map((one) => one.seconds),
      's',
      {
        rss: Math.max(...runs.map((one) => one.rss)),
        note: `${note}; ${number(rows / seconds(name) / 1e6)} million rows/s, ${number(cpu)} s of processor`,
      },
    );
  });
  const size = (count: number) => count.toLocaleString('en-GB');
  section(
    'Screening a large list',
    `${size(rows)} rows, CSV to CSV; ${size(rows / 2)} suppressions of numbers and as many of addresses; ${size(rows * 2)} register numbers. Two threads, indexes and tables prepared, scratch folder ${folder.startsWith('/dev/shm') ? 'in memory' : 'on disk'}. Filling the store took ${number(store.seconds)} s; the first screening, which builds the index file, ${number(first.seconds)} s.`,
    figures,
    [
      `Numbers: ${number(seconds('anti') / seconds('heed'))} times as fast as DuckDB's anti-joins, ${number(seconds('reasons') / seconds('heed'))} times as fast as its joins with reasons, ${number(seconds('answers') / seconds('heed'))} times as fast as the same answers. Goal: twice the anti-joins.`,
      `Addresses: ${number(rows / seconds('mail') / 1e6)} million rows a second; ${number(seconds('keyed') / seconds('mail'))} times as fast as DuckDB with the same keyed hash. Goal: a million rows a second.`,
      'Goal for memory: 450 MiB.',
    ],
  );
}

function histories(): void {
  const people = quick ? 5_000 : 1_000_000;
  const taken = quick ? 1_000 : 20_000;
  const place = join(folder, 'histories');
  mkdirSync(place);
  const { figures } = inOwnProcess<{ figures: Figure[] }>(
    'histories.ts',
    place,
    String(people),
    String(taken),
  );
  const size = people.toLocaleString('en-GB');
  section(
    'Screening known people',
    `${size} people with ten facts each, in the PostgreSQL that Heed supervises; ${taken.toLocaleString('en-GB')} of them taken in by the product and the others copied from these in SQL, under ids and addresses of their own.`,
    figures,
    [],
  );
}

function serve(): void {
  const place = join(folder, 'serving');
  mkdirSync(place);
  const { figures } = inOwnProcess<{ figures: Figure[] }>('serving.ts', place, '2000', quick ? '4' : '10');
  section(
    'Serving',
    'A real server on loopback, the load from a process of its own, everything forced to disk.',
    figures,
    [],
  );
}

function pages(): void {
  const place = join(folder, 'pages');
  mkdirSync(place);
  const { figures, findings } = inOwnProcess<{ figures: Figure[]; findings: string[] }>(
    'public/pages.ts',
    place,
    quick ? '100' : '1000',
  );
  section(
    'Pages for everybody',
    'One request after the other over one connection to a real server on loopback, sent and weighed as a browser would get them.',
    figures,
    findings,
  );
}

function consents(): void {
  const versions = installCompared().filter((one) => /c15t\/backend|^kysely|^pg /.test(one));
  const place = join(folder, 'consents');
  mkdirSync(place);
  const { figures, goals } = inOwnProcess<{ figures: Figure[]; goals: string[] }>(
    'public/consents.ts',
    place,
    ...(quick ? ['200', '1', '10000', '50000'] : ['2000', '5', '10000', '200000']),
  );
  section(
    'Records of consent',
    `Twenty connections against servers of their own, on two databases of one PostgreSQL server, every commit forced${folder.startsWith('/dev/shm') ? ' to a disk in memory, which costs neither side anything' : ' to disk'}, in turn. Beside: ${versions.join(', ')}, with and without an index on \`consent.subjectId\`, which it does not make itself.`,
    figures,
    goals,
  );
}

function banners(): void {
  const versions = installCompared().filter((one) => !/backend|hono|^kysely|^pg /.test(one));
  const place = join(folder, 'banners');
  mkdirSync(place);
  const { figures, findings } = inOwnProcess<{ figures: Figure[]; findings: string[] }>(
    'public/banners.ts',
    place,
    quick ? '3' : '15',
  );
  section(
    'Banners',
    `A page with each banner, opened by a new visitor in Chromium on a processor slowed down four times, in turn; the time until the refuse button can be seen and pressed. Beside, built in this run: ${versions.join(', ')}.`,
    figures,
    findings,
  );
}

try {
  await buildSteps([
    'deciding.ts',
    'screening-make.ts',
    'screening-store.ts',
    'screening-duckdb.ts',
    'screening-heed.ts',
    'histories.ts',
    'serving.ts',
    'serving-server.ts',
    'public/pages.ts',
    'public/consents.ts',
    'public/consents-server.ts',
    'public/banners.ts',
  ]);
  const { devDependencies } = JSON.parse(readFileSync(join(packageRoot, 'package.json'), 'utf8'));
  const beside = ['@cedar-policy/cedar-wasm', 'casbin', '@duckdb/node-api'].map(
    (name) => `${name} ${devDependencies[name]}`,
  );
  const head = `Measured on ${machine()}.\nBeside: ${beside.join(', ')}. Seed ${SEED}.`;
  console.log(head);
  const parts = { decide, screen, histories, serve, pages, consents, banners };
  for (const part of PARTS) {
    if (!wanted.includes(part)) continue;
    parts[part]();
    // The scratch folder may lie in memory, of which the next part wants its own share.
    for (const left of readdirSync(folder)) rmSync(join(folder, left), { recursive: true });
  }
  console.log(`\n${number((performance.now() - started) / 1000)} s in all`);
  if (!quick && (options.write || wanted.length === PARTS.length)) {
    const doc = join(packageRoot, 'docs', 'benchmarks.md');
    writeFigures(doc, head, sections);
    console.log(`written to ${doc}`);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
