import { describe, expect, it } from 'vitest';
import { Frame } from './frame.tsx';

const nav = [
  { href: '/contact', text: 'May we contact?' },
  { href: '/subjects', text: 'People' },
];
const page = (more: Partial<Parameters<typeof Frame>[0]> = {}) =>
  String(
    <Frame title="People" styles={['/assets/a.css']} demo={false} nav={nav} {...more}>
      <p>text</p>
    </Frame>,
  );

describe('the frame of every page', () => {
  it('carries no script and no inline style, which the content security policy would drop', () => {
    expect(page()).not.toMatch(/<script|\sstyle=|\son\w+=/);
  });

  it('starts with a link to what the page is about', () => {
    const html = page();
    expect(html).toMatch(/<body><a href="#main" class="govuk-skip-link">/);
    expect(html).toContain('<main id="main" tabindex="-1">');
  });

  it('says first that something is wrong', () => {
    expect(page({ error: true })).toContain('<title>Error: People – Heed</title>');
  });

  it('marks the entry of the page, and of the pages below it', () => {
    expect(page({ path: '/subjects/sub_1' })).toMatch(/href="\/subjects" aria-current="page"/);
    expect(page({ path: '/subjectsx' })).not.toContain('aria-current');
  });

  it('says on every page of a demo that it is one, and only there', () => {
    expect(page({ demo: true })).toContain('fictional people, nothing is kept');
    expect(page()).not.toContain('fictional');
  });

  it('loads itself again only where it waits for something', () => {
    expect(page({ refreshSeconds: 2 })).toContain('<meta http-equiv="refresh" content="2"/>');
    expect(page()).not.toContain('http-equiv');
  });
});
