/**
 * The same job in DuckDB: joins of the list with prepared tables, two threads, CSV to CSV. The anti-joins keep no reasons,
 * no ids and no order, and the table of the suppressed holds them in clear. `prepare` makes the tables.
 */
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { peakMemory } from './measure.ts';

const [folder = '', job = ''] = process.argv.slice(2);
const database = await DuckDBInstance.create(join(folder, 'duck.db'), {
  threads: '2',
  // Its default is most of the machine, of which the scratch folder may be a part already.
  memory_limit: '4GB',
});
const connection = await database.connect();
const file = (name: string) => join(folder, name).replaceAll("'", "''");
const list = (kind: string) =>
  `read_csv('${file(`${kind}.csv`)}', header = true, columns = {'id': 'VARCHAR', 'name': 'VARCHAR', '${kind}': 'VARCHAR', 'country': 'VARCHAR'})`;
const numbered = `(select *, cast(substr(phone, 4) as bigint) as n from ${list('phone')})`;
/** Numbers in whichever spelling, as Heed reads them. */
const spelled = `(select *, cast(regexp_replace(regexp_replace(phone, '[ -]', '', 'g'), '^(\\+44|0)', '') as bigint) as n
  from ${list('phone')})`;
const addressed = `(select *, lower(trim(email)) as e from ${list('email')})`;
const to = (select: string) => `copy (${select}) to '${file('duck-out.csv')}' (header)`;
/** HMAC-SHA-256 as Heed makes it, under a key of 32 zero bytes; DuckDB gives digests as hex. */
const padded = (byte: string) => `'${`\\x${byte}`.repeat(64)}'::blob`;
const keyed = (value: string) =>
  `sha256(${padded('5C')} || unhex(sha256(${padded('36')} || encode('heed/identifier/ics/email/' || ${value}))))`;

const JOBS: Readonly<Record<string, readonly string[]>> = {
  prepare: [
    `create table source as select n, email from read_csv('${file('suppressed.csv')}')`,
    'create table suppressed as select distinct n from source',
    'create table suppressed_email as select distinct email as e from source',
    `create table suppressed_key as select distinct ${keyed('email')} as k from source`,
    `create table register as select distinct n from read_csv('${file('register.csv')}')`,
    'drop table source',
    'checkpoint',
  ],
  'anti-joins': [
    to(
      `select id, name, phone, country from ${numbered} anti join suppressed using (n) anti join register using (n)`,
    ),
  ],
  reasons: [
    to(`select id, name, phone, country, case when s.n is not null then 'D_OBJECTION' when r.n is not null then 'D_TPS_LISTED'
      else 'A_LIVE_CALL_CLEAR' end as reason from ${numbered} l left join suppressed s using (n) left join register r using (n)`),
  ],
  answers: [
    to(`select id, name, phone, country, 'dec_00000000000000000' || id as decision,
        case when s.n is not null then 'D_OBJECTION' when r.n is not null then 'D_TPS_LISTED' else 'A_LIVE_CALL_CLEAR' end as reason,
        case when s.n is not null then 'The person said stop' when r.n is not null then 'The number is on a register' end as title
      from ${spelled} l left join suppressed s using (n) left join register r using (n)`),
  ],
  email: [to(`select id, name, email, country from ${addressed} anti join suppressed_email using (e)`)],
  'email keyed': [
    to(
      `select id, name, email, country from (select *, ${keyed('e')} as k from ${addressed}) anti join suppressed_key using (k)`,
    ),
  ],
};
const before = process.cpuUsage();
const started = performance.now();
for (const statement of JOBS[job]!) await connection.run(statement);
const { user, system } = process.cpuUsage(before);
const seconds = (performance.now() - started) / 1000;
connection.closeSync();
console.log(JSON.stringify({ seconds, cpu: (user + system) / 1e6, rss: peakMemory() }));
