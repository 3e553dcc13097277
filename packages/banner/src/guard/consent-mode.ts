import type { Declared } from '../declared.ts';

/**
 * Tells Google's tags what they may do (Consent Mode v2): `default` before any of them can run, `update` afterwards.
 * Only the queue that they read is written; nothing is sent.
 */
export function tellGoogle(
  declared: Declared,
  granted: ReadonlySet<string>,
  command: 'default' | 'update',
): void {
  const state: Record<string, 'granted' | 'denied'> = { security_storage: 'granted' };
  for (const [category, types] of Object.entries(declared.google)) {
    const services = declared.services.filter((service) => service.category === category);
    const all = services.length > 0 && services.every(({ id }) => granted.has(id));
    for (const type of types) state[type] = all ? 'granted' : 'denied';
  }
  const page = window as { dataLayer?: unknown[] };
  page.dataLayer ??= [];
  const queue = page.dataLayer;
  // Google's tags take the `arguments` object of a call and ignore arrays.
  (function (..._: unknown[]) {
    // biome-ignore lint/complexity/noArguments: see above
    queue.push(arguments);
  })('consent', command, state);
}
