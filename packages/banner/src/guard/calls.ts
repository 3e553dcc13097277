import type { Passage } from './state.ts';

type Constructor = new (...args: never[]) => object;

const refused = (address: unknown) => `Held back until it is allowed: ${address}`;

/** Stops requests that scripts make: they fail as if the network were away. */
export function guardCalls(passage: Passage, page: typeof globalThis & Window): void {
  const addressOf = (input: unknown) => (input as Request)?.url ?? String(input);

  const { fetch } = page;
  page.fetch = function (this: Window, input: RequestInfo | URL, init?: RequestInit) {
    const address = addressOf(input);
    return passage.lets(address)
      ? fetch.call(page, input, init)
      : Promise.reject(new TypeError(refused(address)));
  } as typeof fetch;

  const { sendBeacon } = Navigator.prototype;
  Navigator.prototype.sendBeacon = function (address, data) {
    return passage.lets(String(address)) && sendBeacon.call(this, address, data);
  };

  const { open, send } = XMLHttpRequest.prototype;
  const stopped = new WeakSet<XMLHttpRequest>();
  XMLHttpRequest.prototype.open = function (this: XMLHttpRequest, ...args: Parameters<typeof open>) {
    if (passage.lets(String(args[1]))) stopped.delete(this);
    else stopped.add(this);
    return open.apply(this, args);
  } as typeof open;
  XMLHttpRequest.prototype.send = function (body) {
    if (!stopped.has(this)) return send.call(this, body);
    setTimeout(() => {
      for (const type of ['error', 'loadend']) this.dispatchEvent(new ProgressEvent(type));
    });
  };

  for (const name of ['WebSocket', 'EventSource', 'Worker', 'SharedWorker', 'WebTransport'] as const) {
    const original = (page as unknown as Record<string, Constructor | undefined>)[name];
    if (!original) continue;
    (page as unknown as Record<string, Constructor>)[name] = new Proxy(original, {
      construct(target, args, newTarget) {
        if (!passage.lets(String(args[0]))) throw new DOMException(refused(args[0]), 'SecurityError');
        return Reflect.construct(target, args, newTarget);
      },
    });
  }
}
