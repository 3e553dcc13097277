import { attributes, content, matchesFixtures } from '../testing/fixtures.tsx';
import { InsetText } from './inset-text.tsx';

matchesFixtures('inset-text', (o) => (
  <InsetText {...o} attributes={attributes(o.attributes)}>
    {content(o)}
  </InsetText>
));
