/**
 * What the pages that everybody may open weigh on the wire, and how long the server takes for them, one request after
 * the other. Arguments: folder, requests for each page. Prints the figures.
 */
import { Agent, type IncomingMessage, request } from 'node:http';
import { join } from 'node:path';
import { packageRoot } from '../../src/paths.ts';
import { loadPolicies } from '../../src/policy/policies.ts';
import { type Figure, figure } from '../measure.ts';
import { startServerProcess } from '../start-server.ts';

const [folder = '', requests = '300'] = process.argv.slice(2);
const LIMIT = 60 * 1024;

const server = await startServerProcess<{ port: number }>([
  join(packageRoot, 'dist', 'bench', 'serving-server.js'),
  folder,
  '0',
]);
const { port } = server.said;
const agent = new Agent({ keepAlive: true, maxSockets: 1 });

interface Got {
  readonly bytes: Buffer;
  readonly encoding: string | undefined;
  readonly ms: number;
}

/** One GET as a browser sends it. The bytes are those on the wire, still compressed. */
function get(path: string, encodings: string): Promise<Got> {
  const started = performance.now();
  return new Promise((resolve, reject) => {
    const headers = { Accept: 'text/html', 'Accept-Encoding': encodings };
    request({ host: '127.0.0.1', port, path, agent, headers }, (answer: IncomingMessage) => {
      const parts: Buffer[] = [];
      answer.on('data', (part: Buffer) => parts.push(part));
      answer.once('end', () => {
        if (answer.statusCode !== 200) return reject(new Error(`GET ${path} answered ${answer.statusCode}`));
        const bytes = Buffer.concat(parts);
        resolve({ bytes, encoding: answer.headers['content-encoding'], ms: performance.now() - started });
      });
    })
      .once('error', reject)
      .end();
  });
}

/** What a page draws on: its style sheets with what they name, scripts and pictures. */
async function partsOf(html: string): Promise<string[]> {
  const own = (text: string, at: RegExp, base: string) =>
    [...text.matchAll(at)]
      .map(([, address]) => new URL(address!.replaceAll('&amp;', '&'), new URL(base, 'http://heed')))
      .filter(({ host, protocol }) => host === 'heed' && protocol === 'http:')
      .map(({ pathname, search }) => pathname + search);
  const direct = own(
    html,
    /<(?:link[^>]+rel="(?:stylesheet|icon|preload)"[^>]*\shref|script[^>]*\ssrc|img[^>]*\ssrc)="([^"]+)"/g,
    '/',
  );
  const sheets = direct.filter((path) => path.split('?')[0]!.endsWith('.css'));
  const inside = await Promise.all(
    sheets.map(async (path) =>
      own((await get(path, 'identity')).bytes.toString(), /url\(["']?([^"')]+)["']?\)/g, path),
    ),
  );
  return [...new Set([...direct, ...inside.flat()])];
}

async function weigh(
  path: string,
  encodings: string,
): Promise<{ page: number; all: number; packed: boolean }> {
  const page = await get(path, encodings);
  const html = (await get(path, 'identity')).bytes.toString();
  const parts = await Promise.all((await partsOf(html)).map((part) => get(part, encodings)));
  return {
    page: page.bytes.length,
    all: [page, ...parts].reduce((sum, { bytes }) => sum + bytes.length, 0),
    packed: page.encoding !== undefined,
  };
}

const kB = (bytes: number) => (bytes / 1024).toFixed(1);
const figures: Figure[] = [];
const findings: string[] = [];
const policies = loadPolicies(join(packageRoot, 'policies')).list();
try {
  for (const { id, data } of policies) {
    const paths = [
      'notice',
      'cookies',
      'preferences',
      `forms/${data.forms.forms.find(({ kind }) => kind === 'web')!.id}`,
    ];
    for (const path of paths.map((one) => `/${id}/${one}`)) {
      const [plain, packed] = [await weigh(path, 'identity'), await weigh(path, 'br, gzip')];
      for (let i = 0; i < 20; i++) await get(path, 'br, gzip');
      const times: number[] = [];
      for (let i = 0; i < Number(requests); i++) times.push((await get(path, 'br, gzip')).ms);
      times.sort((a, b) => a - b);
      const at = (share: number) => times[Math.floor(times.length * share)]!;
      figures.push(
        figure(path, [at(0.5)], 'ms (p50)', {
          note: `p99 ${at(0.99).toFixed(1)} ms; ${kB(packed.all)} KiB on the wire with style, fonts and icon${packed.packed ? '' : ', not compressed'}, of it ${kB(packed.page)} the page; ${kB(plain.all)} KiB without compression`,
        }),
      );
      if (packed.all > LIMIT)
        findings.push(`${path} weighs ${kB(packed.all)} KiB, which is over the goal of 60 KiB.`);
    }
  }
  const heaviest =
    findings.length === 0
      ? ['Every page is within the goal of 60 KiB, without a script that it needs.']
      : findings;
  const rss = await server.end();
  console.log(JSON.stringify({ figures: figures.map((one) => ({ ...one, rss })), findings: heaviest }));
} finally {
  agent.destroy();
  server.kill();
}
