import { attributes, content, matchesFixtures } from '../testing/fixtures.tsx';
import { Label } from './label.tsx';

matchesFixtures('label', (o) =>
  content(o) ? (
    <Label {...o} heading={o.isPageHeading} attributes={attributes(o.attributes)}>
      {content(o)}
    </Label>
  ) : (
    ''
  ),
);
