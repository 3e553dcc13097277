import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A company on an address of its own, which notes everything that reaches it. */
export interface Company {
  readonly origin: string;
  /** Paths asked for, and `connected` for each connection that asked for nothing yet. */
  readonly seen: string[];
  stop(): Promise<void>;
}

const TYPES: Readonly<Record<string, string>> = {
  js: 'text/javascript',
  css: 'text/css',
  html: 'text/html',
  png: 'image/png',
  json: 'application/json',
};

/** Starts a company on a loopback address, such as `127.0.0.2`. */
export async function startCompany(host: string): Promise<Company> {
  const seen: string[] = [];
  const server: Server = createServer((request, response) => {
    const path = request.url ?? '/';
    seen.push(path);
    const end = /\.(\w+)(?:\?.*)?$/.exec(path)?.[1] ?? '';
    response.setHeader('content-type', TYPES[end] ?? 'text/plain');
    response.setHeader('access-control-allow-origin', '*');
    response.setHeader('set-cookie', 'visitor=1; path=/');
    if (end === 'js') response.end(`(self.ran ??= []).push(${JSON.stringify(path)});`);
    else if (end === 'html') response.end('<!doctype html><title>Frame</title><p>A film</p>');
    else response.end('');
  });
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  return {
    origin: `http://${host}:${(server.address() as AddressInfo).port}`,
    seen,
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
