import { expect, it } from 'vitest';
import { ahead } from './ahead.ts';

const later = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

it('gives results in order, and is one ahead of their use', async () => {
  const happened: string[] = [];
  const work = async (item: number) => {
    happened.push(`begin ${item}`);
    await later(10 - item);
    return item;
  };
  for await (const item of ahead([1, 2, 3], work)) happened.push(`use ${item}`);
  expect(happened).toEqual(['begin 1', 'begin 2', 'use 1', 'begin 3', 'use 2', 'use 3']);
});

it('gives nothing of nothing', async () => {
  for await (const _ of ahead([], later)) expect.unreachable();
});

it('fails where the work fails, with what came before it given', async () => {
  const given: number[] = [];
  const work = async (item: number) => {
    if (item >= 2) throw new Error(`no ${item}`);
    return item;
  };
  const use = async () => {
    for await (const item of ahead([1, 2, 3], work)) given.push(item);
  };
  await expect(use()).rejects.toThrow('no 2');
  expect(given).toEqual([1]);
});

it('leaves no failure unheard when its user stops', async () => {
  const work = async (item: number) => {
    await later(1);
    if (item === 2) throw new Error('late');
    return item;
  };
  for await (const _ of ahead([1, 2], work)) break;
  await later(5);
});
