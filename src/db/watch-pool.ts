import type { Client, Pool } from 'pg';
import { isConnectionError, StoreAway } from './store-away.ts';

/** A statement that has been under way for so long makes us ask whether the server is still there. */
const LONG_MS = 5_000;
/** How long a server may take to answer that question on a connection of its own, in ticks of a second. */
const PROBE_TICKS = 10;
const TICK_MS = 1_000;

const SILENT = 'The database does not answer.';

type Query = (...args: unknown[]) => unknown;
type Watched = Omit<Client, 'query'> & {
  query: Query;
  readonly connection: { readonly stream: { destroy(): void } };
};

/**
 * Watches the connections of a pool for what the driver does not tell.
 *
 * - A server that keeps its connections open and says nothing more: when a statement takes long, another connection
 *   asks for a sign of life, and any answer to any statement is one too. Without one, everything that waits fails as
 *   when the server is away, and so does whatever comes, until a sign of life is seen again. While the server lives, a
 *   statement may take as long as it needs.
 * - A connection that breaks while a change is being committed: the error says that the outcome is not known.
 */
export function watchPool(pool: Pool): Pool {
  const watched = new Set<Watched>();
  const waiting = new Map<symbol, number>();
  let away = false;
  /** When the server last answered anything. */
  let sign = 0;
  const giveUp = new Set<(error: StoreAway) => void>();
  let ticking: NodeJS.Timeout | undefined;
  let probing = false;

  const tick = async () => {
    if (probing) return;
    const since = Math.max(sign, Math.min(...waiting.values()));
    if (!away && performance.now() - since < LONG_MS) {
      if (waiting.size === 0) stopTicking();
      return;
    }
    probing = true;
    const asked = performance.now();
    if (await isAlive(pool)) sign = performance.now();
    probing = false;
    away = sign < asked;
    if (away) {
      for (const client of watched) client.connection.stream.destroy();
      for (const reject of giveUp) reject(new StoreAway(SILENT));
    }
    if (pool.ending || (!away && waiting.size === 0)) stopTicking();
  };
  const startTicking = () => {
    ticking ??= setInterval(tick, TICK_MS).unref();
  };
  const stopTicking = () => {
    clearInterval(ticking);
    ticking = undefined;
  };

  pool.on('connect', (client) => {
    const one = client as unknown as Watched;
    watched.add(one);
    one.once('end', () => watched.delete(one));
    watchQueries(one, () => {
      const mark = Symbol();
      waiting.set(mark, performance.now());
      startTicking();
      return (answered) => {
        waiting.delete(mark);
        if (answered) sign = performance.now();
      };
    });
  });
  const connect = pool.connect.bind(pool);
  pool.connect = (async () => {
    if (away) throw new StoreAway(SILENT);
    // Waiting for a connection is waiting for the server as well.
    const mark = Symbol();
    waiting.set(mark, performance.now());
    startTicking();
    let reject: (error: StoreAway) => void = () => {};
    const gaveUp = new Promise<never>((_, no) => {
      reject = no;
      giveUp.add(no);
    });
    const connected = connect();
    try {
      return await Promise.race([connected, gaveUp]);
    } catch (error) {
      // One that comes after all is not left lying about.
      if (error instanceof StoreAway)
        connected.then(
          (client) => client.release(),
          () => {},
        );
      throw error;
    } finally {
      giveUp.delete(reject);
      waiting.delete(mark);
    }
  }) as Pool['connect'];
  return pool;
}

/** Statements that change nothing when they run outside a transaction. */
const ONLY_READS = /^(?:\s|\/\*.*?\*\/)*(?:select|show|begin|start|rollback|fetch)\b/i;
const BEGINS = /^\s*(?:begin|start)\b/i;
const ENDS = /^\s*(?:commit|rollback)\b/i;

function watchQueries(client: Watched, begin: () => (answered: boolean) => void): void {
  const query = client.query.bind(client);
  let inTransaction = false;
  let lost = false;
  const ended = new Promise<void>((resolve) => client.once('end', resolve));
  client.query = (...args) => {
    const [first] = args;
    const text = typeof first === 'string' ? first : ((first as { text?: string } | undefined)?.text ?? '');
    // The server rolls back what a lost connection had begun; saying so leaves the caller the error that matters.
    if (lost && /^\s*rollback/i.test(text))
      return Promise.resolve({ rows: [], rowCount: 0, command: 'ROLLBACK' });
    const saves = ENDS.test(text) || (!inTransaction && !ONLY_READS.test(text));
    const end = begin();
    const answer = query(...args);
    if (!(answer instanceof Promise)) {
      end(false);
      return answer;
    }
    return answer.then(
      (result) => {
        end(true);
        if (BEGINS.test(text)) inTransaction = true;
        else if (ENDS.test(text)) inTransaction = false;
        return result;
      },
      async (error: unknown) => {
        end(false);
        if (!isConnectionError(error)) throw error;
        lost = true;
        // The server's last word may come before the line is cut; until then the pool would give it to the next.
        client.connection.stream.destroy();
        await ended;
        throw saves
          ? new StoreAway('The connection broke while a change was being saved.', error, true)
          : error;
      },
    );
  };
}

/** Whether the server answers on a new connection. An answer that refuses is one as well. */
async function isAlive(pool: Pool): Promise<boolean> {
  const { Client } = pool as unknown as { Client: new (config: unknown) => Watched };
  const client = new Client(pool.options);
  client.on('error', () => {});
  // Counted in ticks, so that a process that was itself held up still hears what has arrived meanwhile.
  let ticks = 0;
  let timer: NodeJS.Timeout | undefined;
  const silence = new Promise<boolean>((resolve) => {
    timer = setInterval(() => ++ticks === PROBE_TICKS && resolve(false), TICK_MS);
    timer.unref();
  });
  const answer = (async () => {
    try {
      await client.connect();
      await client.query('select 1');
      return true;
    } catch (error) {
      // Refused for a reason of its own, such as too many connections.
      return /^[0-9A-Z]{5}$/.test(String((error as { code?: unknown }).code));
    }
  })();
  try {
    return await Promise.race([answer, silence]);
  } finally {
    clearInterval(timer);
    client.connection.stream.destroy();
  }
}
