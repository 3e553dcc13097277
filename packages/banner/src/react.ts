import { useSyncExternalStore } from 'react';
import type { ConsentState, Heed } from './api.ts';

const NOTHING: ConsentState = { granted: [], decided: false, gpc: false };
let last = NOTHING;

function subscribe(changed: () => void): () => void {
  const types = ['heed:ready', 'heed:change'];
  for (const type of types) document.addEventListener(type, changed);
  return () => {
    for (const type of types) document.removeEventListener(type, changed);
  };
}

/** The present state; the same object until something changes, as React asks. */
function now(): ConsentState {
  const state = (window as { heed?: Heed }).heed?.state ?? NOTHING;
  if (JSON.stringify(state) !== JSON.stringify(last)) last = state;
  return last;
}

/** The consent state of the page; nothing is granted while the server renders or the banner loads. */
export function useConsent(): ConsentState {
  return useSyncExternalStore(subscribe, now, () => NOTHING);
}

/** Whether a service or category may run; no while the server renders and while its markup is taken over. */
export function useAllowed(purpose: string): boolean {
  const allowed = () => (window as { heed?: Heed }).heed?.may(purpose) ?? false;
  return useSyncExternalStore(subscribe, allowed, () => false);
}
