import { expect, it } from 'vitest';
import { toLoadedPolicy } from '../../../policy/policies.ts';
import { readFiles } from '../../../policy/read-folder.ts';
import { sampleFolder } from '../../../policy/testing/sample-folder.ts';
import { STAFF_LANGUAGE } from '../../../ui/language/page-language.ts';
import { changesFeed } from './feed.ts';

function feed(summary: string, name = 'Example Club', origin = 'https://privacy.example.org') {
  const policy = toLoadedPolicy(readFiles('sample', sampleFolder()));
  policy.data.policy.controller.name = name;
  const entry = { policy: 'club', published_on: '2026-11-22', news: { summary, tell: [] } };
  return changesFeed({
    policy,
    versions: [
      { ...entry, version: '2026-12-01.2', digest: 'b' },
      { ...entry, version: '2026-11-22', digest: 'a' },
    ],
    page: STAFF_LANGUAGE,
    origin,
  });
}

it('holds whatever people write, as XML takes it', () => {
  const text = feed('Fish & <b>chips</b> "now" \u0000\u0008\u001f\ufffe \ud800 😀 ]]>', 'A & B <Ltd>');
  expect(text).toContain(
    '<summary>Fish &amp; &lt;b&gt;chips&lt;/b&gt; &quot;now&quot;   😀 ]]&gt;</summary>',
  );
  expect(text).toContain('<author><name>A &amp; B &lt;Ltd&gt;</name></author>');
});

it('tells a second version of a day, and what changed with each', () => {
  const text = feed('News');
  expect(text).toContain('<title>Version of 1 December 2026 (2)</title>');
  expect(text).toContain('/club/notice/changes?from=2026-11-22&amp;to=2026-12-01.2');
  expect(text.match(/rel="related"/g)).toHaveLength(1);
});

it('links by path where the address of this Heed is not known', () => {
  expect(feed('News', 'Club', '')).toContain(
    '<link rel="self" type="application/atom+xml" href="/club/notice/changes.atom"/>',
  );
});
