import {
  ADD,
  AND,
  BLOCK,
  BYTES_EQ,
  BYTES_MASK,
  branch,
  branchIf,
  type Code,
  END,
  EQZ,
  get,
  I32,
  I32_ADD,
  I32_POPCNT,
  I32_SUB,
  i32,
  LOOP,
  load,
  OR,
  SELECT,
  SHL,
  SHR,
  set,
  splatBytes,
  store,
  tee,
  V128,
  type WasmFunction,
  wasmModule,
  words,
  XOR,
} from './wasm-bytes.ts';

/**
 * What is too slow in JavaScript for lists of millions: SHA-256 of four messages at once (FIPS 180-4), and counting
 * newlines. The module is written out here rather than built by a compiler, so that the source is all there is.
 */
export interface Kernel {
  /**
   * Puts one block through SHA-256 for each of four messages, `groups` times. A state is 8 words and a block 16, each
   * as four lanes of 32 bits side by side. Steps are bytes from one group to the next; a step of 0 shares a state.
   */
  compress(
    state: number,
    stateStep: number,
    block: number,
    blockStep: number,
    out: number,
    outStep: number,
    groups: number,
  ): void;
  /** How many bytes in [from, to) have the value; reads up to 16 bytes beyond `to`. */
  count(from: number, to: number, value: number): number;
  /** How many CR LF pairs start in [from, to). */
  countPairs(from: number, to: number): number;
  /** Copies in steps of 16 bytes: up to 15 bytes behind the end are overwritten. */
  copy(to: number, from: number, bytes: number): void;
}

export const STATE_BYTES = 128;
export const BLOCK_BYTES = 256;
export const MAXIMUM_PAGES = 4096;

/** The round constants: fractional parts of the cube roots of the first 64 primes. */
const K = primes(64).map((prime) => fraction(Math.cbrt(prime)));
/** The initial hash value: fractional parts of the square roots of the first 8 primes. */
export const INITIAL: readonly number[] = primes(8).map((prime) => fraction(Math.sqrt(prime)));

function primes(count: number): number[] {
  const found: number[] = [];
  for (let n = 2; found.length < count; n++) if (found.every((prime) => n % prime !== 0)) found.push(n);
  return found;
}

function fraction(root: number): number {
  return Math.floor((root - Math.floor(root)) * 4_294_967_296) | 0;
}

const rotate = (from: Code, by: number): Code => [
  ...from,
  ...i32(by),
  ...SHR,
  ...from,
  ...i32(32 - by),
  ...SHL,
  ...OR,
];
const shift = (from: Code, by: number): Code => [...from, ...i32(by), ...SHR];
const xor3 = (a: Code, b: Code, c: Code): Code => [...a, ...b, ...XOR, ...c, ...XOR];

function compress(): WasmFunction {
  const [state, stateStep, block, blockStep, out, outStep, groups] = [0, 1, 2, 3, 4, 5, 6];
  const first = 7;
  const w = (i: number) => first + 8 + (i & 15);
  const [t1, t2] = [first + 24, first + 25];
  const body: number[] = [...LOOP];
  for (let i = 0; i < 8; i++) body.push(...get(state), ...load(i * 16), ...set(first + i));
  for (let i = 0; i < 16; i++) body.push(...get(block), ...load(i * 16), ...set(w(i)));
  for (let round = 0; round < 64; round++) {
    // Instead of moving eight words along, the names move.
    const [a, b, c, d, e, f, g, h] = Array.from({ length: 8 }, (_, i) => first + ((i - round) & 7)) as [
      number,
      number,
      number,
      number,
      number,
      number,
      number,
      number,
    ];
    if (round >= 16) {
      const late = get(w(round - 2));
      const early = get(w(round - 15));
      body.push(
        ...get(w(round)),
        ...xor3(rotate(early, 7), rotate(early, 18), shift(early, 3)),
        ...ADD,
        ...get(w(round - 7)),
        ...ADD,
        ...xor3(rotate(late, 17), rotate(late, 19), shift(late, 10)),
        ...ADD,
        ...set(w(round)),
      );
    }
    body.push(
      ...get(h),
      ...words(K[round]!),
      ...ADD,
      ...get(w(round)),
      ...ADD,
      ...xor3(rotate(get(e), 6), rotate(get(e), 11), rotate(get(e), 25)),
      ...ADD,
      ...get(f),
      ...get(g),
      ...get(e),
      ...SELECT,
      ...ADD,
      ...set(t1),
      ...xor3(rotate(get(a), 2), rotate(get(a), 13), rotate(get(a), 22)),
      // Majority: where a and b differ it is c, else it is b.
      ...get(c),
      ...get(b),
      ...get(a),
      ...get(b),
      ...XOR,
      ...SELECT,
      ...ADD,
      ...set(t2),
      ...get(d),
      ...get(t1),
      ...ADD,
      ...set(d),
      ...get(t1),
      ...get(t2),
      ...ADD,
      ...set(h),
    );
  }
  for (let i = 0; i < 8; i++)
    body.push(...get(out), ...get(first + i), ...get(state), ...load(i * 16), ...ADD, ...store(i * 16));
  for (const [at, step] of [
    [state, stateStep],
    [block, blockStep],
    [out, outStep],
  ] as const)
    body.push(...get(at), ...get(step), ...I32_ADD, ...set(at));
  body.push(...get(groups), ...i32(1), ...I32_SUB, ...tee(groups), ...branchIf(0), ...END);
  return { name: 'compress', parameters: 7, result: false, locals: [[26, V128]], body };
}

