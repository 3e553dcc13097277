import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toLoadedPolicy } from '../policies.ts';
import { readFiles } from '../read-folder.ts';
import { sampleFolder } from '../testing/sample-folder.ts';
import { findPromises } from './marks.ts';
import { noticePage, renderDocument, renderNotice } from './render-notice.ts';

function policyWith(notice?: string, requests?: (text: string) => string) {
  const files = sampleFolder();
  if (notice !== undefined) files.set('notice.en.md', notice);
  if (requests) files.set('requests.yaml', requests(files.get('requests.yaml')!));
  return toLoadedPolicy(readFiles('sample', files));
}

describe('rendering a notice', () => {
  it('marks promises by clause, once per id', () => {
    const { html } = renderNotice(
      policyWith('[One.]{CLB-01 check=x} [Two.]{CLB-01 CLB-02} [Three.]{CLB-03}'),
    );
    expect(html).toBe(
      '<p><span class="promise" id="CLB-01" data-clause="CLB-01">One.</span> ' +
        '<span class="promise" id="CLB-02" data-clause="CLB-01 CLB-02">Two.</span> ' +
        '<span class="promise" id="CLB-03" data-clause="CLB-03">Three.</span></p>\n',
    );
  });

  it('gives each further clause of a sentence a target of its own', () => {
    const { html } = renderNotice(policyWith('[One.]{CLB-01 CLB-02}'));
    expect(html).toContain('id="CLB-01" data-clause="CLB-01 CLB-02"><span id="CLB-02"></span>One.');
  });

  it('gives headings ids and lists them, and table heads their scope', () => {
    const notice = renderNotice(policyWith());
    expect(notice.title).toBe('Privacy notice of Example Club');
    expect(notice.headings.slice(0, 2)).toEqual([
      { level: 2, id: 'who-we-are', text: 'Who we are' },
      { level: 2, id: 'what-we-do', text: 'What we do' },
    ]);
    expect(notice.html).toContain('<h2 id="how-long">How long</h2>\n<table>');
    expect(notice.html).toContain('<th scope="col">What</th>');
  });

  it('takes the marks out of Markdown and leaves nothing unfilled', () => {
    const { markdown } = renderNotice(policyWith());
    expect(markdown).toContain('Version club@2026-11-22 of 22 November 2026.\n');
    expect(markdown).not.toMatch(/\{|\}/);
  });

  it('lets no HTML through, from prose or from data', () => {
    const files = sampleFolder();
    files.set(
      'policy.yaml',
      files.get('policy.yaml')!.replace('name: Example Club\n', 'name: <script>alert(1)</script>\n'),
    );
    const { html } = renderNotice(toLoadedPolicy(readFiles('sample', files)));
    expect(html).not.toContain('<script');
    expect(noticePage(renderNotice(policyWith('# <b>x</b>')))).toContain(
      '<title>&lt;b&gt;x&lt;/b&gt;</title>',
    );
    expect(renderNotice(policyWith('[x](javascript:alert(1))')).html).not.toContain('href');
  });

  it('refuses an unknown placeholder and an unknown language', () => {
    expect(() => renderNotice(policyWith('{{list:wishes}} and {{nothing}}'))).toThrow(
      '{{list:wishes}}, {{nothing}}',
    );
    expect(() => renderNotice(policyWith(), 'cy')).toThrow('no notice in "cy"');
  });

  it('renders documents of the requests file', () => {
    const policy = policyWith(
      undefined,
      (text) => `${text}documents:\n  - { id: how, title: How to ask, body: 'Within {{clock.breach}}.' }\n`,
    );
    expect(renderDocument(policy, 'how')).toMatchObject({
      title: 'How to ask',
      markdown: '# How to ask\n\nWithin 72 hours.\n',
    });
    expect(() => renderDocument(policy, 'why')).toThrow('Known: how.');
  });

  it('renders equal input to equal bytes, and a span for every promise that is found', () => {
    const word = fc.constantFrom(
      'We',
      'keep',
      '*this*',
      '[link](#a)',
      '{{controller.name}}',
      '`x`',
      'so',
      '<b>',
      '1)',
    );
    const sentence = fc.array(word, { minLength: 1, maxLength: 6 }).map((words) => `${words.join(' ')}.`);
    const marked = fc
      .tuple(sentence, fc.integer({ min: 10, max: 99 }))
      .map(([text, n]) => `[${text}]{CLB-${n} check=a-b}`);
    const paragraph = fc
      .array(fc.oneof(sentence, marked), { minLength: 1, maxLength: 4 })
      .map((parts) => `Yes ${parts.join(' ')}`);
    fc.assert(
      fc.property(fc.array(paragraph, { minLength: 1, maxLength: 4 }), (paragraphs) => {
        const notice = paragraphs.join('\n\n');
        const rendered = renderNotice(policyWith(notice));
        expect(renderNotice(policyWith(notice))).toEqual(rendered);
        expect(rendered.html.match(/class="promise"/g)?.length ?? 0).toBe(findPromises(notice).length);
        expect(rendered.markdown).not.toContain('{CLB-');
      }),
      { numRuns: 60 },
    );
  });
});
