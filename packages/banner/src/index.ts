import type { Heed } from './api.ts';

export type { ConsentEvents, ConsentState, Heed } from './api.ts';
export type { BannerConfig, CategoryConfig, ServiceConfig, Texts } from './config.ts';
export type { Difference, Method } from './core/state.ts';
export type { Declared, DeclaredService } from './declared.ts';
export type { Receipt } from './effects/records.ts';

declare global {
  interface Window {
    /** There once the banner is ready. */
    readonly heed?: Heed;
  }
  interface DocumentEventMap {
    'heed:ready': CustomEvent<import('./api.ts').ConsentEvents['ready']>;
    'heed:change': CustomEvent<import('./api.ts').ConsentEvents['change']>;
  }
}

/** Resolves with the consent manager once its banner is ready. */
export function whenReady(): Promise<Heed> {
  if (window.heed) return Promise.resolve(window.heed);
  return new Promise((resolve) =>
    document.addEventListener('heed:ready', () => resolve(window.heed!), { once: true }),
  );
}
