import { closeSync, fdatasyncSync, ftruncateSync, openSync, writeSync } from 'node:fs';

const FLUSH_AT = 256 * 1024;

/**
 * A file that grows while a run goes on. Writes are gathered, `sync` makes them outlive a crash, and a run that goes
 * on later opens it at the size of its checkpoint, which drops whatever was written after it.
 */
export class WorkFile {
  readonly path: string;
  readonly #fd: number;
  readonly #durable: boolean;
  #open = true;
  #size: number;
  #waiting: Buffer[] = [];
  #waitingBytes = 0;

  constructor(path: string, size: number, durable: boolean) {
    this.path = path;
    this.#durable = durable;
    this.#fd = openSync(path, size === 0 ? 'w' : 'r+', 0o600);
    this.#size = size;
    if (size > 0) ftruncateSync(this.#fd, size);
  }

  /** Bytes so far, those that wait included. */
  get size(): number {
    return this.#size + this.#waitingBytes;
  }

  write(...parts: readonly Buffer[]): void {
    for (const part of parts) {
      this.#waiting.push(part);
      this.#waitingBytes += part.length;
    }
    if (this.#waitingBytes >= FLUSH_AT) this.flush();
  }

  /** Writes at once, for memory that is used again after the call. */
  append(bytes: Uint8Array): void {
    this.flush();
    this.#put(bytes);
  }

  flush(): void {
    if (this.#waitingBytes === 0) return;
    const bytes = Buffer.concat(this.#waiting, this.#waitingBytes);
    this.#waiting = [];
    this.#waitingBytes = 0;
    this.#put(bytes);
  }

  #put(bytes: Uint8Array): void {
    for (let done = 0; done < bytes.length; )
      done += writeSync(this.#fd, bytes, done, bytes.length - done, this.#size + done);
    this.#size += bytes.length;
  }

  sync(): void {
    this.flush();
    if (this.#durable) fdatasyncSync(this.#fd);
  }

  close(): void {
    if (this.#open) closeSync(this.#fd);
    this.#open = false;
  }
}
