import fc from 'fast-check';
import { expect, it } from 'vitest';
import { KEY_BITS, KeyOrder } from './key-order.ts';

const arbitraryKeys = fc.array(
  fc.oneof(fc.nat(2 ** KEY_BITS - 1), fc.constantFrom(0, 1, 511, 512, 2 ** KEY_BITS - 1)),
  { maxLength: 300 },
);

it('gives items in the order of their keys, those of one key as they came', () => {
  const order = new KeyOrder(300);
  fc.assert(
    fc.property(arbitraryKeys, (keys) => {
      keys.forEach((key, item) => {
        order.add(key, item);
      });
      const expected = keys.map((_, item) => item).sort((a, b) => keys[a]! - keys[b]! || a - b);
      expect([...order.take()]).toEqual(expected);
    }),
  );
});

it('starts afresh after it was taken', () => {
  const order = new KeyOrder(2);
  order.add(5, 1);
  order.take();
  expect([...order.take()]).toEqual([]);
  order.add(7, 0);
  order.add(3, 1);
  expect([...order.take()]).toEqual([1, 0]);
});
