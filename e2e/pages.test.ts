import { describe, expect, it } from 'vitest';
import { expectForEverybody } from './access.ts';
import { PLACES } from './places.ts';
import { withDemo } from './with-demo.ts';

const demo = withDemo();

describe.each(Object.entries(PLACES))('%s', (_name, go) => {
  it('is accessible by day and night, fits every size, and asks nobody else', async () => {
    const { page, watch, context } = await demo.open({ colorScheme: 'light' });
    await go(page);
    await expectForEverybody(page);
    expect(watch.complaints).toEqual([]);
    await context.close();
  });
});
