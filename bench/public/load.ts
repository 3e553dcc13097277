/** Sends so many requests over connections that stay open, each waiting for its answer; the rate that came of it. */
import { Agent, request } from 'node:http';

const CONNECTIONS = 20;

export interface Sent {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: object;
}

function send(port: number, agent: Agent, { method, path, headers, body }: Sent): Promise<[number, string]> {
  const text = body && JSON.stringify(body);
  return new Promise((resolve, reject) => {
    const sent = request(
      {
        host: '127.0.0.1',
        port,
        path,
        agent,
        method,
        headers: {
          ...headers,
          ...(text && { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(text) }),
        },
      },
      (answer) => {
        let got = '';
        answer.setEncoding('utf8').on('data', (part: string) => {
          got += part;
        });
        answer.once('end', () => resolve([answer.statusCode!, got]));
      },
    );
    sent.once('error', reject);
    sent.end(text);
  });
}

/**
 * Requests a second.
 *
 * @throws Error for any answer that is not as it should be: a refusal is quick
 */
export async function load(
  port: number,
  count: number,
  make: (i: number) => Sent,
  right: (status: number, text: string) => boolean,
): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  let next = 0;
  const started = performance.now();
  await Promise.all(
    Array.from({ length: CONNECTIONS }, async () => {
      while (next < count) {
        const one = make(next++);
        const [status, text] = await send(port, agent, one);
        if (!right(status, text)) throw new Error(`${one.method} ${one.path} answered ${status}: ${text}`);
      }
    }),
  );
  const rate = count / ((performance.now() - started) / 1000);
  agent.destroy();
  return rate;
}
