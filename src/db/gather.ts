/** Callers whose answer one statement gives together. */
interface Waiting<I, O> {
  readonly input: I;
  resolve(output: O): void;
  reject(error: unknown): void;
}

/** So many at most: a statement stays small enough to be quick. */
const MOST = 200;

/**
 * Lets concurrent calls share their work: the first goes at once, and whoever comes while it is on its way goes with
 * the next. Each input is worked on after its call, never before, so that an answer is as fresh as if it went alone;
 * and under load one statement and one commit do for many.
 *
 * @param work gets inputs in the order of their calls and answers in the same order; what it throws, all of them get
 */
export function gather<I, O>(
  work: (inputs: readonly I[]) => Promise<readonly O[]>,
): (input: I) => Promise<O> {
  const waiting: Waiting<I, O>[] = [];
  let running = false;
  const run = async () => {
    running = true;
    while (waiting.length > 0) {
      const batch = waiting.splice(0, MOST);
      try {
        const outputs = await work(batch.map(({ input }) => input));
        for (const [at, one] of batch.entries()) one.resolve(outputs[at]!);
      } catch (error) {
        for (const one of batch) one.reject(error);
      }
    }
    running = false;
  };
  return (input) =>
    new Promise((resolve, reject) => {
      waiting.push({ input, resolve, reject });
      if (!running) run();
    });
}

/** The same for each store: `gather` once a database, for as long as it is used. */
export function gatherIn<D extends object, I, O>(
  work: (db: D, inputs: readonly I[]) => Promise<readonly O[]>,
): (db: D, input: I) => Promise<O> {
  const byStore = new WeakMap<D, (input: I) => Promise<O>>();
  return (db, input) => {
    let call = byStore.get(db);
    if (!call) {
      call = gather((inputs: readonly I[]) => work(db, inputs));
      byStore.set(db, call);
    }
    return call(input);
  };
}

/** More keys than one call about one person has. */
const FEW = 20;

/** Reads rows by their keys; the rest of the arguments say which rows count. */
type Read<D, C extends readonly unknown[], V> = (
  db: D,
  keys: readonly string[],
  ...context: C
) => Promise<Map<string, V>>;

/**
 * Lets reads that come together, with the same context, ask for all their keys at once; each gets its own keys'. Inside
 * a transaction everybody reads alone, since only its own statements see what it has changed. Whoever asks for many keys
 * does so too, since others would wait for them.
 */
export function readTogether<D extends { readonly isTransaction: boolean }, C extends readonly unknown[], V>(
  read: Read<D, C, V>,
): Read<D, C, V> {
  const together = gatherIn(
    async (db: D, calls: readonly { readonly keys: readonly string[]; readonly context: C }[]) => {
      const alike = Map.groupBy(calls, ({ context }) => JSON.stringify(context));
      const found = new Map<string, Map<string, V>>();
      for (const [name, group] of alike) {
        const keys = new Set(group.flatMap((call) => call.keys));
        found.set(name, await read(db, [...keys], ...group[0]!.context));
      }
      return calls.map(({ keys, context }) => pick(found.get(JSON.stringify(context))!, keys));
    },
  );
  return (db, keys, ...context) =>
    db.isTransaction || keys.length > FEW ? read(db, keys, ...context) : together(db, { keys, context });
}

function pick<V>(all: ReadonlyMap<string, V>, keys: readonly string[]): Map<string, V> {
  return new Map(keys.flatMap((key) => (all.has(key) ? [[key, all.get(key)!] as const] : [])));
}
