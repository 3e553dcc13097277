import { expect, it } from 'vitest';
import { gather } from './gather.ts';

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