/** Counts over a mask of 16 bytes at `from`; the last step looks only at the bytes before `to`. */
function counter(name: string, parameters: number, mask: Code, total: number): WasmFunction {
  const [from, to] = [0, 1];
  const left = total + 1;
  const body = [
    ...BLOCK,
    ...LOOP,
    ...get(to),
    ...get(from),
    ...I32_SUB,
    ...tee(left),
    ...EQZ,
    ...branchIf(1),
    ...mask,
    // Fewer than 16 left: (1 << left) - 1.
    ...i32(1),
    ...get(left),
    0x74,
    ...i32(1),
    ...I32_SUB,
    ...i32(0xffff),
    ...get(left),
    ...i32(16),
    0x48,
    0x1b,
    0x71,
    ...I32_POPCNT,
    ...get(total),
    ...I32_ADD,
    ...set(total),
    ...get(left),
    ...i32(16),
    0x4c,
    ...branchIf(1),
    ...get(from),
    ...i32(16),
    ...I32_ADD,
    ...set(from),
    ...branch(0),
    ...END,
    ...END,
    ...get(total),
  ];
  return { name, parameters, result: true, locals: [[2, I32]], body };
}

function copy(): WasmFunction {
  const [to, from, bytes] = [0, 1, 2];
  const body = [
    ...LOOP,
    ...get(to),
    ...get(from),
    ...load(0),
    ...store(0),
    ...get(to),
    ...i32(16),
    ...I32_ADD,
    ...set(to),
    ...get(from),
    ...i32(16),
    ...I32_ADD,
    ...set(from),
    ...get(bytes),
    ...i32(16),
    ...I32_SUB,
    ...tee(bytes),
    ...i32(0),
    0x4a,
    ...branchIf(0),
    ...END,
  ];
  return { name: 'copy', parameters: 3, result: false, locals: [], body };
}

const CR = 0x0d;
const LF = 0x0a;
const at = (offset: number): Code => [...get(0), ...load(offset)];
const module = () =>
  wasmModule(
    [
      compress(),
      counter('count', 3, [...at(0), ...get(2), 0xfd, 15, ...BYTES_EQ, ...BYTES_MASK], 3),
      counter(
        'countPairs',
        2,
        [
          ...at(0),
          ...splatBytes(CR),
          ...BYTES_EQ,
          ...at(1),
          ...splatBytes(LF),
          ...BYTES_EQ,
          ...AND,
          ...BYTES_MASK,
        ],
        2,
      ),
      copy(),
    ],
    MAXIMUM_PAGES,
  );

/** Shared by every thread of a run. */
export interface SharedMemory {
  readonly buffer: SharedArrayBuffer;
  grow(pages: number): number;
}

/** The part of the platform that is used here; the language's own types leave it out. */
declare const WebAssembly: {
  readonly Memory: new (of: { initial: number; maximum: number; shared: true }) => SharedMemory;
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object, imports: { env: { memory: SharedMemory } }) => { exports: unknown };
};

let compiled: object | undefined;

const PAGE = 65_536;

export function sharedMemory(bytes: number): SharedMemory {
  return new WebAssembly.Memory({ initial: Math.ceil(bytes / PAGE), maximum: MAXIMUM_PAGES, shared: true });
}

export function kernelOver(memory: SharedMemory): Kernel {
  compiled ??= new WebAssembly.Module(module());
  return new WebAssembly.Instance(compiled, { env: { memory } }).exports as Kernel;
}
