import { attributes, content, matchesFixtures, type Options } from '../testing/fixtures.tsx';
import { ErrorSummary } from './error-summary.tsx';

matchesFixtures('error-summary', (o) => (
  <ErrorSummary
    classes={o.classes}
    attributes={attributes(o.attributes)}
    title={content({ text: o.titleText, html: o.titleHtml })}
    errors={(o.errorList ?? []).map((e: Options) => ({
      href: e.href,
      text: content(e),
      attributes: attributes(e.attributes),
    }))}
  >
    {content({ text: o.descriptionText, html: o.descriptionHtml })}
  </ErrorSummary>
));
