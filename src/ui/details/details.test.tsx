import { attributes, content, matchesFixtures } from '../testing/fixtures.tsx';
import { Details } from './details.tsx';

matchesFixtures('details', (o) => (
  <Details
    {...o}
    summary={content({ text: o.summaryText, html: o.summaryHtml })}
    attributes={attributes(o.attributes)}
  >
    {content(o)}
  </Details>
));
