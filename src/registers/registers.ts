import type { Fact } from '../decision/types.ts';
import { folderStamp, listIndexes, type StoredIndex } from './folder.ts';
import { type LoadedIndex, lookUpOnDisk, readIndex } from './index-file.ts';
import { positionOf, REGISTER_NAMES, type RegisterName } from './index-format.ts';
import { type LoadedRegister, type LoadRegisterInput, loadRegister } from './load-register.ts';
import { registerNumber } from './number.ts';

/** What is in use of one register. */
export interface RegisterStatus {
  readonly register: RegisterName;
  /** Day number of the register file. */
  readonly fileDay: number;
  /** SHA-256 of the register file, hex. */
  readonly sha256: string;
  /** Distinct numbers. */
  readonly count: number;
  /** Epoch ms. */
  readonly loadedAt: number;
  /** How many register files, this one included, can be replayed. */
  readonly kept: number;
}

/**
 * The registers as they stand at one instant: what a run over a list holds on to, so that every row meets the same
 * files. Look-ups allocate nothing.
 */
export interface RegisterSnapshot {
  readonly files: readonly Omit<RegisterStatus, 'kept'>[];
  /** Day number of the file of a register, or -1 when that register is not loaded. */
  fileDay(register: RegisterName): number;
  /** Day on which a number (`registerNumber(e164)`) was first seen listed without a gap, or -1. */
  listedOn(register: RegisterName, number: number): number;
  /** The facts for one number: one screening for each loaded register, one listing for each hit. */
  factsFor(e164: string): Fact[];
  /** The indexes themselves, in memory that worker threads can share. */
  readonly indexes: readonly LoadedIndex[];
}

/** The do-not-call registers of one data folder (PECR regs 25 and 26). */
export interface Registers {
  /**
   * Facts about a number in E.164: `screening` for every loaded register and `register_listing` for each that holds
   * it. Empty for numbers outside +44. With `knownAt` (epoch ms), as the registers stood then.
   */
  factsFor(e164: string, knownAt?: number): Fact[];
  /** Every register in use; a register that was never loaded is absent. */
  status(): RegisterStatus[];
  snapshot(): RegisterSnapshot;
  load(input: Omit<LoadRegisterInput, 'folder'>): Promise<LoadedRegister>;
}

export { REGISTER_NAMES, type RegisterName } from './index-format.ts';
export { registerNumber } from './number.ts';

interface OpenRegister {
  readonly stamp: number;
  /** Newest file date first. */
  readonly stored: readonly StoredIndex[];
  index?: LoadedIndex;
}

/**
 * Opens the registers of a data folder. An index is read at the first question, and again when another process has
 * loaded a newer file: each question looks at the folder first, so that no answer is out of date.
 */
export function openRegisters(folder: string): Registers {
  const open = new Map<RegisterName, OpenRegister>();

  function current(register: RegisterName): OpenRegister {
    const stamp = folderStamp(folder, register);
    let entry = open.get(register);
    if (!entry || entry.stamp !== stamp) {
      const stored = listIndexes(folder, register);
      const same = entry?.index && stored[0]?.header.crc32 === entry.index.header.crc32;
      entry = { stamp, stored, index: same ? entry?.index : undefined };
      open.set(register, entry);
    }
    return entry;
  }

  function currentIndexes(): LoadedIndex[] {
    const indexes: LoadedIndex[] = [];
    for (const register of REGISTER_NAMES) {
      const entry = current(register);
      const newest = entry.stored[0];
      if (!newest) continue;
      entry.index ??= readIndex(newest.path);
      indexes.push(entry.index);
    }
    return indexes;
  }

  function pastFacts(number: number, knownAt: number): Fact[] {
    const facts: Fact[] = [];
    for (const register of REGISTER_NAMES) {
      const file = current(register).stored.find((stored) => stored.header.loadedAt <= knownAt);
      if (file) addFacts(facts, file.header, lookUpOnDisk(file.path, number));
    }
    return facts;
  }

  return {
    factsFor(e164, knownAt) {
      const number = registerNumber(e164);
      if (number < 0) return [];
      return knownAt === undefined ? factsIn(currentIndexes(), number) : pastFacts(number, knownAt);
    },
    status() {
      return REGISTER_NAMES.flatMap((register) => {
        const { stored } = current(register);
        return stored[0] ? [{ ...statusOf(stored[0].header), kept: stored.length }] : [];
      });
    },
    snapshot: () => snapshotOf(currentIndexes()),
    load: (input) => loadRegister({ ...input, folder }),
  };
}

/** Looks numbers up in the given indexes; also how a worker thread uses indexes that it was handed. */
export function snapshotOf(indexes: readonly LoadedIndex[]): RegisterSnapshot {
  const by = (register: RegisterName) => indexes.find((index) => index.header.register === register);
  const all = { TPS: by('TPS'), CTPS: by('CTPS'), FPS: by('FPS') };
  return {
    indexes,
    files: indexes.map((index) => statusOf(index.header)),
    fileDay: (register) => all[register]?.header.fileDay ?? -1,
    listedOn(register, number) {
      const index = all[register];
      if (!index || number < 0) return -1;
      const position = positionOf(index, number);
      return position < 0 ? -1 : index.days[position]!;
    },
    factsFor(e164) {
      const number = registerNumber(e164);
      return number < 0 ? [] : factsIn(indexes, number);
    },
  };
}

function factsIn(indexes: readonly LoadedIndex[], number: number): Fact[] {
  const facts: Fact[] = [];
  for (const index of indexes) {
    const position = positionOf(index, number);
    addFacts(facts, index.header, position < 0 ? -1 : index.days[position]!);
  }
  return facts;
}

type FileIdentity = Omit<RegisterStatus, 'kept'>;

/** The id names the register file, so that a decision's evidence can be found again; it names nobody. */
function addFacts(facts: Fact[], file: FileIdentity, listedOn: number): void {
  const id = `${file.register}@${file.sha256.slice(0, 12)}`;
  facts.push({
    type: 'screening',
    id: `screening:${id}`,
    at: Number.NEGATIVE_INFINITY,
    registers: [file.register],
    file_date: file.fileDay,
  });
  if (listedOn >= 0)
    facts.push({
      type: 'register_listing',
      id: `listing:${id}`,
      at: Number.NEGATIVE_INFINITY,
      register: file.register,
      listed_on: listedOn,
    });
}

function statusOf({ register, fileDay, sha256, count, loadedAt }: FileIdentity): FileIdentity {
  return { register, fileDay, sha256, count, loadedAt };
}
