import type { BrowserContext, Page, Request } from 'playwright-core';

/** Something that a site stored in the browser. */
export interface Stored {
  readonly kind: 'cookie' | 'local' | 'session';
  readonly name: string;
  /** Domain of a cookie, origin of a storage. */
  readonly where: string;
  /** How long it lasts in days; undefined for a session, and for storages, which know no end. */
  readonly days?: number;
}

/** One address of another origin that the browser asked, or prepared to ask. */
export interface Reached {
  /** What asked: `script`, `image`, `websocket`; `preconnect` for links that only open a connection. */
  readonly kind: string;
  readonly address: string;
  readonly origin: string;
}

export interface Observation {
  readonly reached: readonly Reached[];
  readonly stored: readonly Stored[];
}

/** Watches one page: whom it reaches and what it leaves in the browser. */
export class Observer {
  readonly #page: Page;
  readonly #own: string;
  #reached = new Map<Request | string, Reached>();

  constructor(page: Page, own: string) {
    this.#page = page;
    this.#own = own;
    page.on('request', (request) => this.#add(request, request.resourceType(), request.url()));
    // What a policy stopped never left the browser.
    page.on('requestfailed', (request) => {
      if (/csp|BLOCKED_BY_(?:CSP|CLIENT|RESPONSE)/i.test(request.failure()?.errorText ?? ''))
        this.#reached.delete(request);
    });
    page.on('websocket', (socket) => this.#add(`socket ${socket.url()}`, 'websocket', socket.url()));
  }

  #add(key: Request | string, kind: string, address: string): void {
    const url = URL.parse(address);
    if (!url || !/^(?:https?|wss?):$/.test(url.protocol)) return;
    const origin = url.origin.replace(/^ws/, 'http');
    if (origin !== this.#own) this.#reached.set(key, { kind, address, origin });
  }

  /** Forgets what was reached so far. */
  forget(): void {
    this.#reached = new Map();
  }

  /** What was reached since, and what is in the browser now. */
  async look(context: BrowserContext): Promise<Observation> {
    for (const { kind, address } of await this.#hints()) this.#add(`hint ${address}`, kind, address);
    return { reached: [...this.#reached.values()], stored: await this.#stored(context) };
  }

  /** Links that open a connection, which no policy can stop and no request shows. */
  #hints(): Promise<{ kind: string; address: string }[]> {
    return this.#page.evaluate(`[...document.querySelectorAll('link[rel~="preconnect"],link[rel~="dns-prefetch"]')]
      .map((link) => ({ kind: link.rel, address: link.href || link.getAttribute('data-heed-href') || '' }))`);
  }

  async #stored(context: BrowserContext): Promise<Stored[]> {
    const cookies = (await context.cookies()).map(
      ({ name, domain, expires }): Stored => ({
        kind: 'cookie',
        name,
        where: domain,
        ...(expires > 0 ? { days: (expires - Date.now() / 1000) / 86_400 } : {}),
      }),
    );
    const names = await this.#page.evaluate<{ local: string[]; session: string[] }>(
      `({ local: Object.keys(localStorage), session: Object.keys(sessionStorage) })`,
    );
    const storage = (kind: 'local' | 'session') =>
      names[kind].map((name): Stored => ({ kind, name, where: this.#own }));
    return [...cookies, ...storage('local'), ...storage('session')];
  }
}
