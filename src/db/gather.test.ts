import { expect, it } from 'vitest';
import { gather, readTogether } from './gather.ts';

const later = () => new Promise((resolve) => setTimeout(resolve, 5));

it('sends the first at once and the others together, each with its own answer', async () => {
  const batches: (readonly number[])[] = [];
  const double = gather(async (inputs: readonly number[]) => {
    batches.push(inputs);
    await later();
    return inputs.map((input) => input * 2);
  });
  expect(await Promise.all([1, 2, 3, 4].map(double))).toEqual([2, 4, 6, 8]);
  expect(await double(5)).toBe(10);
  expect(batches).toEqual([[1], [2, 3, 4], [5]]);
});

it('never answers with what was read before the call', async () => {
  let value = 'old';
  const read = gather(async (inputs: readonly null[]) => {
    const seen = value;
    await later();
    return inputs.map(() => seen);
  });
  const first = read(null);
  value = 'new';
  expect(await Promise.all([first, read(null)])).toEqual(['old', 'new']);
});

it('fails everybody in a statement that fails, and nobody after it', async () => {
  let fails = true;
  const call = gather(async (inputs: readonly number[]) => {
    await later();
    if (fails) throw new Error('away');
    return inputs;
  });
  const sent = await Promise.allSettled([call(1), call(2), call(3)]);
  expect(sent.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
  fails = false;
  expect(await call(4)).toBe(4);
});

it('holds statements to a size', async () => {
  const sizes: number[] = [];
  const call = gather(async (inputs: readonly number[]) => {
    sizes.push(inputs.length);
    await later();
    return inputs;
  });
  await Promise.all(Array.from({ length: 500 }, (_, i) => call(i)));
  expect(sizes).toEqual([1, 200, 200, 99]);
});

it('reads the keys of calls that come together at once, and gives each its own', async () => {
  const reads: unknown[][] = [];
  const read = readTogether(async (_: { readonly isTransaction: boolean }, keys, owner: string) => {
    reads.push([owner, ...keys]);
    await later();
    return new Map(keys.filter((key) => key !== 'none').map((key) => [key, `${owner} ${key}`]));
  });
  const db = { isTransaction: false };
  const answers = await Promise.all([
    read(db, ['a'], 'one'),
    read(db, ['a', 'b'], 'one'),
    read(db, ['b', 'none'], 'one'),
    read(db, ['a'], 'two'),
  ]);
  expect(answers.map((answer) => [...answer.values()])).toEqual([
    ['one a'],
    ['one a', 'one b'],
    ['one b'],
    ['two a'],
  ]);
  expect(reads).toEqual([
    ['one', 'a'],
    ['one', 'a', 'b', 'none'],
    ['two', 'a'],
  ]);
});

it('leaves the reads of a transaction to itself', async () => {
  const read = readTogether(async (db: { readonly isTransaction: boolean; readonly name: string }, keys) => {
    await later();
    return new Map(keys.map((key) => [key, db.name]));
  });
  const [first, second] = [
    { isTransaction: true, name: 'first' },
    { isTransaction: true, name: 'second' },
  ];
  const answers = await Promise.all([read(first, ['a']), read(second, ['a'])]);
  expect(answers.map((answer) => answer.get('a'))).toEqual(['first', 'second']);
});

it('lets nobody wait for a call with many keys', async () => {
  const big = Promise.withResolvers<void>();
  const read = readTogether(async (_: { readonly isTransaction: boolean }, keys) => {
    if (keys.length > 1) await big.promise;
    return new Map(keys.map((key) => [key, key]));
  });
  const db = { isTransaction: false };
  const many = read(
    db,
    Array.from({ length: 100 }, (_, i) => `key ${i}`),
  );
  expect(await read(db, ['a'])).toEqual(new Map([['a', 'a']]));
  big.resolve();
  expect((await many).size).toBe(100);
});
