import type { Method } from '../core/state.ts';

/** What is sent about a choice. The server adds the time; nothing here tells who the visitor is. */
export interface ConsentRecord {
  /** Made here, so that a record sent twice is stored once. */
  readonly id: string;
  readonly policy: string;
  readonly hash: string;
  readonly wording: string;
  readonly granted: readonly string[];
  readonly denied: readonly string[];
  readonly method: Method;
  readonly region: string;
}

/** A signed receipt, as the server gave it. */
export type Receipt = Readonly<Record<string, unknown>> & { readonly id: string };

interface Kept {
  waiting: ConsentRecord[];
  receipts: Receipt[];
}

/** Records that wait for the server, and the receipts of those that arrived. They outlive the page and bad networks. */
export class Records {
  readonly #address: string;
  readonly #key: string;
  #sending: Promise<void> | undefined;

  constructor(address: string, key: string) {
    this.#address = address;
    this.#key = key;
    addEventListener('online', () => this.send());
  }

  get receipts(): readonly Receipt[] {
    return this.#read().receipts;
  }

  add(record: ConsentRecord): void {
    this.#change((kept) => kept.waiting.push(record));
    this.send();
  }

  /** Sends what waits, one after the other. What the server refuses for good is dropped; the rest waits on. */
  send(): Promise<void> {
    this.#sending ??= this.#sendAll().finally(() => {
      this.#sending = undefined;
    });
    return this.#sending;
  }

  /** Has a record deleted by its receipt. Returns whether the server did. */
  async forget(receipt: Receipt): Promise<boolean> {
    const answer = await this.#post('/forget', receipt);
    if (!answer?.ok) return false;
    this.#change((kept) => {
      kept.receipts = kept.receipts.filter(({ id }) => id !== receipt.id);
    });
    return true;
  }

  async #sendAll(): Promise<void> {
    for (let record = this.#read().waiting[0]; record; record = this.#read().waiting[0]) {
      const answer = await this.#post('', record);
      if (!answer || answer.status >= 500 || answer.status === 429) return;
      const receipt = answer.ok ? ((await answer.json()) as Receipt) : undefined;
      const { id } = record;
      this.#change((kept) => {
        kept.waiting = kept.waiting.filter((one) => one.id !== id);
        if (receipt) kept.receipts = [...kept.receipts.slice(-9), receipt];
      });
    }
  }

  #post(path: string, body: unknown): Promise<Response | undefined> {
    return fetch(this.#address + path, {
      method: 'POST',
      keepalive: true,
      credentials: 'omit',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    }).catch(() => undefined);
  }

  #read(): Kept {
    try {
      return { waiting: [], receipts: [], ...JSON.parse(localStorage.getItem(this.#key) ?? '{}') };
    } catch {
      return { waiting: [], receipts: [] };
    }
  }

  #change(change: (kept: Kept) => void): void {
    const kept = this.#read();
    change(kept);
    try {
      localStorage.setItem(this.#key, JSON.stringify(kept));
    } catch {
      // Without storage the choice still counts on this device; only its record is lost.
    }
  }
}
