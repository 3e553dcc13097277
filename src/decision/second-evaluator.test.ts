import { expect, test } from 'vitest';
import { seededRandom } from '../demo/random.ts';
import { decide, decideFast } from './decide.ts';
import { LAW_ONLY } from './policy.ts';
import { cedarAllows, randomCase, reduce } from './testing/cedar-subset.ts';

test('a second evaluator of ten rules, in Cedar, agrees on 5,000 random cases', { timeout: 60_000 }, () => {
  const random = seededRandom(20_261);
  const seen = { allow: 0, deny: 0 };
  for (let i = 0; i < 5_000; i++) {
    const request = randomCase(random);
    const { decision, reason } = decideFast(request, LAW_ONLY);
    const second = cedarAllows(request, reduce(request)) ? 'allow' : 'deny';
    if (decision !== second) expect.fail(`${reason}, but Cedar says ${second}: ${JSON.stringify(request)}`);
    if (i % 50 === 0) expect(decide(request, LAW_ONLY)).toMatchObject({ decision, reason });
    seen[decision]++;
  }
  // Cases that are nearly all refused would show little.
  expect(Math.min(seen.allow, seen.deny)).toBeGreaterThan(1_000);
});
