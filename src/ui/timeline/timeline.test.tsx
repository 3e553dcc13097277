import { expect, it } from 'vitest';
import { normaliseHtml } from '../testing/normalise-html.ts';
import { Timeline } from './timeline.tsx';

it('gives the markup of the MOJ timeline, with the instant for machines', () => {
  const html = String(
    <Timeline
      items={[
        {
          title: 'Objected',
          byline: 'by staff',
          datetime: '2026-07-01T09:00:00Z',
          date: '1 July 2026',
          description: 'By phone',
        },
      ]}
    />,
  );
  expect(normaliseHtml(html)).toBe(
    normaliseHtml(`<div class="moj-timeline"><div class="moj-timeline__item">
      <div class="moj-timeline__header"><h3 class="moj-timeline__title">Objected</h3><p class="moj-timeline__byline">by staff</p></div>
      <p class="moj-timeline__date"><time datetime="2026-07-01T09:00:00Z">1 July 2026</time></p>
      <div class="moj-timeline__description">By phone</div></div></div>`),
  );
});

it('marks a stop', () => {
  const stop = { title: 'Stop: objected', datetime: '2026-07-01T09:00:00Z', date: '1 July 2026', stop: true };
  expect(String(<Timeline items={[stop]} />)).toContain('heed-timeline--stop');
});
