import type { Difference, Method } from './core/state.ts';
import type { Receipt } from './effects/records.ts';

/** The detail of every event, and what `on` hands over. */
export interface ConsentState {
  /** Ids of the services that may run now. */
  readonly granted: readonly string[];
  /** Whether the visitor decided; false while a region's rule or a browser signal stands in. */
  readonly decided: boolean;
  /** Whether Global Privacy Control was honoured. */
  readonly gpc: boolean;
}

export interface ConsentEvents {
  /** The banner is ready; once. */
  ready: ConsentState;
  /** Something was granted or taken back. */
  change: ConsentState & Difference & { readonly method: Method };
}

/** `window.heed`: the consent manager of a page. */
export interface Heed {
  readonly state: ConsentState;
  /** Whether a service, or every service of a category, may run. */
  may(purpose: string): boolean;
  accept(): void;
  refuse(): void;
  /** Grants exactly these services. */
  choose(services: Iterable<string>): void;
  /** Takes everything back: declared cookies go, and the page is loaded again. */
  withdraw(): void;
  /** Opens the settings. */
  open(): void;
  /** Calls back at every such event; returns a function that ends it. `heed:change` on `document` says the same. */
  on<K extends keyof ConsentEvents>(type: K, listener: (detail: ConsentEvents[K]) => void): () => void;
  /** Signed receipts of the choices made on this device. */
  readonly receipts: readonly Receipt[];
  /** Has the record of a receipt deleted. */
  forget(receipt: Receipt): Promise<boolean>;
}
