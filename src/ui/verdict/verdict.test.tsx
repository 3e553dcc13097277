import { expect, it } from 'vitest';
import { Verdict } from './verdict.tsx';

it('is the heading of the page and differs by shape and word, not by colour alone', () => {
  const yes = String(<Verdict effect="allow" answer="Yes, you may call them" />);
  const no = String(<Verdict effect="deny" answer="No, do not call them" />);
  expect(yes).toContain('<h1>Yes, you may call them</h1>');
  const shape = (html: string) => /<path d="([^"]+)"/.exec(html)?.[1];
  expect(shape(yes)).toBeTruthy();
  expect(shape(yes)).not.toBe(shape(no));
});
