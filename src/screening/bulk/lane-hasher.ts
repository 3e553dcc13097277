import type { KeyObject } from 'node:crypto';
import { identifierPrefix } from '../../db/vault.ts';
import { BLOCK_BYTES, INITIAL, type Kernel, STATE_BYTES } from './kernel.ts';

/** How many identifiers are hashed in one go: what they need stays in the fast cache of a core. */
export const LANES = 512;

const GROUPS = LANES / 4;
const STATES = GROUPS * STATE_BYTES;
const BLOCKS = GROUPS * BLOCK_BYTES;

/** Bytes of the kernel's memory that one hasher uses. */
export const hasherBytes = (keys: number): number =>
  keys * (2 * STATE_BYTES + 2 * STATES) + 2 * STATES + 4 * BLOCKS;

/**
 * The keyed hashes of identifiers (HMAC-SHA-256, RFC 2104) as `Vault` makes them, hundreds at a time. What the key
 * contributes is worked out once; an identifier then costs one block, or two where it is long, and one for the outer
 * hash.
 */
export class LaneHasher {
  /** Words of hashes: the first of a lane at `at(…)`, the next ones `STEP` further each. */
  readonly words: Int32Array;
  readonly #kernel: Kernel;
  readonly #keys: number;
  readonly #inner: number;
  readonly #outer: number;
  readonly #blocks: readonly [number, number, number];
  readonly #middle: number;
  readonly #digests: number;
  readonly #out: number;
  readonly #controller: string;
  readonly #messages = new Map<string, Message>();
  #short = 0;
  #long = 0;

  constructor(
    memory: SharedArrayBuffer,
    base: number,
    kernel: Kernel,
    keys: readonly KeyObject[],
    controller: string,
  ) {
    this.words = new Int32Array(memory);
    this.#kernel = kernel;
    this.#keys = keys.length;
    this.#controller = controller;
    this.#inner = base;
    this.#outer = base + keys.length * STATE_BYTES;
    const blocks = this.#outer + keys.length * STATE_BYTES;
    this.#blocks = [blocks, blocks + BLOCKS, blocks + 2 * BLOCKS];
    this.#digests = blocks + 3 * BLOCKS;
    this.#middle = this.#digests + BLOCKS;
    this.#out = this.#middle + 2 * STATES;
    keys.forEach((key, i) => {
      const bytes = key.export();
      this.#keyState(bytes, 0x36, this.#inner + i * STATE_BYTES);
      this.#keyState(bytes, 0x5c, this.#outer + i * STATE_BYTES);
    });
    // The outer message is a key block and a digest of 32 bytes: its second half never changes.
    for (let group = 0; group < GROUPS; group++)
      for (let lane = 0; lane < 4; lane++) {
        const at = (this.#digests + group * BLOCK_BYTES) / 4 + lane;
        this.words[at + 32] = 0x8000_0000 | 0;
        for (let word = 9; word < 15; word++) this.words[at + word * 4] = 0;
        this.words[at + 60] = (64 + 32) * 8;
      }
  }

  /** The state after the block that a key makes with a pad. Keys are 32 bytes. */
  #keyState(key: Buffer, pad: number, into: number): void {
    const block = Buffer.alloc(64, pad);
    for (let i = 0; i < key.length; i++) block[i] = key[i]! ^ pad;
    for (let lane = 0; lane < 4; lane++) {
      for (let i = 0; i < 8; i++) this.words[into / 4 + i * 4 + lane] = INITIAL[i]!;
      for (let i = 0; i < 16; i++) this.words[this.#blocks[0] / 4 + i * 4 + lane] = block.readInt32BE(i * 4);
    }
    this.#kernel.compress(into, 0, this.#blocks[0], 0, into, 0, 1);
  }

  /** Where the bytes of an identifier of a kind are to be written before `add`. */
  message(kind: string): Message {
    let message = this.#messages.get(kind);
    if (!message) {
      const prefix = Buffer.from(identifierPrefix(this.#controller, kind));
      message = { bytes: new Uint8Array(prefix.length + 512), start: prefix.length };
      message.bytes.set(prefix);
      this.#messages.set(kind, message);
    }
    return message;
  }

  /** Whether there is room for so many more. */
  hasRoom(count: number): boolean {
    return this.#short + count <= LANES && this.#long + count <= LANES;
  }

  /** Takes the message whose identifier has `length` bytes and gives its lane, or -1 when it is too long. */
  add({ bytes, start }: Message, length: number): number {
    const end = start + length;
    if (end <= 55) {
      const lane = this.#short++;
      pad(bytes, end, 64);
      this.#put(bytes, 0, this.#blocks[0], lane);
      return lane;
    }
    if (end > 119) return -1;
    const lane = this.#long++;
    pad(bytes, end, 128);
    this.#put(bytes, 0, this.#blocks[1], lane);
    this.#put(bytes, 64, this.#blocks[2], lane);
    return LANES + lane;
  }

  #put(bytes: Uint8Array, from: number, blocks: number, lane: number): void {
    const { words } = this;
    let at = blocks / 4 + (lane >> 2) * 64 + (lane & 3);
    for (let i = from; i < from + 64; i += 4, at += 4)
      words[at] = (bytes[i]! << 24) | (bytes[i + 1]! << 16) | (bytes[i + 2]! << 8) | bytes[i + 3]!;
  }

  /** Hashes everything added under every key and starts afresh; results stay until the next time. */
  run(): void {
    const { compress } = this.#kernel;
    const [first, second, third] = this.#blocks;
    const short = (this.#short + 3) >> 2;
    const long = (this.#long + 3) >> 2;
    for (let key = 0; key < this.#keys; key++) {
      const inner = this.#inner + key * STATE_BYTES;
      const outer = this.#outer + key * STATE_BYTES;
      const out = this.#out + key * 2 * STATES;
      if (short > 0) {
        compress(inner, 0, first, BLOCK_BYTES, this.#digests, BLOCK_BYTES, short);
        compress(outer, 0, this.#digests, BLOCK_BYTES, out, STATE_BYTES, short);
      }
      if (long > 0) {
        compress(inner, 0, second, BLOCK_BYTES, this.#middle, STATE_BYTES, long);
        compress(this.#middle, STATE_BYTES, third, BLOCK_BYTES, this.#digests, BLOCK_BYTES, long);
        compress(outer, 0, this.#digests, BLOCK_BYTES, out + STATES, STATE_BYTES, long);
      }
    }
    this.#short = 0;
    this.#long = 0;
  }

  /** Position in `words` of the hash of a lane under a key. */
  at(lane: number, key: number): number {
    const area = this.#out + key * 2 * STATES + (lane >= LANES ? STATES : 0);
    const place = lane & (LANES - 1);
    return area / 4 + (place >> 2) * 32 + (place & 3);
  }
}

/** From one word of a hash to the next. */
export const STEP = 4;

export interface Message {
  readonly bytes: Uint8Array;
  /** Where the identifier starts. */
  readonly start: number;
}

/** The padding of SHA-256 for a message that follows the block of the key. */
function pad(bytes: Uint8Array, end: number, size: number): void {
  bytes[end] = 0x80;
  for (let i = end + 1; i < size - 2; i++) bytes[i] = 0;
  const bits = (64 + end) * 8;
  bytes[size - 2] = bits >> 8;
  bytes[size - 1] = bits & 255;
}
