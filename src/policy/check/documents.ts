import { longDate } from '../render/words.ts';
import { reviewOf } from '../review.ts';
import type { Checking } from './checking.ts';

/** Documents that a law wants brought up to date, such as the California notice each year. */
export function checkDocuments({ data, today, at }: Checking): void {
  const yearly = data.requests.documents.some(({ review_clock }) =>
    data.requests.clocks.some(({ id, applies_to }) => id === review_clock && applies_to.includes('US-CA')),
  );
  const californian = data.policy.authorities.findIndex((authority) => authority.for === 'US-CA');
  if (californian >= 0 && !yearly) {
    at(
      'missing-california-notice',
      'policy',
      ['authorities', californian],
      'The policy speaks to people in California, and no document is brought up to date for them each year.',
    );
  }
  data.requests.documents.forEach((document, i) => {
    const path = ['documents', i, 'review_clock'];
    if (document.review_clock === undefined) return;
    const clock = data.requests.clocks.find(({ id }) => id === document.review_clock);
    if (!clock) {
      at(
        'unknown-reference',
        'requests',
        path,
        `The document "${document.id}" names the clock "${document.review_clock}".`,
      );
      return;
    }
    const law = clock.law === undefined ? {} : { citation: clock.law };
    const review = reviewOf(data, document, today);
    if (!review) {
      at(
        'document-never-reviewed',
        'requests',
        path,
        `Nothing says when the document "${document.id}" was last brought up to date.`,
        law,
      );
    } else if (review.state !== 'current') {
      at(
        review.state === 'overdue' ? 'document-review-overdue' : 'document-review-due',
        'requests',
        ['documents', i, 'reviewed'],
        `The document "${document.id}" ${review.state === 'overdue' ? 'had' : 'has'} to be brought up to date by ${longDate(review.due)}.`,
        law,
      );
    }
  });
}
