import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/**
 * - `pass`: everything goes through.
 * - `silent`: connections stay open and new ones are taken, but nothing comes through in either direction.
 * - `cut after commit`, `cut before commit`: the next COMMIT reaches the database and its answer does not come back, or
 *   does not even reach it; the connection breaks, and everything passes again.
 */
export type ProxyMode = 'pass' | 'silent' | 'cut after commit' | 'cut before commit';

export interface DatabaseProxy {
  /** The database, by way of the proxy. */
  readonly url: string;
  mode: ProxyMode;
  close(): void;
}

/** Stands between a process and its database on loopback, and fails on demand as networks do. */
export async function startProxy(databaseUrl: string): Promise<DatabaseProxy> {
  const target = new URL(databaseUrl);
  const sockets = new Set<Socket>();
  const proxy = { mode: 'pass' as ProxyMode };
  const server = createServer((client) => {
    const upstream = connect(Number(target.port), target.hostname);
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on('error', () => {});
      socket.on('close', () => {
        sockets.delete(socket);
        if (proxy.mode !== 'silent') for (const other of [client, upstream]) other.destroy();
      });
    }
    client.on('data', (bytes) => {
      if (proxy.mode === 'silent') return;
      const cut = proxy.mode !== 'pass' && bytes.includes('commit\0');
      if (cut && proxy.mode === 'cut before commit') {
        proxy.mode = 'pass';
        client.destroy();
        return;
      }
      if (cut) {
        proxy.mode = 'pass';
        upstream.removeAllListeners('data');
        upstream.once('data', () => client.destroy());
      }
      upstream.write(bytes);
    });
    upstream.on('data', (bytes) => {
      if (proxy.mode !== 'silent') client.write(bytes);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = new URL(databaseUrl);
  url.hostname = '127.0.0.1';
  url.port = String((server.address() as AddressInfo).port);
  return Object.assign(proxy, {
    url: url.href,
    close() {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  });
}
