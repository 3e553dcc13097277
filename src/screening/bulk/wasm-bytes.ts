/** The few pieces of the WebAssembly binary format that a hand-made module needs (WebAssembly Core Specification 5). */

export type Code = readonly number[];

export function unsigned(value: number): number[] {
  const bytes: number[] = [];
  do {
    const low = value & 0x7f;
    value >>>= 7;
    bytes.push(value === 0 ? low : low | 0x80);
  } while (value !== 0);
  return bytes;
}

function signed(value: number): number[] {
  const bytes: number[] = [];
  for (;;) {
    const low = value & 0x7f;
    value >>= 7;
    if ((value === 0 && !(low & 0x40)) || (value === -1 && low & 0x40)) return [...bytes, low];
    bytes.push(low | 0x80);
  }
}

const simd = (code: number): number[] => [0xfd, ...unsigned(code)];

export const I32 = 0x7f;
export const V128 = 0x7b;

export const get = (local: number): number[] => [0x20, ...unsigned(local)];
export const set = (local: number): number[] => [0x21, ...unsigned(local)];
export const tee = (local: number): number[] => [0x22, ...unsigned(local)];
export const i32 = (value: number): number[] => [0x41, ...signed(value | 0)];
export const I32_ADD = [0x6a];
export const I32_SUB = [0x6b];
export const I32_POPCNT = [0x69];
export const BLOCK = [0x02, 0x40];
export const LOOP = [0x03, 0x40];
export const END = [0x0b];
export const EQZ = [0x45];
export const branchIf = (depth: number): number[] => [0x0d, depth];
export const branch = (depth: number): number[] => [0x0c, depth];

/** Unaligned, because lists are read at any byte. */
export const load = (offset: number): number[] => [...simd(0), 0, ...unsigned(offset)];
export const store = (offset: number): number[] => [...simd(11), 0, ...unsigned(offset)];
export const splatBytes = (value: number): number[] => [...i32(value), ...simd(15)];
export const BYTES_EQ = simd(35);
export const BYTES_MASK = simd(100);
export const AND = simd(78);
export const OR = simd(80);
export const XOR = simd(81);
export const SELECT = simd(82);
export const SHL = simd(171);
export const SHR = simd(173);
export const ADD = simd(174);

/** The same 32-bit word in all four lanes. */
export function words(value: number): number[] {
  const word = [value & 255, (value >>> 8) & 255, (value >>> 16) & 255, value >>> 24];
  return [...simd(12), ...word, ...word, ...word, ...word];
}

export interface WasmFunction {
  readonly name: string;
  readonly parameters: number;
  readonly result: boolean;
  /** How many locals of each type follow the parameters, in order. */
  readonly locals: readonly (readonly [count: number, type: number])[];
  readonly body: Code;
}

/** A module over one imported shared memory, `env.memory`. All parameters and results are i32. */
export function wasmModule(functions: readonly WasmFunction[], maximumPages: number): Uint8Array {
  const vector = (items: readonly Code[]) => [...unsigned(items.length), ...items.flat()];
  const section = (id: number, bytes: Code) => [id, ...unsigned(bytes.length), ...bytes];
  const text = (value: string) => [...unsigned(value.length), ...Buffer.from(value, 'latin1')];
  const type = ({ parameters, result }: WasmFunction) => [
    0x60,
    ...vector(Array.from({ length: parameters }, () => [I32])),
    ...vector(result ? [[I32]] : []),
  ];
  const code = ({ locals, body }: WasmFunction) => {
    const bytes = [...vector(locals.map(([count, kind]) => [...unsigned(count), kind])), ...body, ...END];
    return [...unsigned(bytes.length), ...bytes];
  };
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, vector(functions.map(type))),
    ...section(2, vector([[...text('env'), ...text('memory'), 2, 3, 1, ...unsigned(maximumPages)]])),
    ...section(3, vector(functions.map((_, i) => [i]))),
    ...section(7, vector(functions.map(({ name }, i) => [...text(name), 0, i]))),
    ...section(10, vector(functions.map(code))),
  ]);
}
